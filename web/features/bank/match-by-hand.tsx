import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { AmountInput } from "../../ui/amount-input.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Field } from "../../ui/field.tsx";
import { SearchInput, Select } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { BankLineRecord, Proposal } from "./bank-words.tsx";

const words = {
  search: { fr: "Pièce, compte, nom ou montant", en: "Item, account, name or amount" },
  searching: {
    fr: "Cherchez ce que cet argent règle : un numéro de facture, un compte, un nom, ou un montant comme 120,50.",
    en: "Search what this money pays: an invoice number, an account, a name, or an amount such as 120.50.",
  },
  none: { fr: "Rien d’ouvert ne répond à cette recherche.", en: "Nothing open matches this search." },
  amountOf: { fr: (piece: string) => `Montant pour ${piece}`, en: (piece: string) => `Amount for ${piece}` },
  due: { fr: "dû", en: "due" },
  received: { fr: "Reste de la ligne", en: "Left of the line" },
  shared: { fr: "Réparti", en: "Shared out" },
  rest: { fr: "Reste à répartir", en: "Left to share out" },
  keeps: { fr: "Le reste", en: "What is left" },
  waits: { fr: "attend sur la ligne", en: "waits on the line" },
  credit: { fr: (name: string) => `en crédit sur ${name}`, en: (name: string) => `is a credit of ${name}` },
  match: { fr: "Rapprocher", en: "Match" },
  over: { fr: "C’est plus que ce qui est arrivé.", en: "This is more than what came." },
} satisfies Words;

export type Chosen = {
  pieces: { entry: string; cents: number }[];
  account: string | null;
  cents?: number;
};
type Piece = Proposal["pieces"][number];
type Given = {
  line: BankLineRecord;
  match: (chosen: Chosen) => void;
  busy: boolean;
  error: Error | null;
  searchId: string;
};

/** Search what the line pays and share it out, to the cent: what remains is told as one goes. */
export function MatchByHand({ line, match, busy, error, searchId }: Given) {
  const t = useWords(words);
  const f = useFormat();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, { piece: Piece; cents: number | null }>>(
    new Map(),
  );
  const [account, setAccount] = useState("");
  const q = useSettled(typed.trim());
  const { data, isFetching } = useQuery({
    ...query("searchForBankLine", { params: { line: line.id }, query: { q } }),
    enabled: q !== "",
  });
  const found = data?.items ?? [];
  const shared = [...chosen.values()].reduce((sum, one) => sum + (one.cents ?? 0), 0);
  const rest = line.remainingCents - shared;
  const accounts = accountsOf(
    [...chosen.values()].map((one) => one.piece),
    data?.accounts ?? [],
  );
  const change = (piece: Piece, cents: number | null | undefined) => {
    const next = new Map(chosen);
    if (cents === undefined) next.delete(piece.entry);
    else next.set(piece.entry, { piece, cents });
    setChosen(next);
  };
  const pieces = [...chosen.values()].flatMap((one) =>
    one.cents === null || one.cents === 0 ? [] : [{ entry: one.piece.entry, cents: one.cents }],
  );
  const submit = () =>
    match({ pieces, account: account || null, ...(account || rest <= 0 ? {} : { cents: shared }) });
  const shown = [
    ...new Map(
      [...[...chosen.values()].map((one) => one.piece), ...found].map((one) => [one.entry, one]),
    ).values(),
  ];
  return (
    <Stack gap={3}>
      <SearchInput id={searchId} label={t.search} value={typed} onChange={setTyped} maxLength={80} />
      {q === "" && chosen.size === 0 && <Text look="small">{t.searching}</Text>}
      {q !== "" && !isFetching && found.length === 0 && accounts.length === 0 && (
        <Text look="muted">{t.none}</Text>
      )}
      {shown.length > 0 && (
        <ul className="bank-found">
          {shown.map((piece) => (
            <FoundPiece
              key={piece.entry}
              piece={piece}
              cents={chosen.get(piece.entry)?.cents}
              proposed={Math.min(piece.openCents, Math.max(rest, 0) || piece.openCents)}
              change={(cents) => change(piece, cents)}
            />
          ))}
        </ul>
      )}
      {rest > 0 && accounts.length > 0 && (
        <Field name="rest" label={`${t.keeps} (${f.cents(rest)})`} optional>
          <Select value={account} onChange={(event) => setAccount(event.target.value)}>
            <option value="">{t.waits}</option>
            {accounts.map(({ id, label }) => (
              <option key={id} value={id}>
                {t.credit(label)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div aria-live="polite">
        <DefinitionList
          wide
          items={[
            { key: "line", term: t.received, value: <Amount cents={line.remainingCents} /> },
            { key: "shared", term: t.shared, value: <Amount cents={shared} /> },
            { key: "rest", term: t.rest, value: <Amount cents={rest} tone={rest < 0 ? "overdue" : "ink"} /> },
          ]}
        />
        {rest < 0 && <Notice kind="warning">{t.over}</Notice>}
      </div>
      {error && (
        <Notice kind="error" live>
          {sentenceOf(error)}
        </Notice>
      )}
      <div>
        <Button
          look="primary"
          busy={busy}
          disabled={rest < 0 || (pieces.length === 0 && account === "")}
          onClick={submit}
        >
          {t.match}
        </Button>
      </div>
    </Stack>
  );
}

type FoundGiven = {
  piece: Piece;
  cents: number | null | undefined;
  proposed: number;
  change: (cents: number | null | undefined) => void;
};

function FoundPiece({ piece, cents, proposed, change }: FoundGiven) {
  const t = useWords(words);
  const f = useFormat();
  const name = piece.piece || piece.label;
  return (
    <li>
      <Checkbox
        name={piece.entry}
        checked={cents !== undefined}
        onChange={(event) => change(event.target.checked ? proposed : undefined)}
        hint={
          <>
            {piece.accountCode} · <DateText date={piece.dueOn ?? piece.date} short /> ·{" "}
            {f.cents(piece.openCents)} {t.due}
          </>
        }
      >
        {`${name} · ${piece.party}`}
      </Checkbox>
      {cents !== undefined && (
        <Field name={`${piece.entry}-cents`} label={t.amountOf(name)} hideLabel>
          <AmountInput cents={cents} onCents={(changed) => change(changed)} />
        </Field>
      )}
    </li>
  );
}

/** The accounts that can keep what is left: those of the chosen pieces, then those found. */
function accountsOf(
  pieces: readonly Piece[],
  found: readonly { id: string; code: string; label: string }[],
): { id: string; label: string }[] {
  const all = [
    ...pieces.map((one) => ({ id: one.account, label: `${one.party} (${one.accountCode})` })),
    ...found.map((one) => ({ id: one.id, label: `${one.label} (${one.code})` })),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** What was typed, once the fingers rest. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 220);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
