import { Eraser } from "lucide-react";
import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useGo } from "../../lib/navigation.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  open: { fr: "Demande d’effacement", en: "Request to be erased" },
  lead: {
    fr: "La personne l’a demandé par courrier ou par téléphone ? Assurez-vous que c’est bien elle. Elle est prévenue par courriel, et rien ne s’efface avant votre décision.",
    en: "Did the person ask by letter or by phone? Make sure that it is that person. A mail is sent, and nothing is erased before your decision.",
  },
  reason: { fr: "Comment et quand c’est demandé", en: "How and when it was asked" },
  missing: { fr: "Dites comment la demande est venue.", en: "Say how the request came." },
  make: { fr: "Ouvrir la demande", en: "Open the request" },
} satisfies Words;

/** Opens a request for a person who asked otherwise than on line; leads to its record. */
export function OpenErasure({ user }: { user: string }) {
  const t = useWords(words);
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const make = useWrite("openErasure", { refreshes: ["listErasures", "readHome"] });
  const submit = (data: FormData) => {
    const reason = textOf(data, "reason").trim();
    if (!reason) return setErrors({ reason: t.missing });
    make.mutate(
      { body: { user, reason } },
      { onSuccess: ({ id }) => go(officePaths.erasure(id)), onError: (error) => setErrors(errorsOf(error)) },
    );
  };
  return (
    <>
      <Button icon={Eraser} look="quiet" onClick={() => setOpen(true)}>
        {t.open}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.open}>
        <Form errors={errors} onSubmit={submit}>
          <Text>{t.lead}</Text>
          <Field name="reason" label={t.reason}>
            <Textarea rows={3} maxLength={2000} />
          </Field>
          <FormActions>
            <Button type="submit" look="primary" busy={make.isPending}>
              {t.make}
            </Button>
          </FormActions>
        </Form>
      </Dialog>
    </>
  );
}
