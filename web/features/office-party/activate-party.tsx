import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { refresh, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { GiveEntry } from "../office-user/give-entry.tsx";

type Party = Pick<GotOf<"readParty">, "id" | "name" | "code" | "email"> & { address?: string[] };

const words = {
  activate: { fr: "Activer un accès", en: "Activate an access" },
  title: {
    fr: (name: string) => `Ouvrir un accès à ${name}`,
    en: (name: string) => `Open an access for ${name}`,
  },
  explain: {
    fr: (code: string) =>
      `Un compte d’accès sera créé avec l’identifiant ${code}. Vous choisirez ensuite comment le remettre : par courriel, ou par une lettre.`,
    en: (code: string) =>
      `An access account will be created with the identifier ${code}. You then choose how to hand it over: by mail, or by letter.`,
  },
  create: { fr: "Créer l’accès", en: "Create the access" },
  done: {
    fr: "Le compte d’accès est prêt. Remettez-le à son titulaire :",
    en: "The access account is ready. Hand it over:",
  },
  finish: { fr: "Terminer", en: "Finish" },
  cancel: { fr: "Annuler", en: "Cancel" },
} satisfies Words;

/** Opens the first access of a party, then hands it over by mail or with a temporary password (ACC-2, ACC-4). */
export function ActivateParty({ party }: { party: Party }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [user, setUser] = useState<string | null>(null);
  const activate = useWrite("activateParty");
  const close = () => {
    setOpen(false);
    setUser(null);
    void refresh("readParty", "listParties", "listUsers");
  };
  const create = () =>
    activate.mutate({ params: { party: party.id } }, { onSuccess: (made) => setUser(made.user) });
  const footer = user ? (
    <Button look="primary" onClick={close}>
      {t.finish}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t.cancel}</Button>
      <Button look="primary" busy={activate.isPending} onClick={create}>
        {t.create}
      </Button>
    </>
  );
  return (
    <div>
      <Button icon={KeyRound} onClick={() => setOpen(true)}>
        {t.activate}
      </Button>
      <Dialog open={open} onClose={close} title={t.title(party.name)} footer={footer}>
        <Stack>
          {activate.error && (
            <Notice kind="error" live>
              {sentenceOf(activate.error)}
            </Notice>
          )}
          <Text>{user ? t.done : t.explain(party.code)}</Text>
          {user && <GiveEntry user={user} email={party.email} address={party.address ?? []} />}
        </Stack>
      </Dialog>
    </div>
  );
}
