/** The books of a story as rows of the ledger and of the directory. */
import type pg from "pg";
import { addDays } from "../server/platform/dates.ts";
import { type Entry, type Lettering, settlementOf } from "./books.ts";
import { copyRows } from "./copy.ts";
import type { Story } from "./story.ts";

/** When the accounting software published what happened on a day: the morning after, never in the future. */
export const publishedAt = (day: string, now: Date): Date => {
  const at = new Date(`${addDays(day, 1)}T04:30:00Z`);
  return at < now ? at : now;
};

export async function copyParties(client: pg.Client, { organizationId, books }: Story): Promise<void> {
  await copyRows(
    client,
    "parties",
    "organization_id id code kind name email phone address",
    books.parties.map((one) => [
      organizationId,
      one.id,
      one.code,
      one.kind,
      one.name,
      one.email,
      one.phone,
      one.address,
    ]),
  );
}

/** Accounts with their balance; entries with what letterings settle of them; invoices; letterings and their parts. */
export async function copyLedger(client: pg.Client, story: Story, now: Date): Promise<void> {
  const { organizationId: org, books } = story;
  const at = publishedAt(story.publishedUntil, now);
  const balances = new Map<string, number>();
  for (const entry of books.entries) {
    if (entry.supersededBy) continue;
    balances.set(entry.account.id, (balances.get(entry.account.id) ?? 0) + entry.cents);
  }
  await copyRows(
    client,
    "accounts",
    "organization_id id creditor_id party_id code kind label balance_cents published_at",
    books.accounts.map((one) => [
      org,
      one.id,
      one.creditorId,
      one.party.id,
      one.code,
      one.kind,
      one.label,
      balances.get(one.id) ?? 0,
      at,
    ]),
  );
  await copyInvoices(client, story);
  await copyEntries(client, story, now);
  await copyLetterings(client, org, books.letterings, now);
}

async function copyInvoices(client: pg.Client, { organizationId: org, books }: Story): Promise<void> {
  await copyRows(
    client,
    "invoices",
    "organization_id id account_id number kind subject issued_on due_on net_cents vat_cents total_cents lines pdf_hash",
    books.invoices.map((one) => [
      org,
      one.id,
      one.account.id,
      one.number,
      one.kind,
      one.subject,
      one.issuedOn,
      one.dueOn,
      one.netCents,
      one.vatCents,
      one.netCents + one.vatCents,
      { json: one.lines },
      one.pdfHash,
    ]),
  );
}

const COLUMNS =
  "organization_id id account_id source_key origin journal entered_on due_on label piece amount_cents settled_cents lettering_code " +
  "lettering_id published_lettering invoice_id payment_id superseded_at superseded_by created_at";

async function copyEntries(client: pg.Client, { organizationId, books }: Story, now: Date): Promise<void> {
  const settled = settlementOf(books);
  const row = (one: Entry) => {
    const by = settled.get(one);
    const code = by?.lettering.code ?? "";
    const published = by?.lettering.origin === "published" ? code : "";
    const superseded = one.supersededBy ? publishedAt(one.date, now) : null;
    return [
      organizationId,
      one.id,
      one.account.id,
      one.sourceKey,
      one.origin,
      one.journal,
      one.date,
      one.dueOn,
      one.label,
      one.piece,
      one.cents,
      by?.cents ?? 0,
      code,
      by?.lettering.id ?? null,
      published,
      one.invoice?.id ?? null,
      one.paymentId,
      superseded,
      one.supersededBy?.id ?? null,
      publishedAt(one.date, now),
    ];
  };
  await copyRows(client, "entries", COLUMNS, books.entries.map(row));
}

async function copyLetterings(
  client: pg.Client,
  org: string,
  letterings: readonly Lettering[],
  now: Date,
): Promise<void> {
  await copyRows(
    client,
    "letterings",
    "organization_id id account_id code origin payment_id created_at",
    letterings.map((one) => [
      org,
      one.id,
      one.account.id,
      one.code,
      one.origin,
      one.paymentId,
      publishedAt(one.on, now),
    ]),
  );
  await copyRows(
    client,
    "lettering_parts",
    "organization_id lettering_id entry_id cents",
    letterings.flatMap((one) => one.parts.map((part) => [org, one.id, part.entry.id, part.cents])),
  );
}
