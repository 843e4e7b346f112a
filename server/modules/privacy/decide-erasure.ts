import { type Context, theUser } from "../../platform/context.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { countHeld, type Subject } from "../../platform/personal-data.ts";
import { subjectOf } from "../directory/index.ts";
import { findUsersByIds, listStaff, type Person, shutOut } from "../identity/index.ts";
import { tellPerson } from "../notifications/index.ts";
import { mayWorkErasures } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { KINDS } from "./gather-kinds.ts";
import { blockersOf, readErasure } from "./read-erasure.ts";
import { namesPerson } from "./rules.ts";
import { type ErasureRow, findErasure, saveDecision } from "./sql/erasures.ts";
import { decisionWords } from "./words.ts";

const refuse = refuser(refusals);
export const ERASE_JOB = "privacy.erase";

type Decided = { decision: "erase" | "refuse"; keep: string[]; answer: string; confirmation: string };

/**
 * Decides a request: erases all that can be, or all but some kinds, or refuses (GDPR article 17). The person is shut out
 * at once and told by mail; a job erases, kind by kind.
 * @throws Refusal `erasure.decided`, `erasure.staff`, `erasure.payment_open`, `erasure.mandate_living`, `erasure.answer_missing`,
 * `erasure.not_confirmed`, `erasure.kind_unknown`
 */
export async function decideErasure(ctx: Context, id: string, decided: Decided) {
  if (!mayWorkErasures(ctx.actor)) refuseCommon("forbidden");
  const row = found(await findErasure(ctx, id, { lock: true }));
  if (row.state !== "waiting") refuse("erasure.decided");
  const person = found((await findUsersByIds(ctx, [row.userId])).get(row.userId));
  const erasing = decided.decision === "erase";
  const kept = erasing ? [...new Set(decided.keep)] : [];
  if ((!erasing || kept.length > 0) && decided.answer === "") refuse("erasure.answer_missing");
  const of = await subjectOf(ctx, row.userId);
  const told: Told = { row, person, decided, kept, of };
  if (erasing) await refuseImpossible(ctx, told);
  await tellDecision(ctx, told);
  await saveDecision(ctx, id, {
    state: erasing ? "erasing" : "refused",
    answer: decided.answer,
    kept,
    by: theUser(ctx).userId,
    actsFor: of.actsFor,
    himself: of.himself,
  });
  await recordFact(ctx, {
    name: facts.erasureDecided,
    subject: { kind: "user", id: row.userId },
    data: { erasureId: id, decision: decided.decision, kept },
  });
  if (erasing) {
    await shutOut(ctx, row.userId);
    await ctx.services.jobs.enqueue(ctx.db, ERASE_JOB, { organizationId: ctx.organizationId, erasureId: id });
  }
  return readErasure(ctx, id);
}

type Told = { row: ErasureRow; person: Person; decided: Decided; kept: readonly string[]; of: Subject };

async function refuseImpossible(ctx: Context, { person, decided, kept, of }: Told): Promise<void> {
  if (!namesPerson(decided.confirmation, person.identifier)) refuse("erasure.not_confirmed");
  if ((await listStaff(ctx)).some((one) => one.id === person.id)) refuse("erasure.staff");
  const blockers = await blockersOf(ctx, of);
  if (blockers.includes("payment")) refuse("erasure.payment_open");
  if (blockers.includes("mandate")) refuse("erasure.mandate_living");
  const erasable = new Set(KINDS.filter((kind) => kind.erase).map((kind) => kind.kind));
  if (kept.some((kind) => !erasable.has(kind))) refuse("erasure.kind_unknown");
}

/** Written while the person still has an address; what stays, and why, is said (article 12.4). */
async function tellDecision(ctx: Context, { row, person, decided, kept, of }: Told): Promise<void> {
  const { language } = person;
  const erasing = decided.decision === "erase";
  const held = erasing ? await countHeld(ctx, KINDS, of) : new Map();
  const staying = KINDS.filter(
    (kind) =>
      (held.get(kind.kind)?.count ?? 0) > 0 && (!kind.erase || kind.erase.part || kept.includes(kind.kind)),
  ).map((kind) => kind.label[language].toLowerCase());
  const say = (key: "reason" | "kept", values: Record<string, string>) =>
    decisionWords[key][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
  const outcome = erasing ? (kept.length > 0 ? "partly" : "erased") : "refused";
  await tellPerson(ctx, {
    kind: "erasure_decided",
    person,
    given: {
      fields: { name: person.name, answer: decisionWords[outcome][language] },
      extra: [
        ...(decided.answer ? [say("reason", { answer: decided.answer })] : []),
        ...(erasing && staying.length > 0 ? [say("kept", { kinds: staying.join(", ") })] : []),
      ],
    },
    path: "/mes-donnees",
    subject: { kind: "erasure", id: row.id },
    onceKey: `erasure_decided:${row.id}`,
  });
}
