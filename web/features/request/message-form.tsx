import { type ReactNode, useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { hear } from "../../lib/queries.ts";
import { sendFiles } from "../../lib/send-files.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { ACCEPTED, MOST_FILES } from "./file-limits.ts";

const words = {
  files: { fr: "Pièces jointes (facultatif)", en: "Attached files (optional)" },
  filesHint: {
    fr: "PDF, PNG, JPEG ou WebP ; 10 Mo par fichier, 5 fichiers au plus.",
    en: "PDF, PNG, JPEG or WebP; 10 MB for each file, 5 files at most.",
  },
  tooMany: { fr: "Cinq fichiers au plus : retirez-en.", en: "Five files at most: remove some." },
  empty: { fr: "Écrivez votre message.", en: "Write your message." },
} satisfies Words;

export type Written = { body: string; attachments: string[]; data: FormData };

type Props = {
  /** The label of the text. */
  label: string;
  submit: string;
  rows?: number;
  /** Fields above the text. */
  children?: ReactNode;
  /** Beside the button: other ways to send (buttons of type submit, with a name). */
  others?: ReactNode;
  /** Under the text, before the button. */
  below?: ReactNode;
  /** What refuses goes to which field. */
  fields?: Record<string, string>;
  /** What is missing in the fields above, by field. */
  check?: (data: FormData) => FormErrors;
  onWrite: (written: Written) => Promise<void>;
};

/** A text with files: the files leave first, then the message that names them. What was typed stays when it fails. */
export function MessageForm(props: Props) {
  const { label, submit, rows = 5, children, others, below, fields, check, onWrite } = props;
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const write = async (data: FormData, form: HTMLFormElement) => {
    const body = textOf(data, "body").trim();
    const wrong = {
      ...check?.(data),
      ...(body === "" ? { body: t.empty } : {}),
      ...(files.length > MOST_FILES ? { files: t.tooMany } : {}),
    };
    if (Object.keys(wrong).length > 0) return setErrors(wrong);
    setErrors(null);
    setBusy(true);
    try {
      await onWrite({ body, attachments: await sendFiles("sendAttachment", files), data });
      form.reset();
      setFiles([]);
    } catch (error) {
      hear(error);
      setErrors(errorsOf(error, { "attachment.type": "files", "attachment.unknown": "files", ...fields }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <GuardedForm busy={busy} onSubmit={(data, form) => void write(data, form)} errors={errors}>
      {children}
      <Field name="body" label={label}>
        <Textarea rows={rows} maxLength={8000} />
      </Field>
      <FileDrop
        label={t.files}
        hint={t.filesHint}
        files={files}
        onFiles={setFiles}
        accept={ACCEPTED}
        error={errors?.["files"] ?? null}
      />
      {below}
      <FormActions>
        <Button look="primary" type="submit" busy={busy}>
          {submit}
        </Button>
        {others}
      </FormActions>
    </GuardedForm>
  );
}
