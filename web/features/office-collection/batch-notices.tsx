import { useFormat } from "../../lib/format.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import type { Batch } from "./batch-actions.tsx";

const words = {
  not_checked: {
    fr: "Deux personnes sont nécessaires : quelqu’un contrôle d’abord, une autre personne libère.",
    en: "Two people are needed: somebody checks first, somebody else releases.",
  },
  own_preparation: {
    fr: "Vous avez préparé ou contrôlé cette remise : une autre personne la libère.",
    en: "You prepared or checked this batch: somebody else releases it.",
  },
  role: { fr: "Un responsable la libère.", en: "A manager releases it." },
  failed: {
    fr: (why: string) => `Le fichier n’a pas pu être déposé à la banque (${why}).`,
    en: (why: string) => `The file could not be dropped at the bank (${why}).`,
  },
  gone: {
    fr: "La liaison s’est coupée pendant le dépôt : la banque a probablement le fichier. Vérifiez auprès d’elle, puis dites « Remis à la banque », « Déposer de nouveau » ou « La banque ne l’a pas pris ».",
    en: "The line was cut during the drop: the bank probably has the file. Check with it, then say “Given to the bank”, “Drop again” or “The bank did not take it”.",
  },
  left: {
    fr: (at: string, who: string) =>
      `Le fichier est sorti le ${at}${who} : la remise ne s’annule plus d’un geste. Dites « Remis à la banque » une fois qu’elle l’a accepté.`,
    en: (at: string, who: string) =>
      `The file left on ${at}${who}: the batch is no longer cancelled in passing. Say “Given to the bank” once it has taken it.`,
  },
  by: { fr: (who: string) => ` (${who})`, en: (who: string) => ` (${who})` },
  bySftp: { fr: " (dépôt SFTP)", en: " (SFTP drop)" },
  saidTitle: {
    fr: (who: string) => `${who} dit que la banque n’a pas pris ce fichier`,
    en: (who: string) => `${who} says that the bank did not take this file`,
  },
  reason: { fr: (text: string) => `Motif : ${text}`, en: (text: string) => `Reason: ${text}` },
  saidNext: {
    fr: "Une autre personne vérifie auprès de la banque, puis confirme. D’ici là, le fichier ne sort plus.",
    en: "Somebody else checks with the bank, then confirms. Until then the file does not leave again.",
  },
  givenUp: {
    fr: (who: string) => `Abandonnée par ${who} : la banque n’avait pas pris le fichier`,
    en: (who: string) => `Given up by ${who}: the bank had not taken the file`,
  },
  beforeTitle: {
    fr: "Vérifiez auprès de la banque avant de libérer",
    en: "Check with the bank before you release",
  },
  before: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "# prélèvement était dans un fichier déjà sorti, que la banque n’a pas pris. Si elle l’avait pris malgré tout, il serait fait deux fois :",
        other:
          "# prélèvements étaient dans un fichier déjà sorti, que la banque n’a pas pris. Si elle l’avait pris malgré tout, ils seraient faits deux fois :",
      }),
    en: (n: number) =>
      plural("en", n, {
        one: "# direct debit was in a file that had left, and that the bank did not take. Had it taken it all the same, it would be made twice:",
        other:
          "# direct debits were in a file that had left, and that the bank did not take. Had it taken it all the same, they would be made twice:",
      }),
  },
} satisfies Words;

/** What somebody who opens a batch must know before doing anything. */
export function BatchNotices({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const { drop, why } = batch;
  return (
    <>
      {why && <Notice>{t[why]}</Notice>}
      {drop?.state === "failed" && (
        <Notice kind="error">{drop.error?.startsWith("gone") ? t.gone : t.failed(drop.error ?? "")}</Notice>
      )}
      <Left batch={batch} />
      <LeftBefore batch={batch} />
    </>
  );
}

/** Its file left, or was given up after it had. */
function Left({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  const { left, notTaken, state } = batch;
  if (notTaken)
    return (
      <Notice
        kind={notTaken.givenUpBy === null ? "warning" : "info"}
        title={notTaken.givenUpBy === null ? t.saidTitle(notTaken.by) : t.givenUp(notTaken.givenUpBy)}
      >
        <Stack gap={1}>
          <Text>{t.reason(notTaken.reason)}</Text>
          {notTaken.givenUpBy === null && <Text>{t.saidNext}</Text>}
        </Stack>
      </Notice>
    );
  if (!left || state !== "ready") return null;
  return <Notice>{t.left(f.instant(left.at), left.by === null ? t.bySftp : t.by(left.by))}</Notice>;
}

/** Debits of a batch to review that were in a file which left: shown where it is read, and where it is released. */
export function LeftBefore({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const { leftBefore } = batch;
  if (leftBefore.length === 0) return null;
  return (
    <Notice kind="warning" title={t.beforeTitle}>
      {t.before(leftBefore.reduce((sum, one) => sum + one.count, 0))}{" "}
      {leftBefore.map((one, rank) => (
        <span key={one.id}>
          {rank > 0 && ", "}
          <Link href={officePaths.batch(one.id)}>{one.name}</Link>
        </span>
      ))}
      .
    </Notice>
  );
}
