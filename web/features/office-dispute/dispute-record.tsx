import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GotOf, OperationId } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { State } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import { DisputePieces } from "../dispute/dispute-pieces.tsx";
import { DisputeState, useReason } from "../dispute/dispute-state.tsx";
import { DisputeThread } from "../dispute/dispute-thread.tsx";
import { WriteForm } from "../dispute/write-form.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { TabButtons } from "./tab-buttons.tsx";

export type OfficeDispute = GotOf<"readOfficeDispute">;
/** What is asked again when staff did something. */
export const touched: OperationId[] = ["readOfficeDispute", "listOfficeDisputes", "readHome"];

const words = {
  late: { fr: "En retard", en: "Late" },
  party: { fr: "Tiers", en: "Party" },
  account: { fr: "Compte", en: "Account" },
  creditor: { fr: "Créancier", en: "Creditor" },
  reason: { fr: "Motif", en: "Reason" },
  openedBy: { fr: "Ouvert par", en: "Opened by" },
  answerBy: { fr: "Répondre avant le", en: "Answer by" },
  held: {
    fr: "Le montant contesté est réservé : ni réglable, ni relancé.",
    en: "What is contested is held: neither payable nor dunned.",
  },
  heldStill: {
    fr: "Accepté : le montant reste réservé jusqu’à ce que l’avoir ou la correction soit publié. Cela se fait seul quand l’avoir arrive ; sinon, dites-le ci-dessous.",
    en: "Accepted: the amount stays held until the credit note or the correction is published. This ends by itself when the credit note comes; otherwise say so below.",
  },
  pieces: { fr: "Pièces", en: "Items" },
  thread: { fr: "Échanges", en: "Thread" },
  assigned: { fr: "Confié à", en: "Given to" },
  nobody: { fr: "Personne", en: "Nobody" },
  assignedNow: { fr: "Le litige est confié.", en: "The dispute is given." },
  write: { fr: "Écrire", en: "Write" },
  answer: { fr: "Réponse au client", en: "Answer to the customer" },
  answerHint: { fr: "Le client la lit et en est prévenu.", en: "The customer reads it, and is told." },
  sendAnswer: { fr: "Répondre", en: "Answer" },
  answered: { fr: "La réponse est envoyée.", en: "The answer is sent." },
  note: { fr: "Note interne", en: "Internal note" },
  noteHint: { fr: "Le client ne la voit jamais.", en: "The customer never sees it." },
  sendNote: { fr: "Noter", en: "Write the note" },
  noted: { fr: "La note est gardée.", en: "The note is kept." },
} satisfies Words;

/** Everything about one dispute, for staff: who, what, since when, the thread, and what to write. */
export function DisputeRecord({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <Row justify="between">
          <Amount cents={dispute.totalCents} size="l" />
          <Row gap={2}>
            <DisputeState dispute={dispute} />
            {dispute.late && <State kind="overdue">{t.late}</State>}
          </Row>
        </Row>
        {dispute.holding && <Notice>{dispute.state === "resolved" ? t.heldStill : t.held}</Notice>}
      </Stack>
      <DefinitionList items={useFacts(dispute)} />
      {dispute.can.assign && <Assignee dispute={dispute} />}
      <Section level={3} title={t.pieces}>
        <DisputePieces account={dispute.account.id} pieces={dispute.pieces} totalCents={dispute.totalCents} />
      </Section>
      <Section level={3} title={t.thread}>
        <DisputeThread dispute={dispute.id} steps={dispute.steps} />
      </Section>
      {dispute.can.assign && <Writing dispute={dispute} />}
    </Stack>
  );
}

function useFacts(dispute: OfficeDispute) {
  const t = useWords(words);
  const f = useFormat();
  const { reason, category } = useReason()(dispute);
  return [
    {
      key: "party",
      term: t.party,
      value: <Link href={officePaths.party(dispute.party.id)}>{dispute.party.name}</Link>,
    },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(dispute.account.id)}>{dispute.account.name}</Link>,
    },
    { key: "creditor", term: t.creditor, value: dispute.creditor.name },
    { key: "reason", term: t.reason, value: category ? `${category} : ${reason}` : reason },
    {
      key: "by",
      term: t.openedBy,
      value: (
        <>
          <Link href={officePaths.user(dispute.openedBy.user)}>{dispute.openedBy.name}</Link>
          {dispute.openedBy.email && ` · ${dispute.openedBy.email}`}
          {` · ${f.instant(dispute.openedAt)}`}
        </>
      ),
    },
    dispute.answerBy && { key: "answerBy", term: t.answerBy, value: f.date(dispute.answerBy) },
  ].filter((item) => item !== null && item !== "");
}

function Assignee({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const people =
    useQuery(query("listDisputeAssignees", { query: { dispute: dispute.id } })).data?.items ?? [];
  const assign = useWrite("assignDispute", { refreshes: touched });
  const change = (user: string) =>
    assign.mutate(
      { params: { dispute: dispute.id }, body: { user: user || null } },
      {
        onSuccess: () => showToast({ title: t.assignedNow }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Field name="assignee" label={t.assigned} optional>
      <Select value={dispute.assignee?.id ?? ""} onChange={(event) => change(event.target.value)}>
        <option value="">{t.nobody}</option>
        {people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Answer the customer, or write for oneself: never one for the other. */
function Writing({ dispute }: { dispute: OfficeDispute }) {
  const t = useWords(words);
  const { answer: mayAnswer } = dispute.can;
  const [note, setNote] = useState(!mayAnswer);
  const answer = useWrite("answerDispute", { refreshes: touched });
  const keep = useWrite("noteDispute", { refreshes: touched });
  const asNote = note || !mayAnswer;
  const send = async (body: { text: string; files: string[] }) => {
    const call = { params: { dispute: dispute.id }, body };
    await (asNote ? keep : answer).mutateAsync(call);
    showToast({ title: asNote ? t.noted : t.answered });
  };
  return (
    <Section level={3} title={t.write}>
      <Stack gap={3}>
        {mayAnswer && (
          <TabButtons
            label={t.write}
            current={asNote ? "note" : "answer"}
            onChoose={(key) => setNote(key === "note")}
            tabs={[
              { key: "answer", label: t.answer },
              { key: "note", label: t.note },
            ]}
          />
        )}
        <WriteForm
          key={asNote ? "note" : "answer"}
          label={asNote ? t.note : t.answer}
          hint={asNote ? t.noteHint : t.answerHint}
          action={asNote ? t.sendNote : t.sendAnswer}
          limits={dispute.limits}
          send={send}
        />
      </Stack>
    </Section>
  );
}
