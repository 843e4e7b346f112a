import { Check, CheckCheck, FileX2, Landmark, RefreshCw, Undo2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { CallOf, GotOf, OperationId } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import type { LucideIcon } from "../../ui/icon.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { LeftBefore } from "./batch-notices.tsx";
import { SayNotTaken } from "./say-not-taken.tsx";

export type Batch = GotOf<"readBatch">;

const words = {
  check: { fr: "J’ai contrôlé", en: "I have checked" },
  checkTitle: { fr: "Avez-vous contrôlé cette remise ?", en: "Have you checked this batch?" },
  checkText: {
    fr: "Vous êtes la première des deux personnes : une autre la libérera.",
    en: "You are the first of the two people: somebody else will release it.",
  },
  checked: { fr: "La remise est contrôlée.", en: "The batch is checked." },
  release: { fr: "Libérer", en: "Release" },
  releaseTitle: { fr: "Libérer cette remise ?", en: "Release this batch?" },
  releaseText: {
    fr: "Le fichier pour la banque est fait aussitôt. Une fois à la banque, rien ne s’annule plus ici.",
    en: "The file for the bank is made at once. Once at the bank, nothing can be cancelled here any more.",
  },
  releaseDrop: {
    fr: "Le fichier pour la banque est fait et déposé aussitôt. Rien ne s’annulera plus ici.",
    en: "The file for the bank is made and dropped at once. Nothing can be cancelled here any more.",
  },
  moved: {
    fr: (day: string) =>
      `L’heure limite de la banque est passée : le prélèvement se fera le ${day}, et les débiteurs en seront prévenus.`,
    en: (day: string) =>
      `The bank’s cut-off has passed: the debits will be taken on ${day}, and the debtors will be told.`,
  },
  creditor: { fr: "Créancier", en: "Creditor" },
  count: { fr: "Prélèvements", en: "Direct debits" },
  debits: {
    fr: (n: number) => plural("fr", n, { one: "# prélèvement", other: "# prélèvements" }),
    en: (n: number) => plural("en", n, { one: "# direct debit", other: "# direct debits" }),
  },
  total: { fr: "Total", en: "Total" },
  day: { fr: "Prélevés le", en: "Taken on" },
  released: { fr: "La remise est libérée.", en: "The batch is released." },
  send: { fr: "Remis à la banque", en: "Given to the bank" },
  sendTitle: { fr: "Le fichier est-il à la banque ?", en: "Is the file at the bank?" },
  sendText: {
    fr: "Dites-le une fois que votre banque en ligne l’a accepté : les prélèvements seront tenus pour faits à leur date.",
    en: "Say so once your bank’s site has taken it: the debits will be held for made on their day.",
  },
  sent: { fr: "La remise est à la banque.", en: "The batch is at the bank." },
  drop: { fr: "Déposer de nouveau", en: "Drop again" },
  dropTitle: { fr: "Déposer le fichier de nouveau ?", en: "Drop the file again?" },
  dropText: {
    fr: "Vérifiez d’abord auprès de la banque qu’elle ne l’a pas déjà reçu.",
    en: "Check first with the bank that it has not received it already.",
  },
  dropped: { fr: "Le dépôt est relancé.", en: "The drop is started again." },
  cancel: { fr: "Annuler la remise", en: "Cancel the batch" },
  cancelTitle: { fr: "Annuler cette remise ?", en: "Cancel this batch?" },
  cancelText: {
    fr: (cents: string) =>
      `Ses prélèvements (${cents}) reviennent dans ce qui est à venir, pour une autre remise. Son fichier n’est pas sorti.`,
    en: (cents: string) =>
      `Its debits (${cents}) go back to what is to come, for another batch. Its file has not left.`,
  },
  keep: { fr: "La garder", en: "Keep it" },
  cancelled: { fr: "La remise est annulée.", en: "The batch is cancelled." },
  confirmNotTaken: {
    fr: "Confirmer que la banque ne l’a pas pris",
    en: "Confirm that the bank did not take it",
  },
  confirmTitle: {
    fr: "Avez-vous vérifié auprès de la banque ?",
    en: "Have you checked with the bank?",
  },
  confirmText: {
    fr: (cents: string) =>
      `La remise est abandonnée. Ses prélèvements (${cents}) reviennent dans ce qui est à venir, et attendent le prochain jour ouvré de la banque. Si la banque a le fichier, ils seraient faits deux fois.`,
    en: (cents: string) =>
      `The batch is given up. Its debits (${cents}) go back to what is to come, and wait for the bank’s next working day. If the bank has the file, they would be made twice.`,
  },
  givenUp: { fr: "La remise est abandonnée.", en: "The batch is given up." },
  withdraw: { fr: "Retirer cette déclaration", en: "Take this back" },
  withdrawTitle: { fr: "Retirer cette déclaration ?", en: "Take this statement back?" },
  withdrawText: {
    fr: "La remise redevient à remettre à la banque, et son fichier peut de nouveau être téléchargé.",
    en: "The batch is again to be given to the bank, and its file can be downloaded again.",
  },
  withdrawn: { fr: "La déclaration est retirée.", en: "The statement is taken back." },
} satisfies Words;

export const touched: OperationId[] = [
  "readBatch",
  "listBatches",
  "listBatchCollections",
  "listComing",
  "listOfficeCollections",
  "readHome",
];

/** What can be done with a batch now: the server says what. */
export function BatchActions({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  const { can } = batch;
  return (
    <>
      {can.cancel && (
        <Act
          operation="cancelBatch"
          batch={batch}
          icon={X}
          look="quiet"
          danger
          dismiss={t.keep}
          words={{ act: t.cancel, title: t.cancelTitle, done: t.cancelled }}
        >
          <Text>{t.cancelText(f.cents(batch.cents))}</Text>
        </Act>
      )}
      {can.sayNotTaken && <SayNotTaken batch={batch} />}
      {can.withdrawNotTaken && (
        <Act
          operation="answerBatchNotTaken"
          body={{ answer: "withdraw" }}
          batch={batch}
          icon={Undo2}
          look="quiet"
          words={{ act: t.withdraw, title: t.withdrawTitle, done: t.withdrawn }}
        >
          <Text>{t.withdrawText}</Text>
        </Act>
      )}
      {can.confirmNotTaken && (
        <Act
          operation="answerBatchNotTaken"
          body={{ answer: "confirm" }}
          batch={batch}
          icon={FileX2}
          danger
          words={{ act: t.confirmNotTaken, title: t.confirmTitle, done: t.givenUp }}
        >
          <Totals batch={batch} />
          <Text>{t.confirmText(f.cents(batch.cents))}</Text>
        </Act>
      )}
      {can.check && (
        <Act
          operation="checkBatch"
          batch={batch}
          icon={Check}
          look="primary"
          words={{ act: t.check, title: t.checkTitle, done: t.checked }}
        >
          <Totals batch={batch} />
          <Text>{t.checkText}</Text>
        </Act>
      )}
      {can.drop && (
        <Act
          operation="dropBatch"
          batch={batch}
          icon={RefreshCw}
          words={{ act: t.drop, title: t.dropTitle, done: t.dropped }}
        >
          <Text>{t.dropText}</Text>
        </Act>
      )}
      {can.send && (
        <Act
          operation="markBatchSent"
          batch={batch}
          icon={Landmark}
          look="primary"
          words={{ act: t.send, title: t.sendTitle, done: t.sent }}
        >
          <Totals batch={batch} />
          <Text>{t.sendText}</Text>
        </Act>
      )}
      {can.release && <Release batch={batch} />}
    </>
  );
}

function Totals({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  const day = batch.collectOn ?? batch.firstDay;
  return (
    <DefinitionList
      items={[
        { key: "creditor", term: t.creditor, value: batch.creditor.name },
        { key: "count", term: t.count, value: t.debits(batch.count) },
        { key: "total", term: t.total, value: f.cents(batch.cents) },
        ...(day ? [{ key: "day", term: t.day, value: f.date(day) }] : []),
      ]}
    />
  );
}

/** Of the total and the day that are on the screen: another is refused. */
function Release({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  const moved = batch.collectOn !== null && batch.collectOn !== batch.firstDay;
  return (
    <Act
      operation="releaseBatch"
      batch={batch}
      body={{ expectedCents: batch.cents, collectOn: batch.collectOn ?? "" }}
      icon={CheckCheck}
      look="primary"
      words={{ act: t.release, title: t.releaseTitle, done: t.released }}
    >
      <Totals batch={batch} />
      <LeftBefore batch={batch} />
      {moved && batch.collectOn && <Notice kind="warning">{t.moved(f.date(batch.collectOn))}</Notice>}
      <Text>{batch.drop ? t.releaseDrop : t.releaseText}</Text>
    </Act>
  );
}

type Operation =
  | "checkBatch"
  | "releaseBatch"
  | "cancelBatch"
  | "answerBatchNotTaken"
  | "markBatchSent"
  | "dropBatch";
type ActProps = {
  operation: Operation;
  batch: Batch;
  body?: CallOf<"releaseBatch">["body"] | CallOf<"answerBatchNotTaken">["body"];
  icon: LucideIcon;
  look?: "primary" | "quiet";
  danger?: boolean;
  dismiss?: string;
  words: { act: string; title: string; done: string };
  children: ReactNode;
};

/** One act on a batch, confirmed. */
function Act({ operation, batch, body, icon, look, danger, dismiss, words: said, children }: ActProps) {
  const [open, setOpen] = useState(false);
  const write = useWrite(operation, { refreshes: touched });
  const call = { params: { batch: batch.id }, ...(body ? { body } : {}) } as CallOf<Operation>;
  const confirm = () =>
    write.mutate(call, {
      onSuccess: () => {
        setOpen(false);
        showToast({ title: said.done });
      },
    });
  return (
    <>
      <Button icon={icon} look={look ?? "secondary"} onClick={() => setOpen(true)}>
        {said.act}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={write.isPending}
        danger={danger}
        title={said.title}
        confirm={said.act}
        {...(dismiss ? { dismiss } : {})}
      >
        <Stack gap={3}>
          {children}
          {write.error && <Notice kind="error">{sentenceOf(write.error)}</Notice>}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
