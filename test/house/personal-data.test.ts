/** INF-5: nothing is held of people that they are not told of. A table with a person in it is read by a kind, or says why not. */
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { sweeps as auditSweeps } from "../../server/modules/audit/relieve-facts.ts";
import { KINDS } from "../../server/modules/privacy/gather-kinds.ts";
import { SWEEPS } from "../../server/modules/privacy/gather-sweeps.ts";
import { BASES, TERMS } from "../../server/platform/personal-data.ts";
import { TEMPLATE } from "../harness/global-setup.ts";
import { sources } from "./source.ts";

/** Tables that name people and that no kind reads, each with its reason. */
const EXCUSED: Record<string, string> = {
  access_warnings: "that he was told his access ends: the mail says it; gone with the access",
  access_codes: "the hash of a code, over in 90 days; erased with the accesses",
  access_letters:
    "who printed letters is in the trail of what he did; the letters are sealed and over in a week",
  announcements: "what the organization tells; who wrote it is in the trail of what he did",
  api_tokens: "of the organization; who made it is in the trail of what he did",
  bank_files: "who sent it is in the trail of what he did; the file is the bank's",
  bank_line_notes: "notes of the staff about money; who wrote them is in the trail of what he did",
  bounced_addresses: "an address without a person; erased with the mails that came back",
  ceremonies: "five minutes; erased with the links",
  collection_settings: "of the organization; a BIC of the creditor's bank",
  creditors: "legal entities of the organization",
  debit_batches: "who prepared, released and sent it is in the trail of what he did",
  exports: "who took it is in the trail of what he did",
  handovers: "who handed over is in the trail of what he did",
  imports: "who sent it is in the trail of what he did; the file is the books'",
  mandate_settings: "of the organization; who read the warning about credit is a fact",
  mail_entries: "which entries a mail is about; gone with the mail",
  mail_templates: "words of the organization; who wrote them is in the trail of what he did",
  organization_addresses: "where the organization is reached",
  timestamp_settings: "the address of a time-stamping service",
  reversals: "money of a payment, which is told; who recorded it is in the trail of what he did",
};

const withAccess = "goes with the access, closed when nobody uses it (close-idle.ts)";
const books = "books: the accounting software's to end; ten years at least";
const byStaff = "who did it is an id, that names nobody once his access is gone";

/** Tables that name people and that no sweep goes through, each with its reason. */
const STAYS: Record<string, string> = {
  accounts: books,
  announcements: byStaff,
  api_tokens: byStaff,
  bank_allocations: books,
  bank_files: books,
  bank_line_notes: byStaff,
  bank_lines: books,
  cart_entries: withAccess,
  collection_returns: books,
  collection_settings: "of the organization",
  collections: books,
  creditors: "legal entities of the organization",
  debit_batches: books,
  declarations: books,
  digests: withAccess,
  disputes: "amounts and outcomes, without words once its steps are emptied",
  entries: books,
  exports: books,
  handovers: books,
  imports: "a file's name and figures; its report is swept",
  mail_templates: byStaff,
  mandate_settings: "of the organization",
  notification_choices: withAccess,
  organization_addresses: "where the organization is reached",
  passkeys: withAccess,
  push_devices: withAccess,
  recovery_codes: withAccess,
  reversals: books,
  sso_identities: withAccess,
  tenant_links: "published by the accounting software, and replaced by its next publication",
  timestamp_settings: "the address of a time-stamping service",
  totp_secrets: withAccess,
  transfer_orders: books,
  users: withAccess,
  access_warnings: withAccess,
};

let client: pg.Client;
beforeAll(async () => {
  const connectionString = inject("postgresUrl").replace(/\/postgres$/, `/${TEMPLATE}`);
  client = new pg.Client({ connectionString });
  await client.connect();
});
afterAll(() => client.end());

const told = new Set(
  sources("server/modules/*/sql/personal.ts").flatMap((one) =>
    [...one.text.matchAll(/\b(?:from|join|update|delete from)\s+([a-z_]+)/g)].map((match) => match[1]!),
  ),
);

async function tablesOfPeople(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (
      a.attname ~ '(^|_)(user|party|author|owner|tenant|actor)_ids?$|_by$|^assigned_to$|^viewing_as$'
      or a.attname ~ '(^|_)(e?mail|phone|address|iban|bic|debtor|payer)(_|$)')
    order by 1`);
  return rows.map((row) => row.name);
}

it("INF-5 every table with a person in it is told of, or says why it is not", async () => {
  const tables = await tablesOfPeople();
  expect(tables.length).toBeGreaterThan(30);
  expect(tables.filter((table) => !told.has(table) && !(table in EXCUSED))).toEqual([]);
});

it("no excuse is left for a table that is gone, or in which nobody is named any more", async () => {
  const tables = new Set(await tablesOfPeople());
  expect(Object.keys(EXCUSED).filter((table) => !tables.has(table))).toEqual([]);
});

it("INF-5 what each module tells is gathered, once, in both languages", () => {
  const [gather] = sources("server/modules/privacy/gather-kinds.ts");
  const modules = sources("server/modules/*/personal-data.ts").map((one) => one.path.split("/")[2]!);
  expect(
    modules.filter((name) => name !== "privacy" && !gather!.text.includes(`from "../${name}/index.ts"`)),
  ).toEqual([]);
  expect(new Set(KINDS.map((one) => one.kind)).size).toBe(KINDS.length);
  for (const kind of KINDS) {
    expect(kind.kind).toMatch(/^[a-z_]+$/);
    expect([BASES.includes(kind.basis), TERMS.includes(kind.keep), kind.columns.length > 0]).toEqual([
      true,
      true,
      true,
    ]);
    for (const said of [kind.label, kind.why, ...kind.columns]) expect([said.fr, said.en]).not.toContain("");
  }
});

it("INF-5 every table with a person in it goes at a term, or says why it stays", async () => {
  const swept = new Set([...SWEEPS, ...auditSweeps].flatMap((one) => one.tables));
  const tables = await tablesOfPeople();
  expect(tables.filter((table) => !swept.has(table) && !(table in STAYS))).toEqual([]);
  expect(Object.keys(STAYS).filter((table) => !tables.includes(table) || swept.has(table))).toEqual([]);
});

it("INF-5 each line of what goes at its term is applied, once, to tables that are there", async () => {
  const all = [...SWEEPS, ...auditSweeps];
  expect(new Set(all.map((one) => one.kind)).size).toBe(all.length);
  const [gather] = sources("server/modules/privacy/gather-sweeps.ts");
  const modules = sources("server/modules/*/{sql/terms,sql}.ts")
    .filter((one) => one.text.includes("sweeps: readonly Sweep[]"))
    .map((one) => one.path.split("/")[2]!);
  expect(modules.length).toBeGreaterThan(8);
  expect(
    modules.filter((name) => name !== "privacy" && !gather!.text.includes(`from "../${name}/index.ts"`)),
  ).toEqual([]);
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const known = new Set(rows.map((row) => row.name));
  expect(all.flatMap((one) => one.tables).filter((table) => !known.has(table))).toEqual([]);
});
