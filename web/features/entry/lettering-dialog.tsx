import { useQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./lettering.css";

const words = {
  title: { fr: "Ce qui va ensemble", en: "What goes together" },
  debits: { fr: "Débits", en: "Debits" },
  credits: { fr: "Crédits", en: "Credits" },
  code: { fr: (code: string) => `Lettrage ${code}`, en: (code: string) => `Lettering ${code}` },
  balanced: {
    fr: (sum: string) => `Ces écritures se soldent : ${sum} de chaque côté.`,
    en: (sum: string) => `These entries settle each other: ${sum} on each side.`,
  },
  partial: {
    fr: (debits: string, credits: string) => `${credits} ont été rapprochés sur ${debits} dus.`,
    en: (debits: string, credits: string) => `${credits} were matched with ${debits} owed.`,
  },
  provisional: {
    fr: "Lettrage provisoire : le service le confirmera à sa prochaine publication.",
    en: "Provisional lettering: the office will confirm it when it next publishes.",
  },
  of: { fr: (cents: string) => `sur ${cents}`, en: (cents: string) => `of ${cents}` },
} satisfies Words;

type Group = GotOf<"readLettering">;
type Part = Group["parts"][number];
type DialogProps = { account: string; lettering: string | null; onClose: () => void };

/** The debits and credits that a lettering brings together, joined by a line (SPEC ACT-4). */
export function LetteringDialog({ account, lettering, onClose }: DialogProps) {
  const t = useWords(words);
  const read = useQuery({
    ...query("readLettering", { params: { account, lettering: lettering ?? "" } }),
    enabled: lettering !== null,
  });
  return (
    <Dialog open={lettering !== null} onClose={onClose} title={t.title} size="l">
      {read.isError ? (
        <Notice kind="error" live>
          {sentenceOf(read.error)}
        </Notice>
      ) : read.data ? (
        <Joined group={read.data} />
      ) : (
        <Skeleton lines={4} />
      )}
    </Dialog>
  );
}

function Joined({ group }: { group: Group }) {
  const t = useWords(words);
  const f = useFormat();
  const debits = group.parts.filter((part) => part.cents > 0);
  const credits = group.parts.filter((part) => part.cents < 0);
  const [debitSum, creditSum] = [sumOf(debits), sumOf(credits)];
  return (
    <div className="lettering">
      <p className="lettering__sentence">
        {debitSum === creditSum
          ? t.balanced(f.cents(debitSum))
          : t.partial(f.cents(debitSum), f.cents(creditSum))}
      </p>
      <div className="lettering__sides">
        <Side title={t.debits} parts={debits} side="debits" />
        <div className="lettering__join">
          <span>{t.code(group.code)}</span>
        </div>
        <Side title={t.credits} parts={credits} side="credits" />
      </div>
      {group.provisional && <p className="lettering__note">{t.provisional}</p>}
    </div>
  );
}

function Side({ title, parts, side }: { title: string; parts: Part[]; side: "debits" | "credits" }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <section className={`lettering__side lettering__side--${side}`}>
      <h3>{title}</h3>
      <ul>
        {parts.map((part) => (
          <li key={part.entry}>
            <span className="lettering__what">
              <span>{part.label}</span>
              <small>
                <DateText date={part.date} short /> {part.piece && `· ${part.piece}`}
              </small>
            </span>
            <span className="lettering__amount">
              <Amount cents={Math.abs(part.cents)} />
              {Math.abs(part.entryCents) !== Math.abs(part.cents) && (
                <small>{t.of(f.cents(Math.abs(part.entryCents)))}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="lettering__sum">
        <Amount cents={sumOf(parts)} size="l" />
      </p>
    </section>
  );
}

const sumOf = (parts: Part[]): number => parts.reduce((sum, part) => sum + Math.abs(part.cents), 0);
