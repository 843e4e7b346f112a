import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useFactName } from "./fact-names.ts";
import "./office-audit.css";

type Verification = GotOf<"verifyAudit">;

const words = {
  verify: { fr: "Vérifier le journal", en: "Verify the trail" },
  title: { fr: "Vérification du journal", en: "Verification of the trail" },
  right: { fr: "Le journal est intact", en: "The trail is intact" },
  checked: {
    fr: (facts: string, seals: string) =>
      `${facts} faits, sous ${seals} sceaux, sont tels qu’ils ont été écrits.`,
    en: (facts: string, seals: string) => `${facts} facts, under ${seals} seals, are as they were written.`,
  },
  waiting: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "# fait attend le prochain sceau.",
        other: "# faits attendent le prochain sceau.",
      }),
    en: (n: number) =>
      plural("en", n, { one: "# fact waits for the next seal.", other: "# facts wait for the next seal." }),
  },
  head: {
    fr: (n: number) =>
      `Dernier sceau, n° ${n}. Notez-le hors de Quitus : il prouvera que rien n’a été coupé.`,
    en: (n: number) => `Last seal, no. ${n}. Note it outside Quitus: it will prove that nothing was cut off.`,
  },
  wrong: {
    fr: "Le journal n’est plus tel qu’il a été écrit",
    en: "The trail is no longer as it was written",
  },
  seal: { fr: (n: number) => `Sceau n° ${n}.`, en: (n: number) => `Seal no. ${n}.` },
  changed: { fr: "Un fait a été modifié.", en: "A fact was changed." },
  removed: { fr: "Un fait a été retiré.", en: "A fact was removed." },
  inserted: { fr: "Un fait a été ajouté après coup.", en: "A fact was put in afterwards." },
  seal_changed: {
    fr: "Ce sceau, ou ce qu’il tient, a été modifié.",
    en: "This seal, or what it holds, was changed.",
  },
  seal_missing: { fr: "Ce sceau manque.", en: "This seal is missing." },
  cut: { fr: "Le journal s’arrête avant ce sceau.", en: "The trail stops before this seal." },
  other_secret: {
    fr: "Ce sceau vient d’un autre secret du serveur : il ne peut pas être vérifié ici.",
    en: "This seal comes from another secret of the server: it cannot be verified here.",
  },
} satisfies Words;

/** Recomputes the whole trail on demand, and says what was found (OFF-9). */
export function VerifyTrail() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const verify = useWrite("verifyAudit");
  const run = () => verify.mutate({}, { onSettled: () => setOpen(true) });
  return (
    <>
      <Button icon={ShieldCheck} busy={verify.isPending} onClick={run}>
        {t.verify}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.title}>
        {verify.error && <Notice kind="error">{sentenceOf(verify.error)}</Notice>}
        {verify.data && <Found found={verify.data} />}
      </Dialog>
    </>
  );
}

function Found({ found }: { found: Verification }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <Stack gap={4}>
      {found.problem ? (
        <Wrong problem={found.problem} />
      ) : (
        <Notice kind="success" title={t.right}>
          {t.checked(f.number(found.facts), f.number(found.seals))}
        </Notice>
      )}
      {found.waiting > 0 && <Text>{t.waiting(found.waiting)}</Text>}
      {found.head && !found.problem && (
        <div>
          <Text>{t.head(found.head.number)}</Text>
          <p>
            <code className="office-audit__head">{`${found.head.number}:${found.head.hash}`}</code>
          </p>
        </div>
      )}
    </Stack>
  );
}

function Wrong({ problem }: { problem: NonNullable<Verification["problem"]> }) {
  const t = useWords(words);
  const f = useFormat();
  const nameOf = useFactName();
  return (
    <Notice kind="error" title={t.wrong}>
      <p>
        {problem.seal !== null && `${t.seal(problem.seal)} `}
        {t[problem.kind]}
      </p>
      {problem.fact && (
        <p>
          {problem.name && `${nameOf(problem.name)}, `}
          {problem.at && `${f.instant(problem.at)}, `}
          <code>{problem.fact}</code>
        </p>
      )}
    </Notice>
  );
}
