import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anOrganization,
  aParty,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId, outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";
import { identitiesPage } from "./sql/identities.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("insights", contract, routes, refusals)] });
});
afterAll(() => app.close());

async function aHouse() {
  const { organization_id: id, base } = await anOrganization(app);
  const creditor = (await aCreditor(app, id)).id as string;
  const { party, user } = await aCustomer(app, id, creditor, {
    party: { name: "Boulangerie Épi", code: "B1" },
    user: { name: "Anne Épi", identifier: "anne" },
  });
  const colleague = await aUser(app, id, { name: "Bruno Commis", identifier: "bruno" });
  await anAccess(app, id, colleague.id as string, party.id as string, { main: false });
  const gone = await aUser(app, id, { name: "Zoé Partie", identifier: "zoe" });
  await anAccess(app, id, gone.id as string, party.id as string, { main: false, ends_on: "2020-01-01" });
  const alone = await aParty(app, id, { name: "Carreleur Duc", code: "C1" });
  await anAccount(app, id, creditor, alone.id as string);
  const staff = await aStaffUser(app, id, "reader", { name: "Didier Agent" });
  const list = async (query = "", cookie = staff.cookie as string) =>
    (await call("GET", `${base}/api/office/identities${query}`, { cookie })).json;
  const names = async (query = "") => (await list(query)).items.map(({ name }: { name: string }) => name);
  return { id, base, creditor, party, user, alone, staff, list, names };
}

describe("OFF-3 identities", () => {
  it("shows everyone by name, what they are and whom they are tied to", async () => {
    const { list, user, party, alone } = await aHouse();
    const { items, next } = await list();
    expect(items.map(({ name, kind, tie }: Record<string, unknown>) => [name, kind, tie])).toEqual([
      ["Anne Épi", "customer", { name: "Boulangerie Épi", others: 0 }],
      ["Boulangerie Épi", "party", { name: "Anne Épi", others: 1 }],
      ["Bruno Commis", "colleague", { name: "Boulangerie Épi", others: 0 }],
      ["Carreleur Duc", "party_without_access", null],
      ["Didier Agent", "staff", null],
      ["Zoé Partie", "customer", null],
    ]);
    expect(items.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([outside("user", user.id as string), outside("party", party.id as string)]),
    );
    expect(items[3]).toMatchObject({ id: outside("party", alone.id as string), code: "C1", state: null });
    expect(next).toBeNull();
  });

  it("narrows by kind, and by words without accents in a name, a code or an identifier", async () => {
    const { names } = await aHouse();
    expect(await names("?kind=customer")).toEqual(["Anne Épi", "Zoé Partie"]);
    expect(await names("?kind=colleague")).toEqual(["Bruno Commis"]);
    expect(await names("?kind=staff")).toEqual(["Didier Agent"]);
    expect(await names("?kind=party")).toEqual(["Boulangerie Épi"]);
    expect(await names("?kind=party_without_access")).toEqual(["Carreleur Duc"]);
    expect(await names("?search=epi")).toEqual(["Anne Épi", "Boulangerie Épi"]);
    expect(await names("?search=epi%20anne")).toEqual(["Anne Épi"]);
    expect(await names("?search=C1")).toEqual(["Carreleur Duc"]);
    expect(await names("?search=bruno&kind=party")).toEqual([]);
  });

  it("is paged by key: nobody twice, nobody missed", async () => {
    const { list } = await aHouse();
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await list(`?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.items.map(({ name }: { name: string }) => name));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toEqual([
      "Anne Épi",
      "Boulangerie Épi",
      "Bruno Commis",
      "Carreleur Duc",
      "Didier Agent",
      "Zoé Partie",
    ]);
  });

  it("shows to staff held to some creditors their customers only, and the staff", async () => {
    const { id, list } = await aHouse();
    const other = (await aCreditor(app, id)).id;
    const held = await aStaffUser(app, id, "reader", { name: "Eva Tenue", staff_creditor_ids: [other] });
    const seen = (await list("", held.cookie as string)).items;
    expect(seen.map(({ name }: { name: string }) => name)).toEqual(["Didier Agent", "Eva Tenue"]);
  });
});

describe("OFF-3 plans over 12,000 identities", () => {
  it("reads a page along the two indexes by name, first and next, without sorting them", async () => {
    const { organization_id: id } = await anOrganization(app);
    await app.admin.query(
      `insert into parties (organization_id, id, code, name) select $1, gen_random_uuid(), 'C' || n, 'Tiers ' || n from generate_series(1, 6000) n`,
      [id],
    );
    await app.admin.query(
      `insert into users (organization_id, id, identifier, name) select $1, gen_random_uuid(), 'u' || n, 'Usager ' || n from generate_series(1, 6000) n`,
      [id],
    );
    await app.admin.query(
      `insert into access_accounts (organization_id, user_id, party_id, main)
       select $1, u.id, p.id, n % 10 <> 0 from generate_series(1, 6000) n
       join users u on u.organization_id = $1 and u.identifier = 'u' || n
       join parties p on p.organization_id = $1 and p.code = 'C' || n`,
      [id],
    );
    await app.admin.query("vacuum analyze parties, users, access_accounts");
    const cursor = Buffer.from(JSON.stringify(["tiers 500", newId()])).toString("base64url");
    for (const at of [undefined, cursor])
      for (const kind of [undefined, "colleague"] as const) {
        const plan = await app.inside(id, async (ctx) => {
          const page = identitiesPage(ctx, { words: [], kind, scope: null, cursor: at, limit: 50 });
          const { rows } = await sql<Record<string, string>>`explain (analyze, costs off) ${page}`.execute(
            ctx.db,
          );
          return rows.map((row) => row["QUERY PLAN"]).join("\n");
        });
        expect(plan).toContain("users_name");
        if (!kind) expect(plan).toContain("parties_sort");
        expect(plan).not.toContain("Seq Scan");
        expect(plan).not.toMatch(/^\s*->\s+Sort/m);
      }
  });
});
