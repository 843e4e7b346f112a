import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aStaffUser } from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { recomputeBalances, recomputeSettlements } from "../ledger/index.ts";
import { aBank, anIban, received, startBank } from "./banking-fixture.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startBank({ work: true });
});
afterAll(() => app.close());

const soundness = (org: string) =>
  app.inside(org, async (ctx) => [await recomputeBalances(ctx), await recomputeSettlements(ctx)]);
const piece = (entryId: string, cents: number) => ({ entry: outside("entry", entryId), cents });

describe("PAY-10 bank lines that say what they pay", () => {
  it("letters an exact reference without a hand, and says why", async () => {
    const bank = await aBank(app);
    const camille = await bank.customer("Camille Durand", [{ piece: "F2026-0118", cents: 8333 }]);
    const file = await bank.drop(
      bank.fileOf([received(8333, { text: "FACTURE F2026-0118", name: "DURAND CAMILLE", iban: anIban() })]),
    );
    expect(file).toMatchObject({ state: "queued", createdBy: expect.any(String) });
    await app.quiet();
    const [line] = await bank.lines();
    expect(line).toMatchObject({ state: "matched", cents: 8333, allocatedCents: 8333, remainingCents: 0 });
    expect(await bank.openOf(camille.entries[0]!)).toBe(0);
    expect(await bank.balanceOf(camille.accountId)).toBe(0);
    const { json } = await bank.api("GET", `/bank-lines/${line.id}`);
    expect(json.allocations).toEqual([
      expect.objectContaining({ source: "rule", cents: 8333, leftCents: 0, state: "active" }),
    ]);
    expect(json.allocations[0].reference).toMatch(/^VR[A-Z0-9]{12}$/);
    expect((await bank.api("GET", `/bank-files/${file.id}`)).json).toMatchObject({
      state: "done",
      statements: 1,
      linesNew: 1,
      linesKnown: 0,
      format: "camt.053",
    });
  });

  it("reads the same content once: the second drop answers the first import", async () => {
    const bank = await aBank(app);
    const text = bank.fileOf([received(1000)]);
    const first = await bank.drop(text);
    await app.quiet();
    expect((await bank.drop(text)).id).toBe(first.id);
    expect(await bank.lines()).toHaveLength(1);
  });

  it("ignores what leaves and card takings, tells fees, and sets aside with a reason; undoing makes them wait", async () => {
    const bank = await aBank(app);
    await bank.drop(
      bank.fileOf([
        received(-5000, { kind: "transfer", code: "PMNT/ICDT/ESCT", label: "VIR FOURNISSEUR" }),
        received(-320, { kind: "fee", code: "ACMT/MDOP/CHRG", label: "FRAIS TENUE DE COMPTE" }),
      ]),
    );
    await app.quiet();
    const [fee] = await bank.lines("state=waiting");
    expect(fee).toMatchObject({ kind: "fee", cents: -320 });
    expect(await bank.lines("state=ignored")).toHaveLength(1);
    const nothing = await bank.api("POST", `/bank-lines/${fee.id}/set-aside`, { reason: "other" });
    expect(nothing.json.code).toBe("bank.reason_needed");
    const aside = await bank.api("POST", `/bank-lines/${fee.id}/set-aside`, { reason: "fee" });
    expect(aside.json).toMatchObject({
      state: "set_aside",
      reason: "fee",
      can: { undo: true, setAside: false },
    });
    expect((await bank.api("POST", `/bank-lines/${fee.id}/set-aside`, { reason: "fee" })).status).toBe(200);
    expect((await bank.api("POST", `/bank-lines/${fee.id}/undo`)).json).toMatchObject({ state: "waiting" });
  });
});

describe("PAY-10 bank lines matched by hand", () => {
  it("pays several accounts, partly, leaves a credit, and never more than is due", async () => {
    const bank = await aBank(app);
    const one = await bank.customer("Agence Lumière", [
      { piece: "A-1", cents: 5000 },
      { piece: "A-2", cents: 4000 },
    ]);
    const other = await bank.customer("Agence Lumière Sud", [{ piece: "B-1", cents: 3000 }]);
    await bank.drop(bank.fileOf([received(11_500, { name: "LUMIERE GESTION" })]));
    await app.quiet();
    const [line] = await bank.lines("state=waiting");
    const match = (pieces: unknown, account: string | null = null) =>
      bank.api("POST", `/bank-lines/${line.id}/match`, { pieces, account });
    const over = await match([piece(one.entries[0]!, 5001)]);
    expect([over.status, over.json.code]).toEqual([409, "bank.entry_not_open"]);
    const tooMuch = await match([
      piece(one.entries[0]!, 5000),
      piece(one.entries[1]!, 4000),
      piece(other.entries[0]!, 3000),
    ]);
    expect(tooMuch.json.code).toBe("bank.too_much");
    const done = await match(
      [piece(one.entries[0]!, 5000), piece(one.entries[1]!, 1500), piece(other.entries[0]!, 3000)],
      outside("account", other.accountId),
    );
    expect(done.json).toMatchObject({ state: "matched", remainingCents: 0 });
    expect(done.json.allocations[0]).toMatchObject({ cents: 11_500, leftCents: 2000, source: "staff" });
    expect([await bank.openOf(one.entries[1]!), await bank.balanceOf(other.accountId)]).toEqual([
      2500, -2000,
    ]);
    expect(await soundness(bank.org)).toEqual([[], { entries: [], letterings: [] }]);
  });

  it("shares a line out in several goes, then undoes them all, and can begin again", async () => {
    const bank = await aBank(app);
    const one = await bank.customer("Paul Petit", [{ piece: "P-1", cents: 4000 }]);
    const two = await bank.customer("Anne Petit", [{ piece: "P-2", cents: 6000 }]);
    await bank.drop(bank.fileOf([received(10_000, { name: "PETIT" })]));
    await app.quiet();
    const [line] = await bank.lines();
    const match = (entryId: string, cents: number) =>
      bank.api("POST", `/bank-lines/${line.id}/match`, { pieces: [piece(entryId, cents)], cents });
    expect((await match(one.entries[0]!, 4000)).json).toMatchObject({
      state: "waiting",
      remainingCents: 6000,
    });
    expect(
      (await bank.api("POST", `/bank-lines/${line.id}/set-aside`, { reason: "internal" })).json.code,
    ).toBe("bank.partly_matched");
    expect((await match(two.entries[0]!, 6000)).json).toMatchObject({ state: "matched" });
    const undone = await bank.api("POST", `/bank-lines/${line.id}/undo`);
    expect(undone.json).toMatchObject({ state: "waiting", allocatedCents: 0 });
    expect(undone.json.allocations.map((each: { state: string }) => each.state)).toEqual([
      "undone",
      "undone",
    ]);
    expect([await bank.openOf(one.entries[0]!), await bank.balanceOf(two.accountId)]).toEqual([4000, 6000]);
    expect((await bank.api("POST", `/bank-lines/${line.id}/undo`)).json.code).toBe("bank.nothing_to_undo");
    expect((await match(one.entries[0]!, 4000)).json.remainingCents).toBe(6000);
    expect(await soundness(bank.org)).toEqual([[], { entries: [], letterings: [] }]);
  });

  it("finds by piece, name and amount, and only what is the creditor's", async () => {
    const bank = await aBank(app);
    const { party } = await bank.customer("Zoé Lefèvre", [{ piece: "Z-77", cents: 1250 }]);
    await app.admin.query("update parties set name = 'Zoé Bonnard' where id = $1", [party.id]);
    await bank.drop(bank.fileOf([received(999)]));
    await app.quiet();
    const [line] = await bank.lines();
    const found = async (q: string) =>
      (await bank.api("GET", `/bank-lines/${line.id}/search?q=${encodeURIComponent(q)}`)).json.items.map(
        (one: { piece: string }) => one.piece,
      );
    expect([
      await found("z-77"),
      await found("lefevre"),
      await found("bonnard"),
      await found("12,50"),
      await found("rien"),
    ]).toEqual([["Z-77"], ["Z-77"], ["Z-77"], ["Z-77"], []]);
  });

  it("knows a payer again, and forgets what an undone match taught", async () => {
    const bank = await aBank(app);
    const payer = anIban();
    const one = await bank.customer("Hôtel du Parc", [
      { piece: "H-1", cents: 20_000 },
      { piece: "H-2", cents: 21_000 },
    ]);
    await bank.drop(bank.fileOf([received(20_000, { name: "SOCIETE XYZ", iban: payer })]));
    await app.quiet();
    const [first] = await bank.lines();
    const matched = await bank.api("POST", `/bank-lines/${first.id}/match`, {
      pieces: [piece(one.entries[0]!, 20_000)],
    });
    expect(matched.json.state).toBe("matched");
    await bank.drop(bank.fileOf([received(21_000, { name: "SOCIETE XYZ", iban: payer, day: "2026-11-03" })]));
    await app.quiet();
    const [second] = await bank.lines("state=waiting");
    expect(second.best).toMatchObject({ reason: "known_payer_amount", pieces: ["H-2"] });
    await bank.api("POST", `/bank-lines/${first.id}/undo`);
    const { rows } = await app.admin.query("select 1 from bank_payers where organization_id = $1", [
      bank.org,
    ]);
    expect(rows).toEqual([]);
    const kept = await app.admin.query("select * from bank_lines where organization_id = $1", [bank.org]);
    expect(JSON.stringify(kept.rows)).not.toContain(payer);
  });

  it("accepts all above a score at once, each on its own", async () => {
    const bank = await aBank(app);
    await app.admin.query(
      `update organizations set settings = '{"bankAutomaticScore": 101}' where organization_id = $1`,
      [bank.org],
    );
    for (const n of [1, 2, 3])
      await bank.customer(`Client ${n}`, [{ piece: `FA-2026-0${n}01`, cents: n * 1000 }]);
    await bank.drop(
      bank.fileOf(
        [1, 2, 3].map((n) => received(n * 1000, { text: `FA-2026-0${n}01`, day: `2026-11-0${n}` })),
      ),
    );
    await app.quiet();
    expect(await bank.lines("state=waiting&minScore=90")).toHaveLength(3);
    const { json } = await bank.api("POST", "/bank-lines/accept", { minScore: 90 });
    expect(json).toEqual({ accepted: 3, refused: 0, more: false });
    expect(await bank.lines("state=waiting")).toEqual([]);
  });
});

describe("PAY-10 accounts and who sees them", () => {
  it("keeps the lines of an unknown account until staff say whose it is", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Client", [{ piece: "INC-2026042", cents: 4200 }]);
    const elsewhere = anIban();
    const file = await bank.drop(bank.fileOf([received(4200, { text: "INC-2026042" })], elsewhere));
    await app.quiet();
    expect((await bank.api("GET", `/bank-files/${file.id}`)).json.problems[0].fr).toMatch(
      /n’est à aucun créancier/,
    );
    const [account] = (await bank.api("GET", "/bank-accounts")).json.items;
    expect(account).toMatchObject({ creditor: null, waiting: 1, iban: elsewhere });
    const [line] = await bank.lines();
    const early = await bank.api("POST", `/bank-lines/${line.id}/match`, {
      pieces: [piece(owed.entries[0]!, 4200)],
    });
    expect(early.json.code).toBe("bank.line_has_no_creditor");
    await bank.api("PUT", `/bank-accounts/${account.id}`, {
      creditor: outside("creditor", bank.creditor),
      label: "Livret",
    });
    await app.quiet();
    expect(await bank.openOf(owed.entries[0]!)).toBe(0);
    const stolen = await aCreditor(app, bank.org);
    const moved = await bank.api("PUT", `/bank-accounts/${account.id}`, {
      creditor: outside("creditor", stolen.id as string),
      label: "",
    });
    expect(moved.json.code).toBe("bank.account_in_use");
  });

  it("ACC-9 shows staff of other creditors nothing, and readers change nothing", async () => {
    const bank = await aBank(app);
    await bank.drop(bank.fileOf([received(4200)]));
    await app.quiet();
    const [line] = await bank.lines();
    const other = (await aCreditor(app, bank.org)).id;
    const limited = await aStaffUser(app, bank.org, "accountant", { staff_creditor_ids: [other] });
    const reader = await aStaffUser(app, bank.org, "reader");
    expect((await bank.api("GET", "/bank-lines", undefined, limited.cookie)).json.items).toEqual([]);
    expect((await bank.api("GET", "/bank-statements", undefined, limited.cookie)).json.items).toEqual([]);
    expect((await bank.api("GET", "/bank-accounts", undefined, limited.cookie)).json.items).toEqual([]);
    for (const path of ["", "/search?q=x"])
      expect((await bank.api("GET", `/bank-lines/${line.id}${path}`, undefined, limited.cookie)).status).toBe(
        404,
      );
    expect((await bank.api("POST", `/bank-lines/${line.id}/undo`, undefined, limited.cookie)).status).toBe(
      404,
    );
    expect((await bank.api("POST", `/bank-lines/${line.id}/undo`, undefined, reader.cookie)).status).toBe(
      403,
    );
    expect((await bank.api("GET", `/bank-lines/${line.id}`, undefined, reader.cookie)).json.can).toEqual({
      match: false,
      acceptBest: false,
      setAside: false,
      undo: false,
      note: false,
    });
  });

  it("shows the gap when a statement is missing, and none once it has come", async () => {
    const bank = await aBank(app);
    const files = ["02", "03", "04"].map((day) => bank.fileOf([received(1000, { day: `2026-11-${day}` })]));
    await bank.drop(files[0]!);
    await bank.drop(files[2]!);
    await app.quiet();
    const gaps = async () =>
      (await bank.api("GET", "/bank-statements")).json.items.map((one: { gap: unknown }) => one.gap);
    expect(await gaps()).toEqual([{ cents: 1000, since: "2026-11-02" }, null]);
    await bank.drop(files[1]!);
    await app.quiet();
    expect(await gaps()).toEqual([null, null, null]);
  });
});
