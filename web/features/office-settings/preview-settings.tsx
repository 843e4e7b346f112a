import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { api, type CallOf } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { query, refresh } from "../../lib/queries.ts";
import { useLater } from "../../lib/use-later.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ComboBox } from "../../ui/combo-box.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { Row } from "../../ui/layout.tsx";
import { enter } from "../session/enter.ts";

const words = {
  preview: { fr: "Aperçu", en: "Preview" },
  legend: { fr: "Aperçu avant d’enregistrer", en: "Preview before saving" },
  hint: {
    fr: "Vous voyez l’espace de ce client comme si ces réglages étaient enregistrés, sans rien y faire. Ce que vous avez saisi vous attend ici.",
    en: "You see this customer’s space as if these settings were saved, doing nothing there. What you typed waits for you here.",
  },
  customer: { fr: "Client", en: "Customer" },
  find: { fr: "Tapez le début de son nom.", en: "Type the beginning of the name." },
  open: { fr: "Voir son espace", en: "See the space" },
  cancel: { fr: "Annuler", en: "Cancel" },
} satisfies Words;

type Fields = CallOf<"previewAs">["body"];
type Props = { fieldsOf: (data: FormData) => Fields; onError: (error: Error) => void };

/** The portal under the settings of the form, as a chosen customer would see it, before they are saved (SPEC OFF-5). */
export function PreviewSettings({ fieldsOf, onError }: Props) {
  const t = useWords(words);
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [user, setUser] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const search = useLater(typed, 200);
  const customers = useQuery({
    ...query("listUsers", { query: { search, staff: "no", state: "active", limit: 20 } }),
    enabled: open,
  }).data;
  const look = async (chosen: string, form: HTMLFormElement) => {
    setBusy(true);
    try {
      await api.previewAs({ params: { user: chosen }, body: fieldsOf(new FormData(form)) });
      await refresh("readOrganization");
      go(await enter(await api.readSession({})));
    } catch (error) {
      setBusy(false);
      onError(error as Error);
    }
  };
  if (!open)
    return (
      <Button icon={Eye} onClick={() => setOpen(true)}>
        {t.preview}
      </Button>
    );
  // In the page, not in a dialog: the list of customers floats above the page itself.
  return (
    <FieldSet legend={t.legend} hint={t.hint}>
      <ComboBox
        label={t.customer}
        hint={t.find}
        value={user}
        onChange={setUser}
        onSearch={setTyped}
        options={(customers?.items ?? []).map((one) => ({
          value: one.id,
          label: one.name,
          hint: one.identifier,
        }))}
      />
      <Row gap={2}>
        <Button
          icon={Eye}
          busy={busy}
          disabled={user === null}
          onClick={({ currentTarget: { form } }) => user && form && void look(user, form)}
        >
          {t.open}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t.cancel}
        </Button>
      </Row>
    </FieldSet>
  );
}
