import { createHmac } from "node:crypto";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { Language } from "../../platform/money.ts";
import { derivedKey } from "../../platform/secrets.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { countFailure, findUsersByIds, guardDoor, networkOf, openHandedLink } from "../identity/index.ts";
import { readSettings } from "../organizations/index.ts";
import { partyScope } from "./access.ts";
import { openMainUser } from "./activate-party.ts";
import { refusals } from "./contract.ts";
import { MOST_MISSES, proves, readCode } from "./rules.ts";
import { type CodeRow, countMiss, deleteCode, lockCode, markUsed } from "./sql/codes.ts";
import { findParty, lockParty, selectAccess } from "./sql.ts";

const refuse = refuser(refusals);
type Given = {
  code: string;
  proof: string;
  language: Language;
  captcha: { challenge: string; number: number } | null;
};

/** What is kept of a code: 55 bits would be found back from a plain hash, so that it takes the server's secret. */
export const hashCode = (outer: Outer, code: string): Buffer =>
  createHmac("sha256", derivedKey(outer.services.config.QUITUS_SECRET, "access-code"))
    .update(`${outer.organizationId}.${code}`)
    .digest();

/**
 * Takes the code of a letter and what proves who one is (ACC-3). The party gets its main user if it has none yet; the
 * token handed back leads to the choice of a password, after which the code is dead.
 * @throws Refusal `access_code.mistyped`, `access_code.wrong`, `access_code.dead`, `sign_in.captcha_needed`,
 * `request.too_many`
 */
export async function useAccessCode(outer: Outer, given: Given): Promise<{ token: string }> {
  const code = readCode(given.code) ?? refuse("access_code.mistyped");
  await guardDoor(outer, "access_code", given.code, given.captcha);
  const network = `access_code:address:${networkOf(outer.ip)}`;
  await throttle(outer, [{ key: network, most: 30, seconds: 15 * 60 }]);
  const answer = await outer.transaction((ctx) => enter(ctx, hashCode(outer, code), given));
  if (typeof answer !== "string") return answer;
  await countFailure(outer, "access_code", given.code);
  return refuse(answer);
}

/** Refusals are returned, not thrown: what they count stays. */
async function enter(
  ctx: Context,
  hash: Buffer,
  given: Given,
): Promise<{ token: string } | "access_code.wrong" | "access_code.dead"> {
  const row = await lockCode(ctx, hash);
  if (!row) return "access_code.wrong";
  if (row.expires_at <= ctx.clock() || row.misses >= MOST_MISSES) return "access_code.dead";
  const { accessCodeProof } = await readSettings(ctx);
  if (!proves(accessCodeProof, row, given.proof)) {
    await countMiss(ctx, row.party_id);
    return "access_code.wrong";
  }
  const userId = await mainUserOf(ctx, row, given.language);
  if (!userId) return "access_code.dead";
  await markUsed(ctx, row.party_id);
  await recordFact(ctx, {
    name: "directory.access_code_used",
    subject: { kind: "party", id: row.party_id },
    data: { userId },
  });
  return { token: await openHandedLink(ctx, userId) };
}

/** The user whom the code lets in; null once somebody acts for the party with a password of his own. */
async function mainUserOf(ctx: Context, row: CodeRow, language: Language): Promise<string | null> {
  await lockParty(ctx, row.party_id);
  const access = await selectAccess(ctx, { partyId: row.party_id }, { ended: false });
  if (access.length === 0) return openMainUser(ctx, { ...row, id: row.party_id }, language);
  const users = await findUsersByIds(
    ctx,
    access.map((one) => one.user_id),
  );
  if ([...users.values()].some((user) => user.state !== "invited")) return null;
  return access[0]!.user_id;
}

/** Takes back the code of a party; once taken back, taking it back again changes nothing. */
export async function cancelCode(ctx: Context, partyId: string) {
  found(await findParty(ctx, partyId, partyScope(ctx)));
  if (await deleteCode(ctx, partyId)) {
    await recordFact(ctx, {
      name: "directory.access_code_cancelled",
      subject: { kind: "party", id: partyId },
    });
  }
  return done;
}
