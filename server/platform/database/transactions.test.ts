import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import type { Context } from "../context.ts";
import type { OrganizationId } from "../ids.ts";
import { clientOf, inTransaction } from "./pool.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());

const one = async ({ db }: Pick<Context, "db">, expression: string): Promise<unknown> =>
  (await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db)).rows[0]!.value;

const creditorsOf = async (id: OrganizationId) =>
  (await inTransaction(app.services.pool, id, (db) => db.selectFrom("creditors").select("name").execute()))
    .length;

it("ALL-1 the first statement of a transaction already sees its organization only", async () => {
  const [mine, theirs] = [await anOrganization(app), await anOrganization(app)];
  await aCreditor(app, mine.organization_id);
  expect(await creditorsOf(mine.organization_id as OrganizationId)).toBe(1);
  expect(await creditorsOf(theirs.organization_id as OrganizationId)).toBe(0);
});

it("statements asked together are answered each, in order", async () => {
  const { organization_id } = await anOrganization(app);
  const answers = await inTransaction(app.services.pool, organization_id as OrganizationId, (db) =>
    Promise.all([1, 2, 3].map((n) => one({ db }, String(n)))),
  );
  expect(answers).toEqual([1, 2, 3]);
});

it("one that fails among them undoes all, and the connection serves again, prepared statements included", async () => {
  const { organization_id } = await anOrganization(app);
  const id = organization_id as OrganizationId;
  const rename = (db: Context["db"], name: string) =>
    db.updateTable("creditors").set({ name }).where("organization_id", "=", id).execute();
  await aCreditor(app, id);
  for (let again = 0; again < 12; again += 1) {
    const failed = inTransaction(app.services.pool, id, (db) =>
      Promise.all([
        rename(db, "lost"),
        sql`select ${again}::int / 0`.execute(db),
        sql`select ${"never parsed here"}::text as answer`.execute(db),
      ]),
    );
    await expect(failed).rejects.toThrow("division by zero");
  }
  const after = await inTransaction(app.services.pool, id, (db) =>
    Promise.all([
      sql<{ answer: string }>`select ${"never parsed here"}::text as answer`.execute(db),
      db.selectFrom("creditors").select("name").where("organization_id", "=", id).execute(),
    ]),
  );
  expect(after[0].rows).toEqual([{ answer: "never parsed here" }]);
  expect(after[1][0]!.name).not.toBe("lost");
});

it("one that no transaction holds to an organization writes nothing", async () => {
  const { organization_id } = await anOrganization(app);
  const creditor = await aCreditor(app, organization_id);
  const rename = () => app.services.pool.query("update creditors set name = 'lost'");
  await Promise.allSettled(Array.from({ length: 12 }, rename));
  const { rows } = await app.admin.query("select name from creditors where id = $1", [creditor.id]);
  expect(rows).toEqual([{ name: creditor.name }]);
});

it("a connection lent to COPY answers one statement at a time, then goes back as it was", async () => {
  const { organization_id } = await anOrganization(app);
  const id = organization_id as OrganizationId;
  const lent = await inTransaction(app.services.pool, id, async (db) => {
    await one({ db }, "1");
    const client = clientOf(db);
    expect(client.pipeline).toBe(false);
    expect(await one({ db }, "2")).toBe(2);
    return client;
  });
  expect(lent.pipeline).toBe(true);
});
