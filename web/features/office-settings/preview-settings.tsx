import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { api, type CallOf } from "../../lib/api.ts";
import { useGo } from "../../lib/navigation.ts";
import { query, refresh } from "../../lib/queries.ts";
import { letGo } from "../../lib/unsaved.ts";
import { useLater } from "../../lib/use-later.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SearchInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { PopoverLinks } from "../../ui/popover.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { enter } from "../session/enter.ts";

const words = {
  preview: { fr: "Aperçu", en: "Preview" },
  title: { fr: "Voir avec les yeux de quel client ?", en: "Through which customer’s eyes?" },
  hint: {
    fr: "Son espace se montre comme si ces réglages étaient enregistrés ; rien n’y est fait. Ce que vous avez saisi vous attend ici.",
    en: "The space shows as if these settings were saved; nothing is done there. What you typed waits for you here.",
  },
  find: { fr: "Nom, identifiant, adresse", en: "Name, identifier, address" },
  customers: { fr: "Clients", en: "Customers" },
  none: { fr: "Aucun client de ce nom n’a d’accès.", en: "No customer of that name has an access." },
} satisfies Words;

type Fields = CallOf<"previewAs">["body"];
type Props = { fieldsOf: (data: FormData) => Fields; onError: (error: Error) => void };

/** The portal under the settings of the form, as a chosen customer would see it, before they are saved (SPEC OFF-5). */
export function PreviewSettings({ fieldsOf, onError }: Props) {
  const t = useWords(words);
  const go = useGo();
  const [fields, setFields] = useState<Fields | null>(null);
  const look = async (user: string, body: Fields) => {
    try {
      await api.previewAs({ params: { user }, body });
      await refresh("readOrganization");
      const home = await enter(await api.readSession({}));
      letGo();
      go(home);
    } catch (error) {
      setFields(null);
      onError(error as Error);
    }
  };
  return (
    <>
      <Button
        icon={Eye}
        onClick={({ currentTarget: { form } }) => form && setFields(fieldsOf(new FormData(form)))}
      >
        {t.preview}
      </Button>
      <Dialog open={fields !== null} onClose={() => setFields(null)} title={t.title}>
        {fields && <Customers onChoose={(user) => void look(user, fields)} />}
      </Dialog>
    </>
  );
}

/** The customers who can sign in, found as one types. */
function Customers({ onChoose }: { onChoose: (user: string) => void }) {
  const t = useWords(words);
  const [typed, setTyped] = useState("");
  const search = useLater(typed, 200);
  const { data } = useQuery({
    ...query("listUsers", { query: { search, staff: "no", state: "active", limit: 8 } }),
    placeholderData: (before) => before,
  });
  return (
    <Stack gap={3}>
      <Text>{t.hint}</Text>
      <SearchInput label={t.find} value={typed} onChange={setTyped} />
      {!data && <Skeleton lines={4} />}
      {data?.items.length === 0 && <Text look="muted">{t.none}</Text>}
      {data && data.items.length > 0 && (
        <PopoverLinks
          label={t.customers}
          items={data.items.map(({ id, name, identifier }) => ({
            key: id,
            label: name,
            hint: identifier,
            onClick: () => onChoose(id),
          }))}
        />
      )}
    </Stack>
  );
}
