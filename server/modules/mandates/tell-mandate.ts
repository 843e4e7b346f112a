import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { usersOfParty } from "../directory/index.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { type Channel, CODE_MINUTES, lastFour, type MandateState, type Mode } from "./rules.ts";
import { selectMandates, sizeOfFile } from "./sql/mandates.ts";
import { findSignature, latestSignature } from "./sql/signatures.ts";

/** What messages say of a mandate: of the IBAN, only its last four characters. */
export type ToldMandate = {
  id: string;
  umr: string;
  mode: Mode;
  state: MandateState;
  reason: string;
  purpose: string;
  lastFour: string;
  signedOn: string | null;
  oneOffCents: number | null;
  creditor: { id: string; name: string; email: string };
  partyName: string;
  accountId: string;
  /** The sealed file. */
  sealed: { hash: string; bytes: number } | null;
  /** Who signed last and the address to which his code went, for when he has none on his access. */
  signedFrom: { userId: string; email: string } | null;
  /** Who may pay for its party today, who signed it first. */
  people: Person[];
};

/** A mandate for those who are told of it, whoever asks: the caller has decided. Null when it is unknown. */
export async function mandateForMail(ctx: Context, mandateId: string): Promise<ToldMandate | null> {
  const [row] = await selectMandates(ctx, [mandateId]);
  if (!row) return null;
  const signature = await latestSignature(ctx, mandateId);
  const creditor = found(await readCreditor(ctx, row.creditorId));
  const payers = (await usersOfParty(ctx, row.partyId)).filter((one) => one.rights.includes("pay"));
  const ids = payers.map((one) => one.userId);
  const people = await findUsersByIds(ctx, ids);
  const order = [...new Set([...ids.filter((id) => id === row.userId), ...ids])];
  return {
    id: row.id,
    umr: row.umr,
    mode: row.mode,
    state: row.state,
    reason: row.reason,
    purpose: row.purpose,
    lastFour: lastFour(row.iban),
    signedOn: row.signedOn,
    oneOffCents: row.oneOffCents,
    creditor: { id: creditor.id, name: creditor.name, email: creditor.email },
    partyName: row.partyName,
    accountId: row.accountId,
    sealed: row.sealedHash ? await sizeOfFile(ctx, row.sealedHash) : null,
    signedFrom:
      signature?.state === "done" && signature.channel === "email"
        ? { userId: signature.userId, email: signature.target }
        : null,
    people: order.flatMap((id) => people.get(id) ?? []),
  };
}

/** The message that carries a code; the code itself is put in when it leaves. */
export type CodeMessage = {
  codeId: string;
  channel: Channel;
  target: string;
  person: Person;
  creditor: { id: string; name: string };
  umr: string;
  lastFour: string;
  change: boolean;
  minutes: number;
};

/** Null when the signature does not wait for a code any more. */
export async function codeMessage(ctx: Context, signatureId: string): Promise<CodeMessage | null> {
  const signature = await findSignature(ctx, { id: signatureId });
  if (signature?.state !== "open" || !signature.codeId) return null;
  const [mandate] = await selectMandates(ctx, [signature.mandateId]);
  const person = (await findUsersByIds(ctx, [signature.userId])).get(signature.userId);
  if (!mandate || !person) return null;
  return {
    codeId: signature.codeId,
    channel: signature.channel,
    target: signature.target,
    person,
    creditor: { id: mandate.creditorId, name: mandate.creditorShortName },
    umr: mandate.umr,
    lastFour: lastFour(signature.newIban ?? mandate.iban),
    change: signature.kind === "account_change",
    minutes: CODE_MINUTES,
  };
}
