/**
 * After a change of migrations: migrates a throw-away database, then writes `db/schema.sql` (read in every review) and
 * `db/types.ts` (what Kysely knows). `--check` writes nothing and fails when they are not up to date.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startTestPostgres, TEMPLATE } from "../test/harness/global-setup.ts";

const ROOT = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

const TABLES = `
  select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`;
const COLUMNS = `
  select '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;
const CONSTRAINTS = `
  select '  constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
  where conrelid = $1 and contype <> 'n' order by array_position(array['p','u','f','c']::"char"[], contype), conname`;
const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
  where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`;
const POLICIES = `
  select 'create policy ' || policyname || ' on ' || tablename || case when permissive = 'RESTRICTIVE' then ' as restrictive' else '' end
    || case when cmd = 'ALL' then '' else ' for ' || lower(cmd) end || ' using ' || qual || coalesce(' with check ' || with_check, '') || ';' as line
  from pg_policies where tablename = $1 order by policyname = 'organization' desc, 1`;
const VIEWS = `
  select 'create view ' || c.relname || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') || ' as' || e'\\n' || pg_get_viewdef(c.oid, true) as line
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' order by c.relname`;

const server = await startTestPostgres();
const url = server.url.replace(/\/postgres$/, `/${TEMPLATE}`);
const folder = await mkdtemp(join(tmpdir(), "quitus-schema-"));
try {
  const types = join(folder, "types.ts");
  const generated = spawnSync(
    process.execPath,
    [
      join(ROOT, "node_modules/kysely-codegen/dist/cli/bin.js"),
      "--dialect",
      "postgres",
      "--out-file",
      types,
      "--include-pattern",
      "public.*",
      "--date-parser",
      "string",
      "--numeric-parser",
      "number",
      "--type-mapping",
      '{"int8":"number","timestamptz":"Date"}',
    ],
    { env: { ...process.env, DATABASE_URL: url }, encoding: "utf8", cwd: ROOT },
  );
  if (generated.status !== 0) throw new Error(generated.stdout + generated.stderr);
  const stale = [
    await put("db/types.ts", await readFile(types, "utf8")),
    await put("db/schema.sql", await dump(url)),
  ].filter(Boolean);
  if (stale.length > 0) {
    console.error(`not up to date: ${stale.join(", ")} (run: node bin/dump-schema.ts)`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await server.stop();
}

/** Writes a file; with `--check`, only compares. @returns its path when it differs and was not to be written. */
async function put(path: string, text: string): Promise<string | null> {
  const full = join(ROOT, path);
  const before = await readFile(full, "utf8").catch(() => "");
  if (before === text) return null;
  if (check) return path;
  await writeFile(full, text);
  console.log(`written: ${path}`);
  return null;
}

async function dump(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const lines = async (text: string, values: unknown[] = []) =>
    (await client.query<{ line: string }>(text, values)).rows.map((row) => row.line);
  const parts = ["-- Written by bin/dump-schema.ts after the migrations. Read it, do not run it."];
  const { rows: tables } = await client.query<{ oid: number; name: string; forced: boolean }>(TABLES);
  for (const table of tables) {
    const body = [...(await lines(COLUMNS, [table.oid])), ...(await lines(CONSTRAINTS, [table.oid]))];
    const after = [...(await lines(INDEXES, [table.oid])), ...(await lines(POLICIES, [table.name]))];
    parts.push(
      [
        `create table ${table.name} (`,
        body.join(",\n"),
        table.forced ? "); -- row-level security is forced" : ");",
        ...after,
      ].join("\n"),
    );
  }
  parts.push(...(await lines(VIEWS)));
  await client.end();
  return `${parts.join("\n\n")}\n`;
}
