import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { InPanel } from "../office-frame/panel.tsx";

type Row = GotOf<"listReturns">["items"][number];

const words = {
  title: {
    fr: (name: string) => `Rejet : ${name}`,
    en: (name: string) => `Return: ${name}`,
  },
  code: { fr: "Motif", en: "Reason" },
  bank: { fr: "Ce qu’écrit la banque", en: "What the bank wrote" },
  when: { fr: "Le", en: "On" },
  kind: { fr: "Moment", en: "When" },
  rejected: { fr: "avant règlement : rien n’a été encaissé", en: "before settlement: nothing was received" },
  returned: {
    fr: "après règlement : la somme a été reprise",
    en: "after settlement: the money was taken back",
  },
  mandate: { fr: "Mandat", en: "Mandate" },
  keep: { fr: "reste en vigueur", en: "stays in force" },
  suspended: { fr: "suspendu", en: "suspended" },
  blocked: { fr: "bloqué, en attente d’un autre compte", en: "blocked until another account" },
  stopped: { fr: "arrêté", en: "stopped" },
  retry: { fr: "Seconde présentation", en: "Second presentation" },
  fee: { fr: "Frais facturés", en: "Fee charged" },
  charges: { fr: "Frais de la banque", en: "Bank’s charges" },
  sources: { fr: "Dit par", en: "Told by" },
  debit: { fr: "Prélèvement", en: "Direct debit" },
  account: { fr: "Compte", en: "Account" },
  handled: { fr: "Traité par", en: "Dealt with by" },
  again: { fr: "Prélever de nouveau", en: "Collect again" },
  againTitle: { fr: "Prélever de nouveau ?", en: "Collect again?" },
  againText: {
    fr: "Ce qui reste dû sera annoncé au débiteur puis prélevé à la prochaine date possible, avec son préavis. Assurez-vous de son accord.",
    en: "What is still due will be announced to the debtor, then taken on the next possible day, with its notice. Make sure that the debtor agrees.",
  },
  done: { fr: "Marquer traité", en: "Mark as dealt with" },
  doneTitle: { fr: "Ce rejet est-il traité ?", en: "Is this return dealt with?" },
  doneText: {
    fr: "Il quitte la liste de travail. Ce qui est dû reste à régler par le débiteur.",
    en: "It leaves the work list. What is due is still to be paid by the debtor.",
  },
  saved: { fr: "Le rejet est traité.", en: "The return is dealt with." },
} satisfies Words;

/** One debit that came back: why in plain words, what became of the mandate, and the next step. */
export function ReturnRecord({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <InPanel>
      <SidePanel
        title={t.title(row.party.name)}
        onClose={onClose}
        actions={
          <>
            {row.can.collectAgain && (
              <Handle row={row} how="again" said={{ act: t.again, title: t.againTitle, text: t.againText }} />
            )}
            {row.can.handle && (
              <Handle row={row} how="done" said={{ act: t.done, title: t.doneTitle, text: t.doneText }} />
            )}
          </>
        }
      >
        <Stack gap={6}>
          <Amount cents={row.cents} size="l" />
          <Notice kind={row.handledAt ? "info" : "warning"} title={row.reason[language]}>
            {row.next[language]}
          </Notice>
          <DefinitionList items={useFacts(row)} />
        </Stack>
      </SidePanel>
    </InPanel>
  );
}

function useFacts(row: Row) {
  const t = useWords(words);
  const f = useFormat();
  return [
    { key: "code", term: t.code, value: row.code ?? "—" },
    row.bankText && { key: "bank", term: t.bank, value: row.bankText },
    { key: "when", term: t.when, value: f.date(row.on) },
    { key: "kind", term: t.kind, value: t[row.kind] },
    { key: "mandate", term: t.mandate, value: `${row.umr} : ${t[row.mandate]}` },
    row.retryOn && { key: "retry", term: t.retry, value: f.date(row.retryOn) },
    row.feeCents > 0 && { key: "fee", term: t.fee, value: f.cents(row.feeCents) },
    row.chargesCents && { key: "charges", term: t.charges, value: f.cents(Math.abs(row.chargesCents)) },
    { key: "sources", term: t.sources, value: row.sources.join(", ") },
    {
      key: "debit",
      term: t.debit,
      value: <Link href={officePaths.collection(row.collection)}>{row.reference}</Link>,
    },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(row.account.id)}>{row.account.name}</Link>,
    },
    row.handledAt && {
      key: "handled",
      term: t.handled,
      value: `${row.handledBy ?? ""} · ${f.instant(row.handledAt)}`,
    },
  ].filter((item) => typeof item === "object" && item !== null);
}

type Said = { act: string; title: string; text: string };

function Handle({ row, how, said }: { row: Row; how: "again" | "done"; said: Said }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const handle = useWrite("handleReturn", {
    refreshes: ["listReturns", "readHome", "listOfficeCollections"],
  });
  const confirm = () =>
    handle.mutate(
      { params: { collectionReturn: row.id }, body: { how } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.saved });
        },
      },
    );
  return (
    <>
      <Button
        icon={how === "again" ? RotateCcw : Check}
        look={how === "again" ? "secondary" : "primary"}
        onClick={() => setOpen(true)}
      >
        {said.act}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={handle.isPending}
        title={said.title}
        confirm={said.act}
      >
        <Text>{said.text}</Text>
        {handle.error && <Notice kind="error">{sentenceOf(handle.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
