import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { sendFiles } from "../../lib/send-files.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { AttachFiles, type Limits, useFilesFault } from "./attach-files.tsx";

const words = {
  needed: { fr: "Écrivez votre message.", en: "Write your message." },
} satisfies Words;

export type Written = { text: string; files: string[] };
type WriteFormProps = {
  label: string;
  hint?: string;
  action: string;
  limits: Limits;
  send: (written: Written) => Promise<unknown>;
};

/** A message with its files. Sent, it empties; refused, it keeps what was written. */
export function WriteForm({ label, hint, action, limits, send }: WriteFormProps) {
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const fault = useFilesFault(files, limits);
  const submit = async (data: FormData, form: HTMLFormElement) => {
    const text = textOf(data, "text").trim();
    if (!text) return setErrors({ text: t.needed });
    if (fault) return setErrors({ files: fault });
    setErrors(null);
    setBusy(true);
    try {
      await send({ text, files: await sendFiles("uploadDisputeFile", files) });
      form.reset();
      setFiles([]);
    } catch (error) {
      setErrors(errorsOf(error, fields));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form onSubmit={(data, form) => void submit(data, form)} errors={errors}>
      <Field name="text" label={label} hint={hint}>
        <Textarea rows={4} maxLength={4000} />
      </Field>
      <AttachFiles files={files} onFiles={setFiles} limits={limits} />
      <FormActions>
        <Button type="submit" look="primary" busy={busy}>
          {action}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Refusals that concern the files. */
export const fields = {
  "dispute.file_type": "files",
  "dispute.file_unknown": "files",
  "request.too_large": "files",
};
