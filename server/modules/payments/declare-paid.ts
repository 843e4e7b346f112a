import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { holdEntries, payableEntries, releaseHolds } from "../ledger/index.ts";
import { maySeeAsPayer } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readDeclaration } from "./read-declaration.ts";
import {
  type DeclarationMeans,
  findDeclaration,
  insertDeclaration,
  lockDeclaration,
  updateDeclaration,
} from "./sql/declarations.ts";

const refuse = refuser(refusals);

/**
 * A customer declares that a bill was paid by other means (ACT-6). All that can be paid of it now is held until staff
 * answer: nobody pays or duns it meanwhile.
 * @throws Refusal `declaration.nothing_due` when nothing of the entry is
 * open and free (declared twice, the second finds nothing), `declaration.future_day`.
 */
export async function declarePaid(
  ctx: Context,
  entryId: string,
  told: { paidOn: string; means: DeclarationMeans; reference: string; comment: string },
) {
  const [entry] = await payableEntries(ctx, [entryId]);
  const { id, accountId, creditorId, payableCents: cents } = found(entry);
  if (cents <= 0) refuse("declaration.nothing_due");
  if (told.paidOn > dayInParis(ctx.clock())) refuse("declaration.future_day");
  const declarationId = newId(ctx.clock().getTime());
  await insertDeclaration(ctx, {
    id: declarationId,
    user_id: theUser(ctx).userId,
    creditor_id: creditorId,
    account_id: accountId,
    entry_id: id,
    cents,
    paid_on: told.paidOn,
    means: told.means,
    reference: told.reference,
    comment: told.comment,
    declared_at: ctx.clock(),
  });
  await holdEntries(ctx, { kind: "declared", referenceId: declarationId, entries: [{ id, cents }] });
  await recordFact(ctx, {
    name: facts.declared,
    subject: { kind: "declaration", id: declarationId },
    data: { accountId, creditorId, entryId: id, cents },
  });
  return readDeclaration(ctx, declarationId);
}

/**
 * Who declared takes it back: the bill can be paid again. Taken back twice is once.
 * @throws Refusal `declaration.closed` once staff have answered.
 */
export async function withdrawDeclaration(ctx: Context, declarationId: string) {
  if (!maySeeAsPayer(ctx.actor, found(await findDeclaration(ctx, declarationId)))) found(null);
  const declaration = found(await lockDeclaration(ctx, declarationId));
  if (declaration.state === "withdrawn") return readDeclaration(ctx, declarationId);
  if (declaration.state !== "declared") refuse("declaration.closed");
  await updateDeclaration(ctx, declarationId, { state: "withdrawn", closed_at: ctx.clock() });
  await releaseHolds(ctx, declarationId);
  await recordFact(ctx, {
    name: facts.declarationWithdrawn,
    subject: { kind: "declaration", id: declarationId },
    data: { accountId: declaration.account_id, creditorId: declaration.creditor_id },
  });
  return readDeclaration(ctx, declarationId);
}
