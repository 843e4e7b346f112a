import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { payfipGateway as gateway } from "./gateway.ts";
import { buildRequest, parseAnswer } from "./protocol.ts";
import type { PayfipSimulatorOptions } from "./simulator.ts";
import { browse, openTestHouse, type TestHouse } from "./test-house.ts";

let house: TestHouse;
async function reopen(options: PayfipSimulatorOptions) {
  await house.close();
  house = await openTestHouse(options);
}
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const order = (changes: Record<string, string> = {}) => ({
  exer: "2026",
  mel: "john.doe@example.com",
  montant: "1000",
  numcli: "090909",
  objet: "coucou",
  refdet: "ABCDEFGH",
  saisie: "T",
  urlnotif: `${house.merchantBase}/notify`,
  urlredirect: `${house.merchantBase}/return?payment=1`,
  ...changes,
});
async function create(changes: Record<string, string> = {}): Promise<string> {
  const { text } = await house.soap(buildRequest("creerPaiementSecurise", order(changes)));
  const answer = parseAnswer("creerPaiementSecurise", text);
  return (answer.kind === "result" && answer.fields.get("idop")) || answer.kind;
}
async function lookUp(idOp: string, name = "idOp") {
  const xml = buildRequest("recupererDetailPaiementSecurise", { [name]: idOp });
  const { status, text } = await house.soap(xml);
  const answer = parseAnswer("recupererDetailPaiementSecurise", text);
  return answer.kind === "fault"
    ? { status, code: answer.code }
    : { status, code: answer.fields.get("resultrans"), fields: Object.fromEntries(answer.fields) };
}
const pageOf = (idOp: string) => `${house.base}/tpa/paiementws.web?idop=${idOp}`;
const press = (idop: string, outcome: string, more = {}) =>
  browse(`${house.base}/tpa/paiementws.web`, { idop, outcome, ...more });
const WAIT = { timeout: 15_000 };
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe("PAY-4 simulated service", () => {
  it.each([
    ["S1", { saisie: "M", numcli: "9" }],
    ["T1", { numcli: "90909", refdet: "ABCD" }],
    ["T2", { numcli: "111111", refdet: "ABCD" }],
    ["T4", { numcli: "006270", refdet: "ABCD" }],
    ["R3", { refdet: "ABCD", mel: "" }],
    ["A1", { mel: "", montant: "1" }],
    ["A2", { mel: "john.doeexample.com", montant: "1" }],
    ["M1", { montant: "10.00", urlnotif: "" }],
    ["M3", { montant: "99", urlnotif: "" }],
    ["M5", { montant: "10000000", urlnotif: "" }],
    ["N1", { urlnotif: "notify", urlredirect: "" }],
    ["D1", { urlredirect: `https://x.example/${"r".repeat(240)}` }],
  ])("PAY-4 refuses with %s first, as HTTP 500: %j", async (code, changes) => {
    await reopen({ clients: [{ numcli: "090909" }, { numcli: "006270", enabled: false }] });
    const { status, text } = await house.soap(buildRequest("creerPaiementSecurise", order(changes)));
    expect(status).toBe(500);
    expect(parseAnswer("creerPaiementSecurise", text)).toMatchObject({ nature: "business", code });
  });

  it("PAY-4 gives idOps that look like version 1 and never repeat, even within one tick of the clock", async () => {
    const idOps = await Promise.all(Array.from({ length: 50 }, () => create()));
    expect(new Set(idOps).size).toBe(50);
    for (const idOp of idOps)
      expect(idOp).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("PAY-4 echoes the twelve fields, with an authorisation only for what was paid", async () => {
    const idOp = await create();
    await press(idOp, "P");
    const { fields } = await lookUp(idOp);
    expect(Object.keys(fields ?? {})).toEqual(
      "dattrans exer heurtrans idop mel montant numauto numcli objet refdet resultrans saisie".split(" "),
    );
    expect(fields).toMatchObject({
      dattrans: "20112026",
      heurtrans: "1000",
      montant: "1000",
      resultrans: "P",
    });
    const debit = await create();
    await press(debit, "V");
    expect((await lookUp(debit)).fields?.numauto).toMatch(/^\d{12}-tip$/);
    const refused = await create();
    await press(refused, "R");
    expect((await lookUp(refused)).fields).not.toHaveProperty("numauto");
  });

  it("PAY-4 answers P1 to a lower-case idop, even for a fresh operation", async () => {
    const idOp = await create();
    expect(await lookUp(idOp, "idop")).toEqual({ status: 500, code: "P1" });
    expect(await lookUp(idOp)).toEqual({ status: 500, code: "P5" });
  });

  it("PAY-4 hears SOAP under any content type, and calls everything else a protocol fault", async () => {
    const xml = buildRequest("recupererDetailClient", { numCli: "090909" });
    for (const type of ["text/xml", "application/soap+xml; charset=utf-8", "application/octet-stream"]) {
      expect((await house.soap(xml, { "content-type": type })).status).toBe(200);
    }
    const untyped = await new Promise<number | undefined>((done, fail) => {
      const call = request(`${house.base}/tpa/services/securite`, { method: "POST" }, (response) => {
        response.resume().on("end", () => done(response.statusCode));
      });
      call.on("error", fail).end(xml);
    });
    expect(untyped).toBe(200);
    for (const junk of ["", "junk", "<a/>", xml.replaceAll("recupererDetailClient", "autre")]) {
      const { status, text } = await house.soap(junk);
      expect(status).toBe(500);
      expect(text).toContain("TechProtocolaireErreur");
    }
  });
});

describe("PAY-5 life of an operation", () => {
  it("PAY-5 shows the page for 15 minutes, then P4; the look-up stays P5 until the night, then P1", async () => {
    const idOp = await create();
    const { status, html } = await browse(pageOf(idOp));
    expect(status).toBe(200);
    for (const words of ["Simulateur", "ABCDEFGH", "coucou", "10,00", "john.doe@example.com", 'lang="fr"']) {
      expect(html).toContain(words);
    }
    for (const value of ["P", "V", "R", "Z", "A", "close"])
      expect(html).toContain(`name="outcome" value="${value}"`);
    house.advance(15);
    expect((await browse(pageOf(idOp))).status).toBe(200);
    house.advance(1);
    const late = await browse(pageOf(idOp));
    expect([late.status, late.html.includes("P4")]).toEqual([403, true]);
    expect((await lookUp(idOp)).code).toBe("P5");
    house.setClock("2026-11-21T03:00:00Z");
    expect((await lookUp(idOp)).code).toBe("P1");
    expect((await browse(pageOf(idOp))).html).toContain("P1");
  });

  it("PAY-5 does not purge at night what could still be opened, nor ever what has a result", async () => {
    house.setClock("2026-11-21T01:50:00Z");
    const idOp = await create();
    house.setClock("2026-11-21T02:03:00Z");
    expect((await lookUp(idOp)).code).toBe("P5");
    await press(idOp, "R");
    house.setClock("2027-06-01T12:00:00Z");
    expect((await lookUp(idOp)).code).toBe("R");
  });

  it("PAY-5 says P3 to who opens, or presses, again after a payment", async () => {
    const idOp = await create();
    await press(idOp, "P");
    expect((await browse(pageOf(idOp))).html).toContain("P3");
    expect((await press(idOp, "R")).html).toContain("P3");
    expect((await house.control("decide", { reference: idOp, outcome: "R" })).status).toBe(409);
    expect((await lookUp(idOp)).code).toBe("P");
  });

  it("PAY-5 lets an abandoned operation be opened again and paid, within its 15 minutes", async () => {
    const idOp = await create();
    await press(idOp, "A");
    expect((await lookUp(idOp)).code).toBe("A");
    expect((await browse(pageOf(idOp))).status).toBe(200);
    await press(idOp, "P");
    expect((await lookUp(idOp)).code).toBe("P");
    const other = await create();
    await press(other, "A");
    house.advance(16);
    expect((await press(other, "P")).html).toContain("P4");
  });

  it("PAY-5 knows nothing of an invented operation", async () => {
    const invented = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";
    expect((await browse(pageOf(invented))).html).toContain("P1");
    expect((await press(invented, "P")).status).toBe(403);
    expect((await house.control("decide", { reference: invented, outcome: "P" })).status).toBe(404);
  });

  it("PAY-5 closing without finishing records nothing and sends nobody back", async () => {
    const idOp = await create();
    const closed = await press(idOp, "close");
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect((await house.control("decide", { reference: idOp, outcome: "close" })).json).toBeNull();
    expect((await lookUp(idOp)).code).toBe("P5");
    expect(house.heard).toEqual([]);
  });

  it("PAY-5 shows what an attacker wrote as text", async () => {
    const idOp = await create({ objet: "<script>alert(1)</script>" });
    expect((await browse(pageOf(idOp))).html).toContain("&lt;script&gt;alert(1)");
  });
});

describe("PAY-6 signals", () => {
  it("PAY-6 notifies by POST idop=, and sends the browser back by GET, keeping the address's own query", async () => {
    const idOp = await create();
    const { status, location } = await press(idOp, "P", { behaviour: "before-return" });
    expect([status, location]).toEqual([303, `${house.merchantBase}/return?payment=1&idop=${idOp}`]);
    expect(house.heard).toEqual([{ method: "POST", rawQuery: "", rawBody: `idop=${idOp}` }]);
  });

  it("PAY-6 can send everything the other way round: GET notification, POST return, capital O", async () => {
    await reopen({ returnMethod: "POST", notificationMethod: "GET", parameter: "idOp" });
    const idOp = await create();
    const { status, html } = await press(idOp, "V", { behaviour: "before-return" });
    expect(status).toBe(200);
    expect(html).toContain(`action="${house.merchantBase}/return?payment=1"`);
    expect(html).toContain(`name="idOp" value="${idOp}"`);
    expect(house.heard).toEqual([{ method: "GET", rawQuery: `idOp=${idOp}`, rawBody: "" }]);
    expect(house.heard[0] && gateway.read(house.config, house.heard[0])).toMatchObject({
      kind: "ask",
      key: idOp,
    });
  });

  it.each([
    ["normal", 1],
    ["before-return", 1],
    ["after-return", 1],
    ["double", 2],
    ["late", 1],
    ["lost", 0],
    ["forged", 2],
  ])("PAY-6 %s: %i notifications, as a button or as a test", async (behaviour, count) => {
    const delayMs = 50;
    await house.control("behaviour", { behaviour, delayMs });
    const start = performance.now();
    await press(await create({ refdet: "BUTTON01" }), "P");
    await create({ refdet: "HEADLESS1" });
    const { json } = await house.control("decide", { reference: "HEADLESS1", outcome: "accept" });
    expect(json).toMatchObject({ method: "GET", fields: {} });
    await vi.waitFor(() => expect(house.heard).toHaveLength(count * 2), WAIT);
    // A timer may be a millisecond early.
    if (behaviour === "late" || behaviour === "after-return")
      expect(Math.min(...house.heardAt) - start).toBeGreaterThan(delayMs - 2);
    await pause(80);
    expect(house.heard).toHaveLength(count * 2);
  });

  it("PAY-6 does not try again by default, and never fails because the merchant does", async () => {
    house.answers.push(500);
    const idOp = await create();
    expect((await press(idOp, "P", { behaviour: "before-return" })).status).toBe(303);
    const silent = await create({ urlnotif: "http://127.0.0.1:1/notify" });
    expect((await press(silent, "P", { behaviour: "before-return" })).status).toBe(303);
    await pause(30);
    const { json } = await house.control("transactions");
    expect(json.map(({ deliveries }: { deliveries: unknown }) => deliveries)).toMatchObject([
      [{ status: 500 }],
      [{ status: null }],
    ]);
  });

  it("PAY-6 tries again as configured, until the merchant accepts", async () => {
    await reopen({ retries: 4, retryEveryMs: 10 });
    house.answers.push(500, 404);
    await press(await create(), "P", { behaviour: "before-return" });
    await vi.waitFor(() => expect(house.heard).toHaveLength(3), WAIT);
    await pause(50);
    expect(house.heard).toHaveLength(3);
  });

  it("PAY-6 stops every timer and held connection when it closes", async () => {
    await house.control("faults", { kind: "timeout" });
    const held = house.soap(buildRequest("recupererDetailClient", { numCli: "090909" })).catch(() => "cut");
    await press(await create(), "P", { behaviour: "late", delay: "3600" });
    await pause(20);
    await house.close();
    expect(await held).toBe("cut");
    expect(house.heard).toEqual([]);
    house = await openTestHouse();
  });
});

describe("PAY-6 control", () => {
  it("PAY-6 counts every euro accepted, and only those", async () => {
    for (const [refdet, outcome] of Object.entries({
      CARD000001: "P",
      DEBIT00001: "V",
      REFUSED001: "refuse",
      REFUSED002: "Z",
      LEFT000001: "cancel",
      CLOSED0001: "close",
    })) {
      await create({ refdet, montant: "1234" });
      await house.control("decide", { reference: refdet, outcome });
    }
    const { json } = await house.control("accepted");
    expect(json).toMatchObject({
      count: 2,
      cents: 2468,
      payments: [{ refdet: "CARD000001" }, { refdet: "DEBIT00001" }],
    });
  });

  it("PAY-6 answers 400 to a request that makes no sense", async () => {
    for (const [path, body] of [
      ["decide", { reference: "X", outcome: "win" }],
      ["behaviour", { behaviour: "odd" }],
      ["behaviour", { behaviour: "late", delayMs: -1 }],
      ["faults", { kind: "odd" }],
    ] as const) {
      expect((await house.control(path, body)).status).toBe(400);
    }
  });

  it("PAY-6 strikes the named operation only, as often as asked", async () => {
    await house.control("faults", { kind: "999", operation: "recupererDetailPaiementSecurise", times: 2 });
    const idOp = await create();
    expect((await lookUp(idOp)).code).toBe("999");
    expect((await lookUp(idOp)).code).toBe("999");
    expect((await lookUp(idOp)).code).toBe("P5");
  });
});
