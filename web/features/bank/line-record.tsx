import { useState } from "react";
import type { OperationId } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { type BankLineRecord, LineState, useAsideReasons, useKinds, useReasons } from "./bank-words.tsx";

/** What is asked again when something was done of a line. */
export const touched: OperationId[] = [
  "readBankLine",
  "listBankLines",
  "searchForBankLine",
  "listBankAccounts",
  "readHome",
];

const words = {
  label: { fr: "Libellé", en: "Label" },
  counterparty: { fr: "De", en: "From" },
  to: { fr: "À", en: "To" },
  iban: { fr: "Compte", en: "Account" },
  booked: { fr: "Comptabilisée le", en: "Booked on" },
  value: { fr: "Date de valeur", en: "Value date" },
  bank: { fr: "Sur", en: "On" },
  kind: { fr: "Nature", en: "Kind" },
  line: { fr: "Ce que dit la banque", en: "What the bank says" },
  reference: { fr: "Référence de la banque", en: "Bank reference" },
  remaining: { fr: "Reste à rapprocher", en: "Left to match" },
  closed: {
    fr: (why: string, who: string, at: string) => `${why}${who && `, par ${who}`}${at && `, le ${at}`}`,
    en: (why: string, who: string, at: string) => `${why}${who && `, by ${who}`}${at && `, on ${at}`}`,
  },
  noCreditor: {
    fr: "Ce compte bancaire n’est encore à aucun créancier : dites-le pour rapprocher ses lignes.",
    en: "This bank account belongs to no creditor yet: say whose it is to match its lines.",
  },
  whose: { fr: "Comptes bancaires", en: "Bank accounts" },
  details: { fr: "Opérations de la ligne", en: "Transactions of the line" },
  history: { fr: "Historique", en: "History" },
  made: {
    fr: (reference: string) => `Rapprochée, ${reference}`,
    en: (reference: string) => `Matched, ${reference}`,
  },
  undone: { fr: "Annulé ensuite", en: "Undone afterwards" },
  alone: { fr: "Quitus, sans intervention", en: "Quitus, without a hand" },
  left: {
    fr: (cents: string) => `${cents} en crédit`,
    en: (cents: string) => `${cents} as a credit`,
  },
  note: { fr: "Note interne", en: "Internal note" },
  keep: { fr: "Noter", en: "Write the note" },
} satisfies Words;

/** The heart of a line: how much, what it says, where it stands. */
export function LineHead({ line }: { line: BankLineRecord }) {
  const t = useWords(words);
  const f = useFormat();
  const aside = useAsideReasons();
  const closed = line.closedAt ? f.instant(line.closedAt) : "";
  return (
    <Stack gap={3}>
      <Row justify="between">
        <Amount cents={line.cents} size="l" signed />
        <LineState state={line.state} />
      </Row>
      {line.creditor === null && (
        <Notice kind="warning" actions={<Link href={officePaths.bankAccounts()}>{t.whose}</Link>}>
          {t.noCreditor}
        </Notice>
      )}
      {(line.state === "set_aside" || line.state === "ignored") && (
        <Notice>
          {t.closed(
            [aside[line.reason] ?? line.reason, line.reasonText].filter(Boolean).join(" : "),
            line.closedBy,
            closed,
          )}
        </Notice>
      )}
      {line.state === "matched" && line.allocations.length === 0 && (
        <Notice kind="success">{t.closed(aside[line.reason] ?? line.reason, line.closedBy, closed)}</Notice>
      )}
      <Text look="muted">
        <span className="bank-texts">
          {line.texts || line.label} · {f.date(line.bookedOn)}
        </span>
      </Text>
      {line.details.length > 1 && <Details line={line} />}
    </Stack>
  );
}

/** A line in full: all that the bank said besides. */
export function LineFacts({ line }: { line: BankLineRecord }) {
  const t = useWords(words);
  const f = useFormat();
  const kinds = useKinds();
  return (
    <Section level={3} title={t.line}>
      <DefinitionList
        items={[
          { key: "who", term: line.cents < 0 ? t.to : t.counterparty, value: line.counterparty },
          { key: "iban", term: t.iban, value: line.payerIban },
          { key: "label", term: t.label, value: line.label },
          { key: "kind", term: t.kind, value: kinds[line.kind] },
          { key: "booked", term: t.booked, value: f.date(line.bookedOn) },
          {
            key: "value",
            term: t.value,
            value: line.valueOn && line.valueOn !== line.bookedOn ? f.date(line.valueOn) : "",
          },
          { key: "bank", term: t.bank, value: line.accountName },
          { key: "reference", term: t.reference, value: line.bankReference },
          {
            key: "left",
            term: t.remaining,
            value:
              line.allocatedCents > 0 && line.remainingCents > 0 ? (
                <Amount cents={line.remainingCents} />
              ) : (
                ""
              ),
          },
        ].filter((one) => one.value !== "")}
      />
    </Section>
  );
}

function Details({ line }: { line: BankLineRecord }) {
  const t = useWords(words);
  return (
    <Section level={3} title={t.details}>
      <ul className="bank-pieces">
        {line.details.map((one, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- the place of a transaction in its line is what names it
          <li key={n}>
            <span>
              {n + 1}. {one.counterparty || one.endToEndId || one.reference}{" "}
              <Text look="small">{[one.text, one.returnReason].filter(Boolean).join(" · ")}</Text>
            </span>
            <Amount cents={one.cents} signed />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was done of the line, and what staff wrote about it. */
export function LineHistory({ line }: { line: BankLineRecord }) {
  const t = useWords(words);
  const f = useFormat();
  const reasons = useReasons() as Record<string, string | undefined>;
  const aside = useAsideReasons();
  const matches = line.allocations.map((one) => ({
    key: one.id,
    at: one.madeAt,
    title: `${t.made(one.reference)} · ${f.cents(one.cents)}`,
    who: one.source === "rule" ? t.alone : one.by,
    kind: one.state === "active" ? ("settled" as const) : ("neutral" as const),
    body: (
      <>
        <Text look="small">
          {[
            reasons[one.reason] ?? aside[one.reason] ?? "",
            one.pieces.map((piece) => piece.piece || piece.label).join(", "),
            one.leftCents > 0 ? t.left(f.cents(one.leftCents)) : "",
            one.undoneAt ? `${t.undone} (${f.instant(one.undoneAt)})` : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        {one.accounts.map((account) => (
          <div key={account.id}>
            <Link href={officePaths.account(account.id)}>{account.label}</Link>{" "}
            <Amount cents={account.cents} />
          </div>
        ))}
      </>
    ),
  }));
  const notes = line.notes.map((note) => ({
    key: note.at,
    at: note.at,
    title: t.note,
    who: note.by,
    body: note.body,
  }));
  const events = [...matches, ...notes].toSorted((one, other) => one.at.localeCompare(other.at));
  return (
    <Section level={3} title={t.history}>
      <Stack gap={4}>
        {events.length > 0 && <Timeline events={events} />}
        {line.can.note && <NoteForm line={line} />}
      </Stack>
    </Section>
  );
}

function NoteForm({ line }: { line: BankLineRecord }) {
  const t = useWords(words);
  const [round, setRound] = useState(0);
  const write = useWrite("noteBankLine", { refreshes: touched });
  const submit = (data: FormData) =>
    write.mutate(
      { params: { line: line.id }, body: { body: textOf(data, "note") } },
      { onSuccess: () => setRound(round + 1) },
    );
  return (
    <Form key={round} onSubmit={submit} errors={write.error ? { form: sentenceOf(write.error) } : null}>
      <Field name="note" label={t.note}>
        <Textarea rows={2} maxLength={2000} />
      </Field>
      <FormActions>
        <Button type="submit" small busy={write.isPending}>
          {t.keep}
        </Button>
      </FormActions>
    </Form>
  );
}
