/** Asked to be erased, and seen by the office: who may, and until when (INF-5). */
import { describe, expect, it } from "vitest";
import { anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { aKnownPerson } from "../../../test/harness/privacy.ts";
import {
  api,
  app,
  ask,
  asked,
  creditorId,
  decide,
  manager,
  me,
  messages,
  office,
  openPrivacyOffice,
  org,
} from "../../../test/harness/privacy-office.ts";
import { outside } from "../../platform/ids.ts";

openPrivacyOffice();

describe("INF-5 asking to be erased", () => {
  it("is confirmed in words, told to both, and due within a month", async () => {
    expect((await ask("oui")).json.code).toBe("erasure.not_confirmed");
    app.setClock(new Date("2026-11-30T10:00:00Z"));
    const told = await ask();
    expect(told.json).toMatchObject({ state: "waiting", dueOn: "2026-12-30", reason: "Je déménage" });
    app.setClock(null);
    await app.quiet();
    expect(messages.mailbox.messages(me.user.email as string).map((one) => one.subject)).toEqual([
      "Votre demande d’effacement est reçue",
    ]);
    expect(messages.mailbox.messages("dpo@example.org").map((one) => one.subject)).toEqual([
      `${String(me.user.name)} demande à être effacé`,
    ]);
    expect((await ask()).json.code).toBe("erasure.open");
    expect((await api("GET", "/me/data")).json).toMatchObject({
      erasure: { state: "waiting" },
      can: { askErasure: false },
    });
  });

  it("can be taken back by its owner only, and asked again", async () => {
    const id = await asked();
    const other = await aKnownPerson(app, org.organization_id, creditorId);
    expect((await api("POST", `/me/erasures/${id}/withdraw`, undefined, other.user.cookie)).status).toBe(404);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await api("POST", `/me/erasures/${id}/withdraw`)).status).toBe(200);
    expect((await decide(id)).json.code).toBe("erasure.decided");
    expect((await ask()).json.state).toBe("waiting");
  });

  it("is opened by staff for who asked by letter, never for staff", async () => {
    const body = { user: outside("user", me.userId), reason: "Courrier du 12 novembre" };
    const told = await office("POST", "", body);
    expect(told.json).toMatchObject({ byStaff: true, state: "waiting", reason: "Courrier du 12 novembre" });
    expect((await office("POST", "", body)).json.code).toBe("erasure.open");
    const clerk = await aStaffUser(app, org.organization_id, "accountant");
    expect((await office("POST", "", { ...body, user: outside("user", clerk.id) })).json.code).toBe(
      "erasure.staff",
    );
    expect(
      (await api("POST", "/me/erasures", { reason: "", confirmation: "effacer" }, clerk.cookie)).json.code,
    ).toBe("erasure.staff");
  });
});

describe("INF-5 the queue of the office", () => {
  it("is worked by managers of the whole organization, and shows what is late", async () => {
    const id = await asked();
    const accountant = await aStaffUser(app, org.organization_id, "accountant");
    expect((await office("GET", "", undefined, accountant.cookie)).status).toBe(403);
    const held = await aStaffUser(app, org.organization_id, "manager", { staff_creditor_ids: [creditorId] });
    expect((await office("GET", "", undefined, held.cookie)).json.items).toEqual([]);
    expect((await office("GET", `/${id}`, undefined, held.cookie)).status).toBe(404);
    expect(
      (await office("POST", `/${id}/decide`, { decision: "refuse", answer: "non" }, held.cookie)).status,
    ).toBe(403);
    const elsewhere = await anOrganization(app);
    const foreigner = await aStaffUser(app, elsewhere.organization_id, "administrator");
    expect(
      (await call("GET", `${elsewhere.base}/api/office/erasures/${id}`, { cookie: foreigner.cookie })).status,
    ).toBe(404);
    expect(
      (await call("GET", `${elsewhere.base}/api/office/erasures`, { cookie: foreigner.cookie })).json.items,
    ).toEqual([]);
    await app.admin.query("update erasures set due_on = '2026-01-01' where organization_id = $1", [
      org.organization_id,
    ]);
    const { items } = (await office("GET", "")).json;
    expect(items).toMatchObject([{ id, late: true, user: { name: me.user.name } }]);
    const work = (await api("GET", "/office/home", undefined, manager.cookie)).json.work as {
      kind: string;
      count: number;
    }[];
    expect(work).toContainEqual(expect.objectContaining({ kind: "erasure_late", count: 1 }));
    const seen = (await api("GET", "/office/home", undefined, accountant.cookie)).json.work as {
      kind: string;
    }[];
    expect(seen.filter((one) => one.kind.startsWith("erasure"))).toEqual([]);
  });

  it("is read by pages: what waits by its term, the rest newest first", async () => {
    for (let one = 0; one < 5; one += 1) {
      const person = await aKnownPerson(app, org.organization_id, creditorId);
      await api("POST", "/me/erasures", { reason: "", confirmation: "erase" }, person.user.cookie);
    }
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = (
        await office("GET", `?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json;
      seen.push(...page.items.map((one: { id: string }) => one.id));
      cursor = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it("shows what can be erased, and what is kept until when", async () => {
    const { kinds, toType } = (await office("GET", `/${await asked()}`)).json;
    const byKind = new Map(kinds.map((one: { kind: string }) => [one.kind, one]));
    expect(toType).toBe(me.user.identifier);
    expect(byKind.get("access")).toMatchObject({ may: "erase" });
    expect(byKind.get("payments")).toMatchObject({ may: "part" });
    expect(byKind.get("entries")).toMatchObject({ may: "keep", keptUntil: "2036-12-31" });
    expect(byKind.get("disputes")).toMatchObject({ may: "keep" });
  });
});
