import { maskIban } from "../../formats/iban/index.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { mayActFor } from "../directory/index.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { asCustomer, asStaff, maySign } from "./access.ts";
import { debitSettings } from "./configure-debits.ts";
import type { Mandate, MandateRow, OfficeMandate, OfficeMandateRow, Signing } from "./contract.ts";
import { bankOf, codeWays } from "./offer-debit.ts";
import { documentsOf } from "./read-document.ts";
import {
  MOST_CODES,
  MOST_TRIES,
  maskTarget,
  mayChangeAccount,
  mayRevoke,
  stands,
  usableUntil,
} from "./rules.ts";
import { findMandate, type MandateRecord } from "./sql/mandates.ts";
import {
  type EventRow,
  type InstalmentRow,
  selectAmendments,
  selectEvents,
  selectInstalments,
} from "./sql/parts.ts";
import { latestSignature, type SignatureRow } from "./sql/signatures.ts";

/** What a plan spreads; null without one. */
export const planCents = (plan: readonly InstalmentRow[] | undefined): number | null =>
  plan && plan.length > 0 ? sumCents(plan.map((one) => one.cents)) : null;

export const showRow = (row: MandateRecord, spreadCents: number | null): MandateRow => ({
  id: outside("mandate", row.id),
  umr: row.umr,
  creditor: { id: outside("creditor", row.creditorId), name: row.creditorShortName },
  account: { id: outside("account", row.accountId), name: row.accountLabel },
  mode: row.mode,
  scheme: row.scheme,
  state: row.state,
  origin: row.origin,
  maskedIban: maskIban(row.iban),
  debtor: row.debtorName,
  oneOffCents: row.oneOffCents,
  wantedOn: row.wantedOn,
  planCents: spreadCents,
  signedOn: row.signedOn,
  createdAt: row.createdAt.toISOString(),
});

export const showOfficeRow = (row: MandateRecord, spreadCents: number | null): OfficeMandateRow => ({
  ...showRow(row, spreadCents),
  party: { id: outside("party", row.partyId), name: row.partyName },
});

/** One mandate of a party for which the user acts, with what happened to it and what he may do (MAN-6). */
export async function readMandate(ctx: Context, mandateId: string): Promise<Mandate> {
  const row = found(await findMandate(ctx, mandateId, asCustomer(ctx, "read")));
  const user = theUser(ctx);
  const signature = await latestSignature(ctx, mandateId);
  const acts = user.viewedBy === null && (await mayActFor(ctx, user.userId, row.partyId, "pay"));
  const settings = await debitSettings(ctx, row.creditorId);
  const signs = acts && (await maySign(ctx, user.userId, row.partyId, settings.signers));
  const mine = signature?.state === "open" && signature.userId === user.userId;
  return {
    ...(await showWhole(ctx, row, signature, { staff: false })),
    codeWays: signs && mine ? await codeWays(ctx, user.userId, settings) : null,
    can: {
      sign: signs && mine,
      revoke: acts && mayRevoke(row.state),
      changeAccount: signs && mayChangeAccount(row),
    },
  };
}

/** The same for staff: whose it is, who signed it, how it is sealed, what the bank is to be told. */
export async function readOfficeMandate(ctx: Context, mandateId: string): Promise<OfficeMandate> {
  const row = found(await findMandate(ctx, mandateId, asStaff(ctx)));
  const signature = await latestSignature(ctx, mandateId);
  const signer = row.userId ? (await findUsersByIds(ctx, [row.userId])).get(row.userId) : undefined;
  const amendment = (await selectAmendments(ctx, [mandateId])).get(mandateId);
  const acts = ctx.actor.kind === "user" && ctx.actor.staff !== null && ctx.actor.staff.role !== "reader";
  return {
    ...(await showWhole(ctx, row, signature, { staff: true })),
    party: { id: outside("party", row.partyId), name: row.partyName },
    reason: row.reason,
    signer: signer?.name ?? "",
    seal:
      row.sealLevel && row.sealFingerprint
        ? { level: row.sealLevel, fingerprint: row.sealFingerprint }
        : null,
    amendment: {
      account: Boolean(amendment?.originalIban),
      creditor: Boolean(amendment?.originalIcs ?? amendment?.originalName),
    },
    withdrawn: row.withdrawn && stands(row.state),
    evidence: signature?.state === "done" || row.sealedHash !== null,
    can: {
      suspend: acts && row.state === "active",
      resume: acts && (row.state === "suspended" || row.state === "blocked"),
      revoke: acts && mayRevoke(row.state),
      scan: acts && row.origin === "paper",
      seal: acts && signature?.state === "right",
    },
  };
}

async function showWhole(
  ctx: Context,
  row: MandateRecord,
  signature: SignatureRow | undefined,
  { staff }: { staff: boolean },
): Promise<Omit<Mandate, "can" | "codeWays">> {
  const plan = await selectInstalments(ctx, [row.id]);
  const events = await selectEvents(ctx, row.id);
  const authors = events.flatMap((one) => (one.authorId ? [one.authorId] : []));
  const people = await findUsersByIds(ctx, [...new Set(authors)]);
  const lastUse = row.lastCollectedOn ?? row.signedOn;
  return {
    ...showRow(row, planCents(plan)),
    creditorFull: { legalName: row.creditorName, ics: row.ics },
    bank: bankOf(row.iban),
    bic: row.bic,
    debtorAddress: row.debtorAddress,
    purpose: row.purpose,
    preNotificationDays: row.preNotificationDays,
    instalments: plan.map(({ rank, dueOn, cents, taken }) => ({ rank, dueOn, cents, taken })),
    lastCollectedOn: row.lastCollectedOn,
    usableUntil: lastUse && stands(row.state) ? usableUntil(lastUse) : null,
    signing: showSigning(ctx, row, signature),
    document: row.sealedHash ? "sealed" : row.documentHash ? paperOrUnsigned(row) : "none",
    documents: (await documentsOf(ctx, row)).map(({ former: _, ...one }) => one),
    // Tries that failed and codes are for the evidence: a reader wants to know what became of it.
    events: events
      .filter((one) => staff || !TECHNICAL.has(one.kind))
      .map((one) => showEvent(one, people, staff)),
  };
}

const TECHNICAL: ReadonlySet<EventRow["kind"]> = new Set([
  "code_asked",
  "code_sent",
  "code_wrong",
  "code_right",
  "scanned",
]);
const paperOrUnsigned = (row: MandateRecord) =>
  row.origin === "paper" ? ("sealed" as const) : ("unsigned" as const);

function showSigning(ctx: Context, row: MandateRecord, signature: SignatureRow | undefined): Signing | null {
  if (signature?.state !== "open" && signature?.state !== "right") return null;
  return {
    kind: signature.kind,
    state: signature.state === "right" ? "sealing" : stateOfCode(ctx, signature),
    channel: signature.channel,
    maskedTarget: maskTarget(signature.channel, signature.target),
    maskedIban: maskIban(signature.newIban ?? row.iban),
    codeUntil: signature.codeUntil?.toISOString() ?? null,
    triesLeft: Math.max(0, MOST_TRIES - signature.tries),
    codesLeft: Math.max(0, MOST_CODES - signature.codes),
  };
}

function stateOfCode(ctx: Context, signature: SignatureRow): Signing["state"] {
  if (!signature.codeUntil) return "prepared";
  if (signature.tries >= MOST_TRIES) return "locked";
  return signature.codeUntil <= ctx.clock() ? "expired" : "waiting";
}

const showEvent = (
  event: EventRow,
  people: ReadonlyMap<string, Person>,
  staff: boolean,
): Mandate["events"][number] => ({
  id: event.id,
  at: event.at.toISOString(),
  kind: event.kind,
  side: event.side,
  author:
    event.side === "staff" && !staff ? "" : ((event.authorId && people.get(event.authorId)?.name) ?? ""),
  detail: detailOf(event, staff),
});

function detailOf({ data, side }: EventRow, staff: boolean): string {
  const text = (name: string) => (typeof data[name] === "string" ? data[name] : "");
  if (text("maskedTarget")) return text("maskedTarget");
  if (text("lastFour")) return `•••• ${text("lastFour")}`;
  if (text("authority")) return text("authority");
  if (text("reason")) return staff || side === "staff" ? text("reason") : "";
  return text("on") || (staff ? text("level") : "");
}
