import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { useFormat } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useUpload } from "./use-upload.ts";

const words = {
  file: { fr: "Fichier des écritures comptables (FEC)", en: "Accounting entries file (FEC)" },
  fileHint: {
    fr: "Tel qu’il sort de votre logiciel comptable, jusqu’à 4 Go. Renvoyer le même fichier ne double rien.",
    en: "As your accounting software writes it, up to 4 GB. Sending the same file again doubles nothing.",
  },
  creditor: { fr: "Créancier", en: "Creditor" },
  mode: { fr: "Que faire du fichier ?", en: "What to do with the file?" },
  check: { fr: "Vérifier d’abord", en: "Check first" },
  checkHint: {
    fr: "Dit tout ce qui irait mal et ne change rien. Vous pourrez appliquer le même fichier ensuite.",
    en: "Says all that would go wrong and changes nothing. You can apply the same file afterwards.",
  },
  apply: { fr: "Publier tout de suite", en: "Publish now" },
  applyHint: {
    fr: "Les clients voient les écritures correctes dès la fin ; une ligne fausse n’arrête pas les autres.",
    en: "Customers see the correct entries as soon as it ends; a wrong line does not stop the others.",
  },
  sendCheck: { fr: "Vérifier le fichier", en: "Check the file" },
  sendApply: { fr: "Publier le fichier", en: "Publish the file" },
  missing: { fr: "Choisissez le fichier à envoyer.", en: "Choose the file to send." },
  noCreditor: { fr: "Choisissez un créancier.", en: "Choose a creditor." },
  sending: { fr: "Envoi du fichier", en: "Sending the file" },
  sent: {
    fr: (done: string, all: string) => `${done} sur ${all}`,
    en: (done: string, all: string) => `${done} of ${all}`,
  },
  stop: { fr: "Arrêter l’envoi", en: "Stop sending" },
} satisfies Words;

/** Chooses a FEC by button or drop, whose it is and what to do with it, then sends it with its progress. */
export function SendFec() {
  const t = useWords(words);
  const f = useFormat();
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  const { share, error, send, stop } = useUpload();
  const [files, setFiles] = useState<File[]>([]);
  const [mode, setMode] = useState<"check" | "apply">("check");
  const [missing, setMissing] = useState<string | null>(null);
  const file = files[0];
  const submit = (data: FormData) => {
    const creditor = textOf(data, "creditor") || (creditors[0]?.id ?? "");
    setMissing(!file ? t.missing : !creditor ? t.noCreditor : null);
    if (file && creditor) void send({ creditor, mode, file });
  };
  if (share !== null && file)
    return (
      <>
        <Progress
          label={t.sending}
          value={Math.round(share * 100)}
          detail={t.sent(f.bytes(share * file.size), f.bytes(file.size))}
        />
        <Button onClick={stop}>{t.stop}</Button>
      </>
    );
  return (
    <Form onSubmit={submit} errors={error ? { form: error } : null}>
      <FileDrop
        label={t.file}
        hint={t.fileHint}
        files={files}
        onFiles={setFiles}
        multiple={false}
        accept=".txt,.fec,.csv,text/plain"
        error={missing}
      />
      {creditors.length > 1 && (
        <Field name="creditor" label={t.creditor}>
          <Select>
            {creditors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <RadioGroup
        name="mode"
        legend={t.mode}
        value={mode}
        onChange={(value) => setMode(value === "apply" ? "apply" : "check")}
        options={[
          { value: "check", label: t.check, hint: t.checkHint },
          { value: "apply", label: t.apply, hint: t.applyHint },
        ]}
      />
      <FormActions>
        <Button look="primary" type="submit">
          {mode === "check" ? t.sendCheck : t.sendApply}
        </Button>
      </FormActions>
    </Form>
  );
}
