import { randomInt } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type CodeLetter, codeLettersPdf } from "../../formats/pdf/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import type { JobData } from "../../platform/jobs.ts";
import type { Language } from "../../platform/money.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readBrand, readSettings } from "../organizations/index.ts";
import { partyScope } from "./access.ts";
import { readLetters } from "./list-letters.ts";
import { CODE_DAYS, letterSeal, newCode, proofOf, spacedCode } from "./rules.ts";
import {
  countWithoutCode,
  findLetters,
  insertLetters,
  type LetterParty,
  saveCodes,
  saveLetters,
  selectLetterParties,
  selectUsersOfParties,
} from "./sql/codes.ts";
import { hashCode } from "./use-access-code.ts";
import { words } from "./words.ts";

export const LETTERS_JOB = "directory.access_letters";
export type LettersJob = JobData & { lettersId: string; language: Language };
/** Letters of one batch: what a desk prints at once, and what fits in memory. */
const MOST_LETTERS = 500;
const AT_ONCE = 50;
const LARGEST_FILE = 256 * 1024 * 1024;
const DAY = 86_400_000;

/** Asks for codes and their letters (ACC-3, OFF-8): of a selection, or of all who have neither access nor a code. */
export async function askLetters(ctx: Context, given: { parties: string[] | null; language: Language }) {
  const creditorIds = partyScope(ctx);
  const partyIds = given.parties && [...new Set(given.parties)];
  if (partyIds) {
    const seen = await selectLetterParties(ctx, { partyIds, creditorIds }, MOST_LETTERS);
    found(seen.length === partyIds.length ? seen : null);
  }
  const id = newId(ctx.clock().getTime());
  await insertLetters(ctx, { id, partyIds, creditorIds, askedBy: theUser(ctx).userId });
  await ctx.services.jobs.enqueue(ctx.db, LETTERS_JOB, {
    organizationId: ctx.organizationId,
    lettersId: id,
    language: given.language,
  } satisfies LettersJob);
  return readLetters(ctx, id);
}

/**
 * Makes the codes of a batch, then their letters. Run again after a crash, it makes other codes for the same parties:
 * nobody has read the first ones.
 */
export async function makeLetters(outer: Outer, { lettersId, language }: LettersJob): Promise<void> {
  const parties = await outer.transaction((ctx) => choose(ctx, lettersId));
  if (!parties) return;
  const expiresAt = new Date(outer.clock().getTime() + CODE_DAYS * DAY);
  const letters: CodeLetter[] = [];
  for (let at = 0; at < parties.length; at += AT_ONCE) {
    const some = parties.slice(at, at + AT_ONCE);
    letters.push(...(await outer.transaction((ctx) => giveCodes(ctx, { lettersId, some, at, expiresAt }))));
  }
  const pdf = await print(outer, letters, { language, expiresAt });
  const sealed = outer.services.sealer.seal(pdf.toString("base64"), letterSeal(lettersId));
  const stored = await outer.services.files.put(outer.organizationId, Readable.from([sealed]), LARGEST_FILE);
  await outer.transaction(async (ctx) => {
    await rememberFile(ctx, stored, "application/octet-stream");
    await saveLetters(ctx, lettersId, { state: "done", file_hash: stored.hash, finished_at: ctx.clock() });
    await recordFact(ctx, {
      name: "directory.access_letters_made",
      subject: { kind: "access_letters", id: lettersId },
      data: { letters: letters.length },
    });
  });
}

/** The parties of a batch, chosen once; null when there is nothing to do. */
async function choose(ctx: Context, lettersId: string): Promise<LetterParty[] | null> {
  const row = await findLetters(ctx, lettersId, { creditorIds: null, lock: true });
  if (!row || row.state === "done" || row.state === "empty") return null;
  const { party_ids: asked, creditor_ids: creditorIds } = row;
  const all = await selectLetterParties(ctx, { partyIds: asked, creditorIds }, MOST_LETTERS);
  const parties = await withoutEntered(ctx, all);
  if (parties.length === 0) {
    await saveLetters(ctx, lettersId, { state: "empty", finished_at: ctx.clock() });
    return null;
  }
  const waiting = asked ? 0 : (await countWithoutCode(ctx, creditorIds, 100_000)) - all.length;
  await saveLetters(ctx, lettersId, {
    state: "running",
    party_ids: parties.map((party) => party.id),
    total: parties.length,
    made: 0,
    ...(row.state === "queued" ? { remaining: Math.max(0, waiting) } : {}),
  });
  return parties;
}

/** Leaves out the parties for whom somebody signs in already. */
async function withoutEntered(ctx: Context, parties: LetterParty[]): Promise<LetterParty[]> {
  const access = await selectUsersOfParties(
    ctx,
    parties.map((party) => party.id),
  );
  const users = await findUsersByIds(ctx, [...new Set(access.map((one) => one.user_id))]);
  const entered = new Set(
    access.filter((one) => users.get(one.user_id)?.state !== "invited").map((one) => one.party_id),
  );
  return parties.filter((party) => !entered.has(party.id));
}

async function giveCodes(
  ctx: Context,
  given: { lettersId: string; some: LetterParty[]; at: number; expiresAt: Date },
): Promise<CodeLetter[]> {
  const { accessCodeProof } = await readSettings(ctx);
  const made = given.some.map((party) => ({ party, code: newCode(randomInt) }));
  const kept = made.map(({ party, code }) => ({ partyId: party.id, hash: hashCode(ctx, code) }));
  await saveCodes(ctx, kept, given.expiresAt);
  await saveLetters(ctx, given.lettersId, { made: given.at + made.length });
  return made.map(({ party, code }) => ({
    recipient: { name: party.name, addressLines: party.address },
    code: spacedCode(code),
    proof: proofOf(accessCodeProof, party),
  }));
}

async function print(
  outer: Outer,
  letters: CodeLetter[],
  given: { language: Language; expiresAt: Date },
): Promise<Buffer> {
  const brand = await outer.transaction((ctx) => readBrand(ctx));
  const now = outer.clock();
  const { contact } = brand;
  const logo = brand.logoHash
    ? await buffer(await outer.services.files.get(outer.organizationId, brand.logoHash))
    : null;
  const help = words.help(given.language, contact);
  return codeLettersPdf({
    lang: given.language,
    brand: { accent: brand.accent, ...(logo ? { logo } : {}) },
    creditor: {
      name: brand.name,
      addressLines: contact.address,
      contactLines: [contact.phone, contact.email, contact.hours].filter(Boolean),
    },
    writtenOn: dayInParis(now),
    siteAddress: `${outer.baseUrl.replace(/^https?:\/\//, "")}/activation-par-code`,
    expiresOn: dayInParis(given.expiresAt),
    ...(help ? { help } : {}),
    madeAt: now,
    letters,
  });
}
