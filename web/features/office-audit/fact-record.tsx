import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Link } from "../../ui/link.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import "./office-audit.css";
import { useWho } from "./who.ts";

export type Fact = GotOf<"listAudit">["items"][number];

const words = {
  when: { fr: "Quand", en: "When" },
  who: { fr: "Qui", en: "Who" },
  viewed: { fr: "Par les yeux du client, par", en: "Through the customer’s eyes, by" },
  from: { fr: "D’où", en: "From" },
  subject: { fr: "Objet", en: "Subject" },
  technical: { fr: "Nom technique", en: "Technical name" },
  request: { fr: "Demande", en: "Request" },
  seal: { fr: "Sceau", en: "Seal" },
  notYet: { fr: "au prochain, dans la minute", en: "with the next one, within a minute" },
  data: { fr: "Détail", en: "Detail" },
} satisfies Words;

/** One fact, whole. */
export function FactRecord({ fact }: { fact: Fact }) {
  const t = useWords(words);
  const f = useFormat();
  const who = useWho();
  const detail = Object.keys(fact.data).length > 0;
  const items = [
    { key: "when", term: t.when, value: f.instant(fact.at) },
    { key: "who", term: t.who, value: who(fact) },
    fact.viewedBy !== null && { key: "viewed", term: t.viewed, value: fact.viewedBy },
    fact.ip && { key: "from", term: t.from, value: fact.ip },
    { key: "subject", term: t.subject, value: <SubjectLink subject={fact.subject} /> },
    { key: "name", term: t.technical, value: fact.name },
    { key: "request", term: t.request, value: fact.requestId },
    { key: "seal", term: t.seal, value: fact.seal === null ? t.notYet : String(fact.seal) },
    detail && {
      key: "data",
      term: t.data,
      value: <pre className="office-audit__data">{JSON.stringify(fact.data, null, 2)}</pre>,
    },
  ];
  return <DefinitionList items={items.filter((item) => item !== false && item !== null && item !== "")} />;
}

const rooms: Readonly<Record<string, (id: string) => string>> = {
  account: officePaths.account,
  party: officePaths.party,
  payment: officePaths.payment,
  dispute: officePaths.dispute,
  mandate: officePaths.mandate,
  collection: officePaths.collection,
  batch: officePaths.batch,
  import: officePaths.import,
  user: officePaths.user,
};

/** What it happened to: its record in the office, when there is one. */
function SubjectLink({ subject }: { subject: Fact["subject"] }) {
  const room = rooms[subject.kind];
  const words = subject.name ?? `${subject.kind} ${subject.id}`;
  return room ? <Link href={room(subject.id)}>{words}</Link> : words;
}
