/** The schema keeps tenants apart and stays distributable by organization. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TEMPLATE } from "../harness/global-setup.ts";

/** Read before any organization is known; they hold nothing private. */
const REFERENCE = ["organization_addresses", "schema_migrations"];
let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject("postgresUrl").replace(/\/postgres$/, `/${TEMPLATE}`) });
  await client.connect();
});
afterAll(() => client.end());
const names = async (text: string) =>
  (await client.query<{ name: string }>(text, [REFERENCE])).rows.map((row) => row.name);

describe("ALL-1 every table", () => {
  it("has organization_id first in its primary key", async () => {
    expect(
      await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1)
        and not exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary and a.attname = 'organization_id')`),
    ).toEqual([]);
  });
  it("has organization_id in every unique index and foreign key", async () => {
    expect(
      await names(`select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'public'::regnamespace and c.relname <> all($1) and i.indisunique
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and a.attnum = any(i.indkey))`),
    ).toEqual([]);
    expect(
      await names(`select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
        where c.relnamespace = 'public'::regnamespace and c.relname <> all($1) and k.contype = 'f'
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and a.attnum = any(k.conkey))`),
    ).toEqual([]);
  });
  it("forces row-level security, with a policy on the current organization", async () => {
    expect(
      await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1)
        and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid
          and pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''quitus.organization''%'))`),
    ).toEqual([]);
  });
  it("has no ON DELETE SET NULL and no trigger", async () => {
    expect(
      await names(
        `select conname as name from pg_constraint where contype = 'f' and confdeltype = 'n' and $1::text[] is not null`,
      ),
    ).toEqual([]);
    expect(
      await names(
        `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and $1::text[] is not null`,
      ),
    ).toEqual([]);
  });
  it("that names an entry finds it by an index: publications take entries away, thousands at once", async () => {
    expect(
      await names(`select k.conrelid::regclass::text as name from pg_constraint k
        where k.contype = 'f' and k.confrelid = 'entries'::regclass and $1::text[] is not null
        and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
          and i.indkey[0] = k.conkey[1] and i.indkey[1] = k.conkey[2])`),
    ).toEqual([]);
  });
  it("is read by views as the caller, so that row-level security holds there too", async () => {
    expect(
      await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and $1::text[] is not null
        and coalesce(array_to_string(c.reloptions, ','), '') not like '%security_invoker=true%'`),
    ).toEqual([]);
  });
});

describe("the application's role", () => {
  it("cannot bypass row-level security, nor change or erase facts", async () => {
    const { rows } = await client.query(
      "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = 'quitus_app'",
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false }]);
    const { rows: rights } = await client.query(
      "select has_table_privilege('quitus_app', 'facts', 'update') as u, has_table_privilege('quitus_app', 'facts', 'delete') as d, has_table_privilege('quitus_app', 'facts', 'insert') as i",
    );
    expect(rights).toEqual([{ u: false, d: false, i: true }]);
  });
  it("OFF-9 INF-5 empties facts, steps of disputes and stories of mandates of what is past its term, and changes nothing else in them", async () => {
    const { rows } = await client.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.column_privileges
       where grantee = 'quitus_app' and privilege_type = 'UPDATE' and table_name in ('facts', 'dispute_steps', 'mandate_events') order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(["dispute_steps.body", "facts.ip", "mandate_events.data"]);
  });
  it("sees nothing without an organization", async () => {
    await client.query("begin; set local role quitus_app");
    await expect(client.query("select * from users")).rejects.toThrow(/quitus.organization/);
    await client.query("rollback");
  });
});
