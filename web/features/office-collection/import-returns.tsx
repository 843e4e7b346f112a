import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";

const words = {
  title: { fr: "Lire un fichier de la banque", en: "Read a file of the bank" },
  file: { fr: "Fichier de rejets", en: "Return file" },
  hint: {
    fr: "pain.002, camt.054 ou CFONB 240. Lire deux fois le même ne change rien.",
    en: "pain.002, camt.054 or CFONB 240. Reading the same one twice changes nothing.",
  },
  read: { fr: "Lire", en: "Read" },
  close: { fr: "Fermer", en: "Close" },
  told: {
    fr: (n: number) => plural("fr", n, { one: "# rejet lu.", other: "# rejets lus." }),
    en: (n: number) => plural("en", n, { one: "# return read.", other: "# returns read." }),
  },
  recorded: {
    fr: (n: number) => plural("fr", n, { one: "# enregistré", other: "# enregistrés" }),
    en: (n: number) => plural("en", n, { one: "# recorded", other: "# recorded" }),
  },
  known: {
    fr: (n: number) => plural("fr", n, { one: "# déjà connu", other: "# déjà connus" }),
    en: (n: number) => plural("en", n, { one: "# known already", other: "# known already" }),
  },
  unknown: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "# ne correspond à aucun prélèvement d’ici",
        other: "# ne correspondent à aucun prélèvement d’ici",
      }),
    en: (n: number) =>
      plural("en", n, {
        one: "# is of no direct debit from here",
        other: "# are of no direct debit from here",
      }),
  },
} satisfies Words;

/** Staff send what the bank told of debits that came back; what was done with each is said. */
export function ImportReturns({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const send = useWrite("importReturns", { refreshes: ["listReturns", "listOfficeCollections", "readHome"] });
  const close = () => {
    setFiles([]);
    send.reset();
    onClose();
  };
  const [file] = files;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t.title}
      footer={
        send.data ? (
          <Button look="primary" onClick={close}>
            {t.close}
          </Button>
        ) : (
          <Button
            look="primary"
            busy={send.isPending}
            disabled={!file}
            // A browser names the type of the file that it sends; here it is bytes.
            onClick={() =>
              file && send.mutate({ body: file.slice(0, file.size, "application/octet-stream") })
            }
          >
            {t.read}
          </Button>
        )
      }
    >
      <Stack gap={4}>
        {send.error && <Notice kind="error">{sentenceOf(send.error)}</Notice>}
        {send.data ? (
          <Report report={send.data} />
        ) : (
          <FileDrop label={t.file} hint={t.hint} files={files} onFiles={setFiles} multiple={false} />
        )}
      </Stack>
    </Dialog>
  );
}

function Report({ report }: { report: GotOf<"importReturns"> }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <Stack gap={3}>
      <Text look="strong">{t.told(report.told)}</Text>
      <ul>
        <li>{t.recorded(report.recorded)}</li>
        <li>{t.known(report.known)}</li>
        <li>{t.unknown(report.unknown)}</li>
      </ul>
      {report.unknownShown.length > 0 && (
        <ul>
          {report.unknownShown.map((one) => (
            <li key={`${one.endToEndId} ${one.umr} ${one.cents}`}>
              {[one.endToEndId ?? one.umr ?? "—", f.cents(one.cents), one.reasonCode]
                .filter(Boolean)
                .join(" · ")}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
