import { useRef, useState } from "react";
import { fileAddress, type GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useGo } from "../../lib/navigation.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Progress } from "../../ui/progress.tsx";
import { uploadFile } from "../import/upload.ts";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  file: { fr: "Fichier de la banque", en: "File from the bank" },
  hint: {
    fr: "camt.053, camt.052, camt.054, CFONB 120 ou CFONB 240, tel que la banque le donne. Renvoyer un relevé, ou un autre qui le recoupe, ne compte rien deux fois.",
    en: "camt.053, camt.052, camt.054, CFONB 120 or CFONB 240, as the bank gives it. Sending a statement again, or one that overlaps it, counts nothing twice.",
  },
  send: { fr: "Importer", en: "Import" },
  missing: { fr: "Choisissez le fichier à importer.", en: "Choose the file to import." },
  sending: { fr: "Envoi du fichier", en: "Sending the file" },
  stop: { fr: "Arrêter l’envoi", en: "Stop sending" },
} satisfies Words;

/** Chooses or drops a bank file, sends it with its progress, then leads to its report. */
export function SendStatement() {
  const t = useWords(words);
  const f = useFormat();
  const go = useGo();
  const [files, setFiles] = useState<File[]>([]);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const file = files[0];
  const send = async () => {
    setError(file ? null : t.missing);
    if (!file) return;
    abort.current = new AbortController();
    setShare(0);
    try {
      const address = fileAddress("importBankFile", { query: { name: file.name.slice(0, 200) }, body: file });
      const made = await uploadFile<GotOf<"importBankFile">>(address, file, setShare, abort.current.signal);
      void refresh("listBankFiles", "readHome");
      go(officePaths.bankFile(made.id));
    } catch (problem) {
      setError(sentenceOf(problem));
    }
    setShare(null);
  };
  if (share !== null && file)
    return (
      <>
        <Progress
          label={t.sending}
          value={Math.round(share * 100)}
          detail={`${f.bytes(share * file.size)} / ${f.bytes(file.size)}`}
        />
        <Button onClick={() => abort.current?.abort()}>{t.stop}</Button>
      </>
    );
  return (
    <Form onSubmit={() => void send()}>
      <FileDrop
        label={t.file}
        hint={t.hint}
        files={files}
        onFiles={setFiles}
        multiple={false}
        error={error}
      />
      <FormActions>
        <Button look="primary" type="submit">
          {t.send}
        </Button>
      </FormActions>
    </Form>
  );
}
