import { createHash } from "node:crypto";
import type { Balance, BankFileEvent, BankLine, BankStatement } from "../../formats/bank-file/index.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { assert } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { derivedKey } from "../../platform/secrets.ts";
import { creditorOfIban } from "../organizations/index.ts";
import {
  accountKey,
  accountName,
  cleanText,
  fingerprint,
  keptDetail,
  openingState,
  reference,
  textsOf,
} from "./rules.ts";
import type { Told } from "./sql/files.ts";
import {
  bindKnown,
  enrichKnown,
  findKnown,
  insertNew,
  openStage,
  type StagedLine,
  stageLines,
  writeBalances,
  writeSightings,
} from "./sql/merging.ts";
import {
  type AccountRow,
  countNew,
  insertAccount,
  insertStatement,
  lockAccount,
  moveLines,
  updateAccount,
} from "./sql/statements.ts";
import { ACCOUNT_UNKNOWN } from "./words.ts";

const STAGED_AT_ONCE = 500;

/** A statement and what its file tells next: read up to its end. */
export type StatementEvents = { statement: BankStatement; next: () => Promise<BankFileEvent | null> };
export type Merged = { linesNew: number; linesKnown: number; linesPending: number; problems: Told[] };

/**
 * Merges one statement with what is known, in one transaction: the same statement whole, in pieces, across others, in another format or
 * again leaves the same lines. The account is locked, so two files about it come one after the other.
 */
export async function mergeStatement(ctx: Context, fileId: string, told: StatementEvents): Promise<Merged> {
  const { statement } = told;
  const account = await findAccount(ctx, statement);
  await openStage(ctx);
  const read = await stageAll(ctx, told);
  const unknown = account.creditorId
    ? []
    : [
        {
          at: statement.number ?? "",
          message: ACCOUNT_UNKNOWN,
          values: { account: accountName(account.key) },
        },
      ];
  const merged = { linesPending: read.pending, problems: [...unknown, ...read.problems] };
  const { format } = statement;
  const place = { statementId: newId(ctx.clock().getTime()), accountId: account.id, format };
  const isNew = await insertStatement(ctx, {
    id: place.statementId,
    accountId: account.id,
    fileId,
    format,
    number: cleanText(statement.number ?? statement.statementId).slice(0, 60),
    digest: read.digest,
    opening: statement.opening,
    closingCents: read.closing?.cents ?? null,
    closingOn:
      read.closing?.on ?? statement.to ?? read.lastDay ?? statement.opening?.on ?? dayInParis(ctx.clock()),
    lines: read.lines,
    linesNew: 0,
    problems: read.problems,
  });
  if (!isNew) return { ...merged, linesNew: 0, linesKnown: read.lines };
  const linesNew = await mergeLines(
    ctx,
    { ...place, openingCents: statement.opening?.cents ?? null },
    account,
  );
  return { ...merged, linesNew, linesKnown: read.lines - linesNew };
}

async function mergeLines(
  ctx: Context,
  place: Parameters<typeof writeBalances>[1],
  account: AccountRow,
): Promise<number> {
  await writeBalances(ctx, place);
  await findKnown(ctx, place);
  await bindKnown(ctx);
  await enrichKnown(ctx, place.format);
  const linesNew = await insertNew(ctx, account.id, account.creditorId);
  await writeSightings(ctx, place);
  await countNew(ctx, place.statementId, linesNew);
  return linesNew;
}

/** The account that a statement is about, locked; one never met is kept, with the creditor that has this IBAN, if one alone has. */
async function findAccount(ctx: Context, { account: told }: BankStatement): Promise<AccountRow> {
  const key = accountKey(told) || "?";
  const name = { key, currency: told.currency };
  const known = await lockAccount(ctx, name);
  if (known?.creditorId) return known;
  const creditorId = await creditorOfIban(ctx, key);
  if (known && !creditorId) return known;
  if (known) {
    await updateAccount(ctx, known.id, { creditorId, label: known.label });
    await moveLines(ctx, known.id, creditorId);
    return { ...known, creditorId };
  }
  await insertAccount(ctx, { ...name, creditorId, label: "" });
  const made = await lockAccount(ctx, name);
  assert(made, "the account was just written");
  return made;
}

type Read = {
  lines: number;
  closing: Balance | null;
  pending: number;
  lastDay: string | null;
  digest: string;
  problems: Told[];
};

/** Stages the lines of a statement up to its end, in constant memory. What its bank has not booked yet is left for later. */
async function stageAll(ctx: Context, { statement, next }: StatementEvents): Promise<Read> {
  const { opening, closing, from, to } = statement;
  const digest = createHash("sha256").update(JSON.stringify([opening, from, to]));
  const read: Read = { lines: 0, closing, pending: 0, lastDay: null, digest: "", problems: [] };
  const key = derivedKey(ctx.services.config.QUITUS_SECRET, `payers of ${ctx.organizationId}`);
  let waiting: StagedLine[] = [];
  for (let event = await next(); event; event = await next()) {
    if (event.kind === "problem") read.problems.push(problemOf(event));
    if (event.kind === "end") {
      read.closing ??= event.closing;
      read.problems.push(...event.problems);
      break;
    }
    if (event.kind !== "line" || event.line.cents === 0) continue;
    if (event.line.pending) {
      read.pending++;
      continue;
    }
    const staged = stagedLine(ctx, event.line, read.lines++, key);
    digest.update(staged.fingerprint);
    if (!read.lastDay || staged.booked_on > read.lastDay) read.lastDay = staged.booked_on;
    waiting.push(staged);
    if (waiting.length < STAGED_AT_ONCE) continue;
    await stageLines(ctx, waiting);
    waiting = [];
  }
  if (waiting.length > 0) await stageLines(ctx, waiting);
  return { ...read, digest: digest.update(JSON.stringify(read.closing)).digest("base64url") };
}

export const problemOf = ({ at, message, values }: Told): Told => ({
  at,
  message,
  ...(values ? { values } : {}),
});

function stagedLine(ctx: Context, line: BankLine, ord: number, key: Buffer): StagedLine {
  const details = line.details.map((one) => keptDetail(one, key));
  const only = details.length === 1 ? details[0] : undefined;
  return {
    ord,
    id: newId(ctx.clock().getTime()),
    booked_on: line.bookedOn,
    value_on: line.valueOn,
    cents: line.cents,
    currency: line.currency,
    kind: line.kind,
    code: cleanText(line.code),
    reversal: line.reversal,
    label: cleanText(line.label),
    bank_reference: reference(line.bankReference),
    counterparty: only?.counterparty ?? "",
    payer_hash: only?.payerHash ?? "",
    payer_mask: only?.payerMask ?? "",
    texts: textsOf(line, details),
    batch: line.batch,
    details,
    ...openingState(line),
    fingerprint: fingerprint(line),
  };
}
