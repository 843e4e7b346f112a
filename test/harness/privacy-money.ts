/** What is held of a person's money: payments, transfers, mandates, debits, bank lines. */
import { newId } from "../../server/platform/ids.ts";

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>;
type Of = {
  n: number;
  now: Date;
  userId: string | undefined;
  partyId: string | undefined;
  accountId: string | undefined;
  creditorId: string;
  entry: string;
  mandatePdf: { hash: string };
  paymentId: string;
  mandateId: string;
};

export async function insertMoney(insert: Insert, of: Of): Promise<void> {
  const { n, now, userId, partyId, accountId, creditorId, entry, mandatePdf, paymentId, mandateId } = of;
  await insert("payments", {
    id: paymentId,
    reference: `Q2026P${process.pid}N${n}`,
    user_id: userId,
    creditor_id: creditorId,
    account_id: accountId,
    gateway: "ogone",
    amount_cents: 100,
    state: "paid",
    email: `eloise${n}@example.org`,
    created_at: now,
    closed_at: now,
  });
  await insert("declarations", {
    id: newId(),
    user_id: userId,
    creditor_id: creditorId,
    account_id: accountId,
    entry_id: entry,
    cents: 100,
    paid_on: "2026-10-03",
    means: "cheque",
    reference: "chq 12",
    comment: "",
    state: "declared",
    declared_at: now,
  });
  await insert("transfer_orders", {
    id: newId(),
    reference: `RF18T${process.pid}N${n}`,
    user_id: userId,
    creditor_id: creditorId,
    account_id: accountId,
    cents: 100,
    state: "cancelled",
    made_at: now,
    closed_at: now,
    expires_on: "2026-12-01",
  });
  await insert("mandates", {
    id: mandateId,
    umr: `M${process.pid}-${n}`,
    creditor_id: creditorId,
    party_id: partyId,
    account_id: accountId,
    user_id: userId,
    origin: "online",
    scheme: "CORE",
    mode: "automatic",
    state: "revoked",
    language: "fr",
    purpose: "Compte",
    pre_notification_days: 14,
    debtor_name: `Éloïse Garnier ${n}`,
    debtor_address: [],
    debtor_iban: "FR7630006000011234567890189",
    creditor_name: "Créancier",
    creditor_ics: "FR72ZZZ123456",
    signed_on: "2026-10-01",
    sealed_hash: mandatePdf.hash,
    created_at: now,
    changed_at: now,
  });
  await insert("mandate_events", {
    id: newId(),
    mandate_id: mandateId,
    kind: "signed",
    side: "customer",
    author_id: userId,
    at: now,
  });
  await insert("mandate_signatures", {
    id: newId(),
    mandate_id: mandateId,
    kind: "mandate",
    user_id: userId,
    state: "done",
    channel: "email",
    target: "e•••@example.org",
    verified: "access",
    document_hash: mandatePdf.hash,
    document: "{}",
    wording: "fr",
    created_at: now,
  });
  await insert("collections", {
    id: newId(),
    end_to_end_id: `E${process.pid}-${n}`,
    creditor_id: creditorId,
    account_id: accountId,
    party_id: partyId,
    user_id: userId,
    mandate_id: mandateId,
    umr: `M${process.pid}-${n}`,
    scheme: "CORE",
    mode: "automatic",
    kind: "automatic",
    cents: 100,
    collect_on: "2026-10-20",
    state: "cancelled",
    cancelled_by: "customer",
    announced_on: "2026-10-01",
    notice_days: 14,
    debtor_name: `Éloïse Garnier ${n}`,
    masked_iban: "FR76 •••• 0189",
    created_at: now,
    changed_at: now,
  });
  const bank = { account: newId(), line: newId(), allocation: newId() };
  await insert("bank_accounts", {
    id: bank.account,
    key: `FR76${process.pid}-${n}`,
    currency: "EUR",
    created_at: now,
  });
  await insert("bank_lines", {
    id: bank.line,
    bank_account_id: bank.account,
    booked_on: "2026-10-05",
    cents: 100,
    currency: "EUR",
    kind: "transfer",
    counterparty: `Éloïse Garnier ${n}`,
    state: "matched",
    created_at: now,
  });
  await insert("bank_allocations", {
    id: bank.allocation,
    line_id: bank.line,
    creditor_id: creditorId,
    reference: `V${process.pid}-${n}`,
    cents: 100,
    source: "rule",
    state: "active",
    made_at: now,
  });
  await insert("bank_allocation_accounts", {
    allocation_id: bank.allocation,
    account_id: accountId,
    cents: 100,
  });
  await insert("bank_payers", {
    payer_hash: `hash${n}`,
    account_id: accountId,
    uses: 1,
    last_used_on: "2026-10-05",
  });
  await insert("cart_entries", { user_id: userId, creditor_id: creditorId, entry_id: entry, added_at: now });
}
