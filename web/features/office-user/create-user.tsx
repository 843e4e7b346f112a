import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { UserForm } from "./user-form.tsx";

const words = {
  create: { fr: "Créer un compte d’accès", en: "Create an access account" },
  make: { fr: "Créer", en: "Create" },
} satisfies Words;

/** A button, its form, then the record of the user just made, from which the access is handed over. */
export function CreateUser() {
  const t = useWords(words);
  const go = useGo();
  const [open, setOpen] = useState(false);
  const create = useWrite("createUser", { refreshes: ["listUsers"] });
  return (
    <>
      <Button look="primary" icon={UserPlus} onClick={() => setOpen(true)}>
        {t.create}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.create}>
        <UserForm
          busy={create.isPending}
          problem={create.error}
          save={t.make}
          onCancel={() => setOpen(false)}
          onSave={(body) => create.mutate({ body }, { onSuccess: (user) => go(officePaths.user(user.id)) })}
        />
      </Dialog>
    </>
  );
}
