import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { releaseHolds } from "../ledger/index.ts";
import { maySeeAsStaff } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readOfficeDeclaration } from "./read-declaration.ts";
import { mayDecide } from "./rules.ts";
import { findDeclaration, lockDeclaration, updateDeclaration } from "./sql/declarations.ts";

const refuse = refuser(refusals);

/**
 * Staff confirm that the money came, or refuse (ACT-6). Confirmed, the bill stays held: it is settled when the accounting
 * software publishes what it received, and no money is written twice meanwhile. Refused, it can be paid again. What was
 * confirmed may still be refused (a cheque that bounced), what was refused or taken back is closed. Twice is once.
 * @throws Refusal `declaration.closed`, `declaration.answer_needed` for a refusal without a word for the customer.
 */
export async function decideDeclaration(
  ctx: Context,
  declarationId: string,
  decision: { accept: boolean; answer: string },
) {
  if (!maySeeAsStaff(ctx.actor, found(await findDeclaration(ctx, declarationId)))) found(null);
  const declaration = found(await lockDeclaration(ctx, declarationId));
  const state = decision.accept ? "accepted" : "refused";
  if (declaration.state === state) return readOfficeDeclaration(ctx, declarationId);
  if (!mayDecide(declaration.state, state)) refuse("declaration.closed");
  if (state === "refused" && decision.answer === "") refuse("declaration.answer_needed");
  await updateDeclaration(ctx, declarationId, {
    state,
    answer: decision.answer,
    closed_at: ctx.clock(),
    decided_by: theUser(ctx).userId,
  });
  if (state === "refused") await releaseHolds(ctx, declarationId);
  await recordFact(ctx, {
    name: facts.declarationDecided,
    subject: { kind: "declaration", id: declarationId },
    data: {
      accountId: declaration.account_id,
      creditorId: declaration.creditor_id,
      userId: declaration.user_id,
      accepted: decision.accept,
    },
  });
  return readOfficeDeclaration(ctx, declarationId);
}
