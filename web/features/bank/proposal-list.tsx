import { useFormat } from "../../lib/format.ts";
import { sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { type BankLineRecord, type Proposal, Score, useEvidence, useReasons } from "./bank-words.tsx";

const words = {
  none: {
    fr: "Rien de ce qui est dû ne ressemble à cette ligne. Cherchez ci-dessous, ou mettez-la de côté.",
    en: "Nothing that is due looks like this line. Search below, or set it aside.",
  },
  accept: { fr: "Accepter", en: "Accept" },
  seen: { fr: (texts: string) => `Pourquoi : ${texts}`, en: (texts: string) => `Why: ${texts}` },
  detail: { fr: (n: number) => `Opération ${n}`, en: (n: number) => `Transaction ${n}` },
  due: { fr: "dû", en: "due" },
  unused: {
    fr: (cents: string) => `${cents} resteront en crédit sur le compte.`,
    en: (cents: string) => `${cents} will stay as a credit on the account.`,
  },
  refused: { fr: "La proposition ne tient plus", en: "The proposal no longer holds" },
} satisfies Words;

type Given = {
  line: BankLineRecord;
  accept: (proposal: Proposal) => void;
  busy: boolean;
  error: Error | null;
};

/** What the line may pay, best first, each with why. */
export function ProposalList({ line, accept, busy, error }: Given) {
  const t = useWords(words);
  return (
    <Stack gap={2}>
      {error && (
        <Notice kind="error" title={t.refused} live>
          {sentenceOf(error)}
        </Notice>
      )}
      {line.proposals.length === 0 && <Text look="muted">{t.none}</Text>}
      {line.proposals.map((one) => (
        <OneProposal key={keyOf(one)} one={one} busy={busy} accept={() => accept(one)} can={line.can.match} />
      ))}
    </Stack>
  );
}

const keyOf = (one: Proposal): string =>
  `${one.detail ?? ""}:${one.pieces.map((piece) => `${piece.entry}=${piece.cents}`).join()}:${one.account ?? ""}`;

type OneGiven = { one: Proposal; busy: boolean; accept: () => void; can: boolean };

function OneProposal({ one, busy, accept, can }: OneGiven) {
  const t = useWords(words);
  const f = useFormat();
  const reasons = useReasons();
  const evidence = useEvidence();
  return (
    <article className="bank-proposal">
      <div className="bank-proposal__head">
        <Text look="strong">
          {one.detail !== null && `${t.detail(one.detail + 1)} · `}
          {reasons[one.reason]}
        </Text>
        <Score score={one.score} />
      </div>
      <ul className="bank-pieces">
        {one.pieces.map((piece) => (
          <li key={piece.entry}>
            <span>
              {piece.piece || piece.label} ·{" "}
              <Link href={officePaths.account(piece.account)}>{piece.party}</Link>{" "}
              <Text look="small">
                <DateText date={piece.dueOn ?? piece.date} short />
                {piece.cents !== piece.openCents && ` · ${f.cents(piece.openCents)} ${t.due}`}
              </Text>
            </span>
            <Amount cents={piece.cents} />
          </li>
        ))}
      </ul>
      {one.unusedCents > 0 && <Text look="small">{t.unused(f.cents(one.unusedCents))}</Text>}
      {one.evidence.length > 0 && (
        <Text look="small">{t.seen(one.evidence.map((said) => evidence(said, f.cents)).join(", "))}</Text>
      )}
      {can && (
        <div>
          <Button small busy={busy} onClick={accept}>
            {t.accept}
          </Button>
        </div>
      )}
    </article>
  );
}
