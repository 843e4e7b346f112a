import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, anOrganization, aParty, aUser } from "../../../test/harness/builders.ts";
import type { Actor, Context } from "../../platform/context.ts";
import {
  knowsAddress,
  mayActFor,
  partiesOf,
  partiesVisibleTo,
  upsertParties,
  usersOfParty,
} from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());

const as = (userId: string): Actor => ({
  kind: "user",
  userId,
  sessionId: userId,
  name: "",
  staff: null,
  viewedBy: null,
  mustChangePassword: false,
});

describe("what a customer may see", () => {
  it("ACC-8 ends with the last day of an access, in Paris", async () => {
    const { organization_id: id } = await anOrganization(app);
    const [always, until, readOnly] = [await aParty(app, id), await aParty(app, id), await aParty(app, id)];
    const user = await aUser(app, id);
    await anAccess(app, id, user.id, always.id);
    await anAccess(app, id, user.id, until.id, { ends_on: "2026-06-30" });
    await anAccess(app, id, user.id, readOnly.id, { rights: ["read"] });
    const visible = (right?: "pay") =>
      app.inside(
        id,
        async (ctx) =>
          (
            await sql<{ id: string }>`
              select id from parties where organization_id = ${id} and id in ${partiesVisibleTo(ctx, right)} order by id`.execute(
              ctx.db,
            )
          ).rows.map((row) => row.id),
        as(user.id),
      );
    app.setClock(new Date("2026-06-30T21:59:00Z"));
    // Ids made in one millisecond have no order of their own.
    const ids = (...parties: { id: string }[]) => parties.map((one) => one.id).toSorted();
    expect(await visible()).toEqual(ids(always, until, readOnly));
    expect(await visible("pay")).toEqual(ids(always, until));
    app.setClock(new Date("2026-06-30T22:01:00Z"));
    expect(await visible()).toEqual(ids(always, readOnly));
    const ask = <T>(work: (ctx: Context) => Promise<T>) => app.inside(id, work);
    expect(await ask((ctx) => mayActFor(ctx, user.id, until.id, "read"))).toBe(false);
    expect(await ask((ctx) => mayActFor(ctx, user.id, always.id, "dispute"))).toBe(true);
    expect(await ask((ctx) => mayActFor(ctx, user.id, readOnly.id, "pay"))).toBe(false);
    expect((await ask((ctx) => partiesOf(ctx, user.id))).map((one) => one.partyId)).toEqual([
      always.id,
      readOnly.id,
    ]);
    expect(await ask((ctx) => usersOfParty(ctx, always.id))).toMatchObject([{ userId: user.id }]);
    app.setClock(null);
  });
  it("is nothing for nobody", async () => {
    const { organization_id: id } = await anOrganization(app);
    await expect(
      app.inside(id, async (ctx) => partiesVisibleTo(ctx), { kind: "anyone" }),
    ).rejects.toMatchObject({ status: 401 });
  });
});

describe("publication of parties", () => {
  it("API-2 creates and changes them in one statement, and again changes nothing", async () => {
    const { organization_id: id } = await anOrganization(app);
    const publish = (rows: Parameters<typeof upsertParties>[1]) =>
      app.inside(id, (ctx) => upsertParties(ctx, rows));
    const first = await publish([
      { code: "B", name: "Bruno", kind: "company", email: "b@example.org", phone: "01", address: ["1 rue"] },
      { code: "A", name: "Alice" },
      { code: "A", name: "Alice Martin" },
    ]);
    expect([...first.keys()].toSorted()).toEqual(["A", "B"]);
    const again = await publish([
      { code: "A", name: "Alice Martin", email: "a@example.org" },
      { code: "B", name: "Bruno SA" },
    ]);
    expect(again).toEqual(first);
    const { rows } = await app.admin.query(
      "select code, name, kind, email, phone, address from parties where organization_id = $1 order by code",
      [id],
    );
    expect(rows).toEqual([
      { code: "A", name: "Alice Martin", kind: "person", email: "a@example.org", phone: null, address: [] },
      {
        code: "B",
        name: "Bruno SA",
        kind: "company",
        email: "b@example.org",
        phone: "01",
        address: ["1 rue"],
      },
    ]);
    await publish([{ code: "B", name: "Bruno SA", email: null, address: [] }]);
    const erased = await app.admin.query("select email, phone, address from parties where code = 'B'");
    expect(erased.rows).toEqual([{ email: null, phone: "01", address: [] }]);
    expect(await app.inside(id, (ctx) => knowsAddress(ctx, "A@Example.org"))).toBe(true);
    expect(await app.inside(id, (ctx) => knowsAddress(ctx, "b@example.org"))).toBe(false);
  });
  it("API-2 of the same parties at once, in two orders, locks nobody out", async () => {
    const { organization_id: id } = await anOrganization(app);
    const codes = Array.from({ length: 300 }, (_, i) => ({ code: `P${i}`, name: `Tiers ${i}` }));
    const publish = (rows: typeof codes) => app.inside(id, (ctx) => upsertParties(ctx, rows));
    const [a, b] = await Promise.all([publish(codes), publish(codes.toReversed())]);
    expect(Object.fromEntries(a)).toEqual(Object.fromEntries(b));
    expect(a.size).toBe(300);
    expect(await publish([])).toEqual(new Map());
  });
});
