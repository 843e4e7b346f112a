import { useState } from "react";
import { download } from "../../lib/download.ts";
import { address } from "../../lib/place.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useMay } from "../office-frame/role.ts";
import type { Export } from "./export-words.ts";

const words = {
  download: { fr: "Télécharger", en: "Download" },
  received: { fr: "Intégré", en: "In the books" },
  receivedTitle: { fr: "Ces lignes sont dans votre comptabilité ?", en: "Are these lines in your books?" },
  receivedText: {
    fr: "L’export ne pourra plus être annulé. Le fichier restera téléchargeable, toujours le même.",
    en: "The export can no longer be cancelled. The file stays here, always the same.",
  },
  cancel: { fr: "Annuler", en: "Cancel" },
  cancelTitle: { fr: "Annuler cet export ?", en: "Cancel this export?" },
  cancelText: {
    fr: "Ses lignes iront dans le prochain. Ne le faites que si le fichier n’a pas été intégré : sinon elles seraient comptées deux fois.",
    en: "Its lines go into the next one. Only do so if the file was not taken into the books: else they would count twice.",
  },
  keep: { fr: "Annuler l’export", en: "Cancel the export" },
} satisfies Words;

/** What can be done with an export: its file, then in the books or cancelled. */
export function ExportActions({ one }: { one: Export }) {
  const t = useWords(words);
  const may = useMay();
  const [asked, setAsked] = useState<"received" | "cancel" | null>(null);
  const refreshes = ["listExports" as const, "readWaitingLines" as const];
  const acknowledge = useWrite("acknowledgeExport", { refreshes });
  const cancel = useWrite("cancelExport", { refreshes });
  const params = { export: one.id };
  const close = () => setAsked(null);
  if (one.state === "making" || one.state === "cancelled") return null;
  return (
    <Row gap={2}>
      <Button look="quiet" small onClick={() => download(address(`/api/office/exports/${one.id}/file`))}>
        {t.download}
      </Button>
      {one.state === "ready" && may("accountant") && (
        <>
          <Button look="quiet" small onClick={() => setAsked("received")}>
            {t.received}
          </Button>
          <Button look="quiet" small onClick={() => setAsked("cancel")}>
            {t.cancel}
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asked === "received"}
        onClose={close}
        onConfirm={() => acknowledge.mutate({ params }, { onSuccess: close })}
        busy={acknowledge.isPending}
        title={t.receivedTitle}
        confirm={t.received}
      >
        <Text>{t.receivedText}</Text>
        {acknowledge.error && <Notice kind="error">{sentenceOf(acknowledge.error)}</Notice>}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "cancel"}
        onClose={close}
        onConfirm={() => cancel.mutate({ params }, { onSuccess: close })}
        busy={cancel.isPending}
        danger
        title={t.cancelTitle}
        confirm={t.keep}
      >
        <Text>{t.cancelText}</Text>
        {cancel.error && <Notice kind="error">{sentenceOf(cancel.error)}</Notice>}
      </ConfirmDialog>
    </Row>
  );
}
