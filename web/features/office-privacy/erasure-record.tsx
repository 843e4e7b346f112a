import { useFormat } from "../../lib/format.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { type Erasure, ErasureState } from "./erasure-state.tsx";

const words = {
  state: { fr: "État", en: "State" },
  asked: { fr: "Demandé", en: "Asked" },
  online: { fr: (at: string) => `en ligne, le ${at}`, en: (at: string) => `on line, on ${at}` },
  byStaff: {
    fr: (name: string, at: string) => `ouvert par ${name}, le ${at}`,
    en: (name: string, at: string) => `opened by ${name}, on ${at}`,
  },
  due: { fr: "Répondre avant le", en: "Answer by" },
  late: {
    fr: "Le mois que laisse le RGPD est passé : répondez maintenant.",
    en: "The month that the GDPR gives is over: answer now.",
  },
  person: { fr: "Compte d’accès", en: "Access account" },
  reason: { fr: "Motif", en: "Reason" },
  decided: { fr: "Décidé", en: "Decided" },
  by: {
    fr: (name: string, at: string) => `par ${name}, le ${at}`,
    en: (name: string, at: string) => `by ${name}, on ${at}`,
  },
  answer: { fr: "Réponse donnée", en: "Answer given" },
  doneAt: { fr: "Effacé le", en: "Erased on" },
  payment: {
    fr: "Un paiement est encore en cours : attendez qu’il soit terminé.",
    en: "A payment is still under way: wait until it is over.",
  },
  mandate: {
    fr: "Un mandat de prélèvement est en vigueur : arrêtez-le d’abord, la personne doit être prévenue de chaque prélèvement.",
    en: "A direct debit mandate is in force: stop it first, the person must be told before each debit.",
  },
  noAddress: {
    fr: "Cette personne n’a pas d’adresse électronique : envoyez-lui votre réponse par courrier.",
    en: "This person has no e-mail address: send your answer by letter.",
  },
  kinds: { fr: "Ce qui est détenu", en: "What is held" },
  kindsDone: { fr: "Ce qui en est advenu", en: "What became of it" },
  what: { fr: "Quoi", en: "What" },
  rows: { fr: "Lignes", en: "Rows" },
  fate: { fr: "Sort", en: "Fate" },
  erase: { fr: "s’efface", en: "can be erased" },
  part: { fr: "s’efface en partie", en: "can be erased in part" },
  keep: { fr: "conservé", en: "kept" },
  erased: { fr: "effacé", en: "erased" },
  kept: { fr: "conservé", en: "kept" },
  until: {
    fr: (word: string, day: string) => `${word} jusqu’au ${day}`,
    en: (word: string, day: string) => `${word} until ${day}`,
  },
  partUntil: {
    fr: (day: string) => `s’efface en partie, le reste jusqu’au ${day}`,
    en: (day: string) => `can be erased in part, the rest until ${day}`,
  },
  software: {
    fr: "La comptabilité connaît encore cette personne : effacez-y aussi ce qui peut l’être, sinon la prochaine publication le ramènera.",
    en: "The accounting software still knows this person: erase there too what may be, or the next publication brings it back.",
  },
} satisfies Words;

/** A request to be erased: who, until when, what goes and what stays. */
export function ErasureRecord({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      {erasure.late && <Notice kind="warning">{t.late}</Notice>}
      {erasure.blockers.map((one) => (
        <Notice key={one} kind="warning">
          {t[one]}
        </Notice>
      ))}
      {erasure.can.decide && !erasure.hasAddress && <Notice>{t.noAddress}</Notice>}
      <Facts erasure={erasure} />
      {erasure.kinds.length > 0 && (
        <Section title={erasure.can.decide ? t.kinds : t.kindsDone} level={3}>
          <Kinds erasure={erasure} />
        </Section>
      )}
      {(erasure.can.decide || erasure.state === "done") && <Text look="muted">{t.software}</Text>}
    </Stack>
  );
}

function Facts({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const f = useFormat();
  const at = f.instant(erasure.askedAt);
  const { decidedAt, decidedBy, doneAt } = erasure;
  const item = (key: string, term: string, value: React.ReactNode) => ({ key, term, value });
  return (
    <DefinitionList
      items={[
        item("state", t.state, <ErasureState state={erasure.state} />),
        item("asked", t.asked, erasure.byStaff ? t.byStaff(erasure.askedBy, at) : t.online(at)),
        ...(erasure.can.decide ? [item("due", t.due, f.date(erasure.dueOn))] : []),
        item(
          "person",
          t.person,
          <Link href={officePaths.user(erasure.user.id)}>{erasure.user.identifier}</Link>,
        ),
        ...(erasure.reason ? [item("reason", t.reason, erasure.reason)] : []),
        ...(decidedAt ? [item("decided", t.decided, t.by(decidedBy ?? "", f.instant(decidedAt)))] : []),
        ...(erasure.answer ? [item("answer", t.answer, erasure.answer)] : []),
        ...(doneAt ? [item("done", t.doneAt, f.instant(doneAt))] : []),
      ]}
    />
  );
}

function Kinds({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  type Kind = Erasure["kinds"][number];
  const fate = ({ outcome, may, keptUntil }: Kind) => {
    const word = t[outcome ?? may];
    const stays = outcome ? outcome !== "erased" : may === "keep";
    if (may === "part" && outcome === null) return keptUntil ? t.partUntil(f.date(keptUntil)) : word;
    return stays && keptUntil ? t.until(word, f.date(keptUntil)) : word;
  };
  const columns: Column<Kind>[] = [
    { key: "what", header: t.what, phone: "title", cell: (row) => row.label[language] },
    { key: "rows", header: t.rows, numeric: true, phone: "amount", cell: (row) => f.number(row.count) },
    { key: "fate", header: t.fate, width: "wide", phone: "meta", cell: fate },
  ];
  return (
    <Table
      caption={t.kinds}
      hideCaption
      dense
      columns={columns}
      rows={erasure.kinds}
      rowKey={(row) => row.kind}
    />
  );
}
