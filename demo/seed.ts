/** Writes the demonstration into a migrated database, once: three organizations with a year of accounts. */
import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { hashPassword } from "../server/modules/identity/index.ts";
import type { FileStore } from "../server/platform/files.ts";
import { copyBills } from "./bill-rows.ts";
import { copyCollections } from "./collection-rows.ts";
import { copyCoordinates } from "./coordinate-rows.ts";
import { copyRows } from "./copy.ts";
import { copyDeclarations } from "./declaration-rows.ts";
import { copyDevices } from "./device-rows.ts";
import { copyDisputes } from "./dispute-rows.ts";
import { copyErasures } from "./erasure-rows.ts";
import { lafargue } from "./lafargue.ts";
import { logoPng } from "./logo.ts";
import { copyMails, withdrawAccounts } from "./mail-rows.ts";
import { copyMandates } from "./mandate-rows.ts";
import { copyMessages } from "./message-rows.ts";
import { montfleuri } from "./montfleuri.ts";
import { nextFec } from "./next-fec.ts";
import { copyNotifications } from "./notification-rows.ts";
import { ACCESSIBILITY, faceOf, TEMPORARY_PASSWORD } from "./organizations.ts";
import { bookPayments, copyPayments } from "./payment-rows.ts";
import { phare } from "./phare.ts";
import { publishInvoices } from "./published-invoices.ts";
import { copyLedger, copyParties, publishedAt } from "./rows.ts";
import type { Setting, Story } from "./story.ts";
import { copyTransfers } from "./transfer-rows.ts";

export type SeedOptions = Setting & {
  databaseUrl: string;
  files: FileStore;
  now: Date;
  /** Where the next FEC is written; nowhere when absent. */
  fecPath?: string;
};

/** The three organizations, made but not written. */
export const makeStories = (setting: Setting): Story[] =>
  [montfleuri, lafargue, phare].map((make) => make(setting));

/**
 * Writes them: each organization in a transaction of its own. The database must hold none of them, and its user be a
 * superuser, as the owner of the embedded database is.
 * @returns the stories that were written.
 */
export async function seedDemo(options: SeedOptions): Promise<Story[]> {
  const stories = makeStories(options);
  await Promise.all(stories.map((story) => seedOne(story, options)));
  const next = stories.find((story) => story.next)?.next;
  if (next && options.fecPath) {
    await mkdir(dirname(options.fecPath), { recursive: true });
    const whole = `${options.fecPath}.part`;
    await pipeline(Readable.from(nextFec(next, options.today)), createWriteStream(whole));
    await rename(whole, options.fecPath);
  }
  return stories;
}

async function seedOne(story: Story, options: SeedOptions): Promise<void> {
  bookPayments(story);
  const client = new pg.Client({ connectionString: options.databaseUrl });
  await client.connect();
  try {
    // Foreign keys are not looked up row by row, which halves the time: demo/seed.test.ts checks them all afterwards.
    await client.query("set synchronous_commit = off; set session_replication_role = replica");
    await client.query("begin");
    await insertOrganization(client, story, options);
    await insertCreditors(client, story, options.now);
    await publishInvoices(client, story, options.files);
    await copyUsers(client, story, options.now);
    await copyParties(client, story);
    await copyAccess(client, story);
    await copyPaymentsAndLedger(client, story, options.now);
    await copyDisputes(client, story, options.today, options.now);
    await copyMandates(client, story, options);
    await copyBills(client, story, options.today, options.now);
    await copyDeclarations(client, story, options.now);
    if (faceOf(story).settings["payByTransfer"])
      await copyTransfers(client, story, options.today, options.now);
    await copyMessages(client, story, options.today, options.now);
    await copyCollections(client, story, options);
    await copyDevices(client, story, options.now);
    await copyCoordinates(client, story, options.now);
    await copyNotifications(client, story, faceOf(story).name, options.now);
    await copyMails(client, story, faceOf(story).name, options.now);
    await withdrawAccounts(client, story, options.now);
    await copyErasures(client, story, options.now);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Payments name accounts and entries name invoices: the ledger goes first. */
async function copyPaymentsAndLedger(client: pg.Client, story: Story, now: Date): Promise<void> {
  await copyLedger(client, story, now);
  await copyPayments(client, story);
}

async function insertOrganization(
  client: pg.Client,
  story: Story,
  { files, now }: SeedOptions,
): Promise<void> {
  const face = faceOf(story);
  const { organizationId: org } = story;
  const logo = await files.put(org, Readable.from([logoPng(story.slug)]));
  await client.query(
    `insert into organizations (organization_id, slug, name, kind, accent, logo_hash, logo_media_type, contact, legal_notice, accessibility_statement, settings, created_at)
     values ($1, $2, $3, $4, $5, $6, 'image/png', $7, $8, $9, $10, $11)`,
    [
      org,
      story.slug,
      face.name,
      face.kind,
      face.accent,
      logo.hash,
      JSON.stringify(face.contact),
      face.legalNotice,
      ACCESSIBILITY,
      JSON.stringify(face.settings),
      now,
    ],
  );
  await client.query("insert into organization_addresses (address, organization_id) values ($1, $2)", [
    `path:${story.slug}`,
    org,
  ]);
  await client.query(
    "insert into files (organization_id, hash, media_type, bytes) values ($1, $2, 'image/png', $3)",
    [org, logo.hash, logo.bytes],
  );
}

async function insertCreditors(
  client: pg.Client,
  { organizationId, creditors, publishedUntil }: Story,
  now: Date,
): Promise<void> {
  await copyRows(
    client,
    "creditors",
    "organization_id id code name legal_name address siret ics iban email due_rule customer_prefixes published_at",
    creditors.map((one) => [
      organizationId,
      one.id,
      one.code,
      one.name,
      one.legalName,
      one.address,
      one.siret,
      one.ics,
      one.iban,
      one.email,
      { json: { kind: "days", days: one.dueDays, endOfMonth: false } },
      one.customerPrefixes,
      publishedAt(publishedUntil, now),
    ]),
  );
}

async function copyUsers(client: pg.Client, story: Story, now: Date): Promise<void> {
  const { organizationId: org, users, creditors, books } = story;
  const hash = await hashPassword(faceOf(story).password);
  const temporary = await hashPassword(TEMPORARY_PASSWORD);
  const ids = new Map(creditors.map((one) => [one.code, one.id]));
  const inAYear = new Date(now.getTime() + 365 * 86_400_000);
  await copyRows(
    client,
    "users",
    "organization_id id identifier email name password_hash must_change_password temporary_until state staff_role staff_creditor_ids last_sign_in_at",
    users.map((one) => {
      const waits = one.state === "temporary";
      const seen =
        one.state === "active" && !one.who
          ? new Date(now.getTime() - books.random.int(1, 80) * 40_000_000)
          : null;
      const password = one.state === "active" ? hash : waits ? temporary : null;
      return [
        org,
        one.id,
        one.identifier,
        one.email,
        one.name,
        password,
        waits,
        waits ? inAYear : null,
        one.state === "active" ? "active" : "invited",
        one.role === "customer" ? null : one.role,
        one.creditors?.map((code) => ids.get(code)!) ?? null,
        seen,
      ];
    }),
  );
}

async function copyAccess(client: pg.Client, { organizationId, users }: Story): Promise<void> {
  await copyRows(
    client,
    "access_accounts",
    "organization_id user_id party_id",
    users.flatMap((user) => user.parties.map((party) => [organizationId, user.id, party.id])),
  );
}
