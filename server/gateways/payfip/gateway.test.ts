import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GatewayRefusal } from "../payment-gateway.ts";
import { checkClient, payfipGateway as gateway, payfipConfiguration } from "./gateway.ts";
import { openTestHouse, type TestHouse } from "./test-house.ts";
import { callPayfip, PayfipBreakdown } from "./transport.ts";
import { childNamed, readXml } from "./xml.ts";

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const start = async (changes = {}, settings = {}) =>
  gateway.start({ ...house.config, ...settings }, house.order(changes), house.world);
const startedIdOp = async (changes = {}) => (await start(changes)).providerReference ?? "";
const ask = (idOp: string | null, changes = {}) =>
  gateway.ask(house.config, house.attempt(idOp, changes), house.world);
const decide = (outcome: string, behaviour = "before-return", reference = "QT26112000001") =>
  house.control("decide", { reference, outcome, behaviour });

describe("PAY-4 settings", () => {
  it("PAY-4 needs the client number only, kept as text, and defaults to test mode on the official host", () => {
    expect(payfipConfiguration.parse({ numcli: "090909" })).toEqual({
      numcli: "090909",
      saisie: "T",
      baseUrl: "https://www.payfip.gouv.fr",
      exer: "current",
    });
  });

  it.each([
    { numcli: "90909" },
    { numcli: 90909 },
    { numcli: "090909", saisie: "M" },
    { numcli: "090909", exer: "26" },
    { numcli: "090909", fallbackEmail: "nobody" },
    { numcli: "090909", baseUrl: "http://www.payfip.gouv.fr" },
    { numcli: "090909", baseUrl: "http://127.0.0.1.example.com" },
    { numcli: "090909", baseUrl: "https://user@www.payfip.gouv.fr" },
    { numcli: "090909", baseUrl: "ftp://www.payfip.gouv.fr" },
  ])("PAY-4 refuses %j", (settings) => {
    expect(payfipConfiguration.safeParse(settings).success).toBe(false);
  });
});

describe("PAY-4 start", () => {
  it("PAY-4 orders the payment and sends the browser to the hosted page by GET", async () => {
    const started = await start();
    expect(started.providerReference).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(started.departure).toEqual({
      method: "GET",
      url: `${house.base}/tpa/paiementws.web?idop=${started.providerReference}`,
      fields: {},
    });
    const { json } = await house.control("transactions");
    expect(json).toMatchObject([
      {
        numcli: "090909",
        exer: "2026",
        refdet: "QT26112000001",
        objet: "Facture d eau n12",
        cents: 12_345,
        mel: "jeanne.martin@example.com",
        saisie: "T",
        urlnotif: `${house.merchantBase}/notify`,
        urlredirect: `${house.merchantBase}/return?payment=pay_1&x=y`,
      },
    ]);
  });

  it("PAY-4 sends the year of Paris, or the fixed one, and the configured entry mode", async () => {
    house.setClock("2026-12-31T23:30:00Z");
    await start();
    await start({}, { exer: "2025", saisie: "X" });
    const { json } = await house.control("transactions");
    expect(json).toMatchObject([
      { exer: "2027", saisie: "T" },
      { exer: "2025", saisie: "X" },
    ]);
  });

  it("PAY-4 leaves objet out when nothing is left of the subject", async () => {
    const sent: string[] = [];
    const spying: typeof fetch = (url, init) => {
      sent.push(typeof init?.body === "string" ? init.body : "");
      return fetch(url, init);
    };
    await gateway.start(house.config, house.order({ subject: "№ — €" }), { ...house.world, fetch: spying });
    await gateway.start(house.config, house.order({ subject: "—" }), { ...house.world, fetch: spying });
    const names = sent.map((xml) => {
      const arg0 = childNamed(readXml(xml), "Body")?.children[0]?.children[0];
      return arg0?.children.map(({ name }) => name);
    });
    expect(names[0]).toContain("objet");
    expect(names[1]).toEqual([
      "exer",
      "mel",
      "montant",
      "numcli",
      "refdet",
      "saisie",
      "urlnotif",
      "urlredirect",
    ]);
  });

  it("PAY-8 gives the fallback address for a payer without e-mail, and refuses when there is none", async () => {
    await start({ email: null }, { fallbackEmail: "regie@ville.example" });
    await start({ email: "  " }, { fallbackEmail: "regie@ville.example" });
    const { json } = await house.control("transactions");
    expect(json).toMatchObject([{ mel: "regie@ville.example" }, { mel: "regie@ville.example" }]);
    await expect(start({ email: null })).rejects.toMatchObject({ name: "GatewayRefusal", code: "A1" });
  });

  it.each([
    ["R3", { reference: "ABCD" }],
    ["R3", { reference: "FACTURE-2026-1" }],
    ["R3", { reference: "A".repeat(31) }],
    ["A2", { email: "john.doeexample.com" }],
    ["A2", { email: "a@b.c" }],
    ["A2", { email: `${"a".repeat(70)}@example.com` }],
    ["M1", { cents: 100.5 }],
    ["M1", { cents: Number.NaN }],
    ["M3", { cents: 99 }],
    ["M3", { cents: -100 }],
    ["M5", { cents: 10_000_000 }],
    ["N1", { notificationUrl: "/notify" }],
    ["N1", { notificationUrl: `https://x.example/${"n".repeat(232)}` }],
    ["D1", { returnUrl: "javascript:alert(1)" }],
    ["D1", { returnUrl: `https://x.example/${"n".repeat(232)}` }],
  ])("PAY-4 refuses with %s before any call: %j", async (code, changes) => {
    await expect(start(changes)).rejects.toMatchObject({ name: "GatewayRefusal", code });
    expect((await house.control("transactions")).json).toEqual([]);
  });

  it("PAY-4 accepts the bounds: 1 €, 99 999.99 €, addresses of 249 characters", async () => {
    await start({ cents: 100 });
    await start({ cents: 9_999_999 });
    await start({
      returnUrl: `https://x.example/${"n".repeat(231)}`,
      notificationUrl: `https://x.example/${"n".repeat(231)}`,
    });
    expect((await house.control("transactions")).json).toHaveLength(3);
  });

  it.each(["T2", "T4", "S1", "Z7"])(
    "PAY-4 passes on PayFiP's own refusal %s, answered with HTTP 500",
    async (code) => {
      await house.control("faults", { kind: "code", code });
      const refusal = await start().catch((error) => error);
      expect(refusal).toBeInstanceOf(GatewayRefusal);
      expect(refusal.code).toBe(code);
      expect(refusal.message).toMatch(/PayFiP/);
    },
  );

  it.each(["999", "unavailable", "protocol", "http-502", "hang-up"])(
    "PAY-4 takes %s for a breakdown, never for a refusal",
    async (kind) => {
      await house.control("faults", { kind, times: 2 });
      await expect(start()).rejects.toBeInstanceOf(PayfipBreakdown);
      await expect(ask("cc0cb210-1cd4-11ea-8cca-0213ad91a103")).rejects.toBeInstanceOf(PayfipBreakdown);
      await expect(start()).resolves.toBeTruthy();
    },
  );

  it("PAY-4 gives up on a silent PayFiP after its delay, 15 seconds by default", async () => {
    await house.control("faults", { kind: "timeout" });
    const asked = callPayfip(house.base, "recupererDetailClient", { numCli: "090909" }, house.world, 100);
    await expect(asked).rejects.toThrow(/timeout/);
    const timeout = vi.spyOn(AbortSignal, "timeout");
    await start();
    expect(timeout).toHaveBeenCalledWith(15_000);
    timeout.mockRestore();
  });

  it.each(["lowercase-idop", "qualified-children", "missing-return"])(
    "PAY-4 bears answers with %s",
    async (kind) => {
      await house.control("faults", { kind, operation: "creerPaiementSecurise" });
      const idOp = await startedIdOp();
      await decide("P");
      await house.control("faults", { kind, operation: "recupererDetailPaiementSecurise" });
      await house.control("faults", { kind, operation: "recupererDetailClient" });
      expect(await ask(idOp)).toMatchObject({ state: "paid", cents: 12_345, providerReference: idOp });
      expect((await checkClient(house.config, house.world)).labels).toHaveLength(2);
      expect((await house.control("faults", undefined, "DELETE")).json).toEqual([]);
    },
  );
});

async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const failure = await gateway
    .start({ ...house.config, baseUrl }, house.order(), house.world)
    .catch((error) => error);
  await new Promise((done) => server.close(done));
  return failure;
}
const created = (idOp: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><creerPaiementSecuriseResponse><return><idOp>${idOp}</idOp></return></creerPaiementSecuriseResponse></e:Body></e:Envelope>`;

describe("PAY-4 answers that are not to be trusted", () => {
  const idOp = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";

  it("PAY-4 is served by the same answer when it is sound", async () => {
    expect(await answering(200, created(idOp))).toMatchObject({ providerReference: idOp });
  });

  it.each([
    ["a result with an error status", 500, created(idOp), {}],
    ["an idOp that is not one", 200, created("../../evil?x=1"), {}],
    ["an empty idOp", 200, created(""), {}],
    ["a document type", 200, `<!DOCTYPE e:Envelope>${created(idOp)}`, {}],
    ["an endless answer", 200, created(idOp) + " ".repeat(300_000), {}],
    ["an empty answer", 200, "", {}],
  ])("PAY-4 breaks down on %s", async (_name, status, body, headers) => {
    expect(await answering(status, body, headers)).toBeInstanceOf(PayfipBreakdown);
  });

  it("PAY-4 follows no redirection, even to a service that would answer", async () => {
    const elsewhere = { location: `${house.base}/tpa/services/securite` };
    expect(await answering(307, "", elsewhere)).toBeInstanceOf(PayfipBreakdown);
    expect((await house.control("transactions")).json).toEqual([]);
  });

  it("PAY-4 breaks down when nobody listens", async () => {
    await expect(start({}, { baseUrl: "http://127.0.0.1:1" })).rejects.toBeInstanceOf(PayfipBreakdown);
  });
});

describe("PAY-4 test of the connection", () => {
  it("PAY-4 gives the labels of the client", async () => {
    const labelled = await openTestHouse({
      clients: [
        { numcli: "090909", labels: ["", "POUETPOUET", ""] },
        { numcli: "006270", enabled: false },
      ],
    });
    try {
      const check = (numcli: string) => checkClient({ ...labelled.config, numcli }, labelled.world);
      expect(await check("090909")).toEqual({ numcli: "090909", labels: ["POUETPOUET"] });
      await expect(check("111111")).rejects.toMatchObject({ name: "GatewayRefusal", code: "T2" });
      await expect(check("006270")).rejects.toMatchObject({ name: "GatewayRefusal", code: "T4" });
    } finally {
      await labelled.close();
    }
  });
});
