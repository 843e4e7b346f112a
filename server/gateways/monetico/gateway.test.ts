import { describe, expect, it } from "vitest";
import { GatewayRefusal } from "../payment-gateway.ts";
import { moneticoGateway } from "./gateway.ts";
import {
  answerNext,
  configOf,
  control,
  leave,
  merchantUrl,
  open,
  orderOf,
  press,
  readings,
  readLast,
  received,
  setNow,
  until,
  useMoneticoServers,
} from "./harness.ts";
import { plainText } from "./order.ts";
import { isSealed } from "./protocol.ts";
import { moneticoConfiguration } from "./settings.ts";

useMoneticoServers();

const world = { fetch, now: () => new Date("2024-01-15T09:15:30Z") };
const startOf = (extra = {}, config = configOf()) =>
  moneticoGateway.start(config, orderOf("QT23", extra), world);

describe("PAY-4 the form that leaves for Monetico", () => {
  it("is sealed whole, in the hour of Paris, with the payer's context", async () => {
    const { departure, providerReference } = await startOf();
    const { fields } = departure;
    expect(providerReference).toBeNull();
    expect(isSealed(fields, configOf().key)).toBe(true);
    expect(fields).toMatchObject({
      version: "3.0",
      TPE: "1234567",
      date: "15/01/2024:10:15:30",
      montant: "42.10EUR",
      reference: "QT23",
      "texte-libre": "Cantine, fevrier",
      lgue: "FR",
      societe: "mairie",
      mail: "lea@example.org",
      url_retour_ok: `${merchantUrl()}/return/QT23`,
      url_retour_err: `${merchantUrl()}/return/QT23`,
    });
    expect(JSON.parse(Buffer.from(fields.contexte_commande ?? "", "base64").toString())).toEqual({
      billing: {
        name: "Léa Dupré",
        addressLine1: "1 place de la Mairie",
        city: "Montfleuri",
        postalCode: "63000",
        country: "FR",
      },
    });
  });

  it("posts no empty field", async () => {
    const { departure } = await startOf({ email: null, subject: "", payerName: " " });
    expect(Object.values(departure.fields)).not.toContain("");
    expect(Object.keys(departure.fields)).not.toContain("mail");
  });

  it("leaves for the vendor's page of the environment", async () => {
    const at = (environment: string) => startOf({}, configOf({ environment, url: undefined }));
    expect((await at("test")).departure.url).toBe("https://p.monetico-services.com/test/paiement.cgi");
    expect((await at("production")).departure.url).toBe("https://p.monetico-services.com/paiement.cgi");
  });

  it("speaks English to who does", async () => {
    expect((await startOf({ language: "en" })).departure.fields.lgue).toBe("EN");
  });

  it.each([
    ["montant", { cents: 0 }],
    ["montant", { cents: 1.5 }],
    ["reference", { reference: "QT-23" }],
    ["url_retour_ok", { returnUrl: "/relative" }],
  ])("refuses an order with a wrong %s", async (code, extra) => {
    await expect(startOf(extra)).rejects.toThrow(GatewayRefusal);
    await expect(startOf(extra)).rejects.toMatchObject({ code });
  });

  it("writes plain ASCII", () => {
    expect(plainText("Œuvre d’été —\n «  çà »", 200)).toBe("OEuvre d'ete ca");
    expect(plainText("a".repeat(300), 200)).toHaveLength(200);
  });

  it("names each wrong setting", () => {
    const wrong = moneticoConfiguration.safeParse({ tpe: "12", societe: "", key: "short", address: {} });
    const paths = wrong.error?.issues.map((issue) => issue.path.join("."));
    const named = ["tpe", "societe", "key", "address.line", "address.postalCode", "address.city"];
    expect(paths).toEqual(named);
    const empty = moneticoConfiguration.safeParse({}).error?.issues.map((issue) => issue.path.join("."));
    expect(empty).toEqual(named);
  });
});

describe("PAY-4 paying on Monetico's page, over HTTP", () => {
  it("pays by the button: page, notification before the return, a return that proves nothing", async () => {
    const page = await open("PAID01");
    expect(page).toContain("Simulateur");
    expect(page).toContain("42,10 EUR");
    const back = await press(page, { outcome: "accept" });
    expect(back.status).toBe(302);
    expect(readLast()).toMatchObject({
      kind: "truth",
      reference: "PAID01",
      truth: { state: "paid", cents: 4210, means: "card", code: "payetest" },
    });
    expect(back.headers.get("location")).toBe(`${merchantUrl()}/return/PAID01`);
    expect((await control("accepted")).body).toMatchObject({ count: 1, cents: 4210 });
    expect((await control("transactions")).body).toMatchObject({ pending: 0 });
  });

  it("lets the payer try again after a refusal, and honours the payment that follows", async () => {
    const page = await open("RETRY1");
    const again = await press(page, { outcome: "refuse" });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain("Vous pouvez essayer une autre carte");
    expect(readLast()).toMatchObject({ truth: { state: "denied", code: "Annulation:Refus" } });
    expect((await press(page, { outcome: "accept" })).status).toBe(302);
    expect(readLast()).toMatchObject({ truth: { state: "paid" } });
  });

  it("notifies nothing of a payer who goes back to the shop, or closes the page", async () => {
    const page = await open("BACK1");
    const back = await press(page, { outcome: "cancel" });
    expect(back.headers.get("location")).toBe(`${merchantUrl()}/return/BACK1`);
    expect((await press(page, { outcome: "close" })).status).toBe(200);
    expect(received()).toEqual([]);
  });

  it("refuses to pay the same order twice", async () => {
    const page = await open("TWICE1");
    await press(page, { outcome: "accept" });
    expect(await (await press(page, { outcome: "accept" })).text()).toContain("déjà payée");
    expect(await open("TWICE1")).toContain("déjà payée");
    expect(received()).toHaveLength(1);
  });

  it("resumes one and the same order, by the same form posted again", async () => {
    const { departure } = await moneticoGateway.start(configOf(), orderOf("SAME1"), world);
    await leave(departure);
    await press(await leave(departure), { outcome: "accept" });
    expect((await control("transactions")).body.transactions).toHaveLength(1);
  });

  it.each([
    ["MAC", { montant: "1.00EUR" }],
    ["TPE", { TPE: "7654321" }],
  ])("shows no page for a form whose %s is wrong", async (fault, changes) => {
    const { departure } = await startOf();
    expect(await leave({ ...departure, fields: { ...departure.fields, ...changes } })).toContain(
      `Paramètre en cause : ${fault}`,
    );
  });

  it("cannot be asked: its notification is the only truth", async () => {
    const attempt = { reference: "QT23", providerReference: null, cents: 4210, startedAt: new Date() };
    expect(await moneticoGateway.ask(configOf(), attempt, world)).toBeNull();
  });
});

describe("PAY-6 the accidents of Monetico's notifications", () => {
  const paidBy = async (behaviour: string, reference: string, delayMs = 0) => {
    await open(reference);
    return control("decide", { reference, outcome: "accept", behaviour, delayMs });
  };
  const paidTruths = () =>
    readings().filter((reading) => reading.kind === "truth" && reading.truth.state === "paid");

  it("doubled: the same key", async () => {
    await paidBy("double", "DOUBLE1");
    expect(received()).toHaveLength(2);
    const keys = readings().map((reading) => (reading as { key: string }).key);
    expect(new Set(keys).size).toBe(1);
  });

  it("late, or after the return: it comes all the same", async () => {
    expect((await paidBy("late", "LATE1", 30)).body.redirect).not.toBeNull();
    expect(received()).toEqual([]);
    setNow("2026-03-02T11:00:00Z");
    await until(() => received().length === 1);
    expect(readLast()).toMatchObject({ truth: { state: "paid", at: new Date("2026-03-02T09:00:00Z") } });
    await paidBy("after-return", "AFTER1", 10);
    await until(() => received().length === 2);
  });

  it("lost: nothing comes", async () => {
    await paidBy("lost", "LOST1");
    expect(received()).toEqual([]);
    expect((await control("transactions")).body.pending).toBe(0);
  });

  it("forged: the false one is refused, the true one is read", async () => {
    await paidBy("forged", "FORGED1");
    expect(readings()[0]).toEqual({ kind: "refused", reason: "wrong MAC" });
    expect(paidTruths()).toHaveLength(1);
  });

  it("tries again when the shop is down, or when it answers anything but cdr=0", async () => {
    answerNext(
      { status: 500, body: "" },
      { status: 200, body: "OK" },
      { status: 200, body: "version=2\ncdr=1\n" },
    );
    await paidBy("normal", "AGAIN1");
    await until(() => received().length === 4);
    await until(async () => (await control("transactions")).body.pending === 0);
    expect(paidTruths()).toHaveLength(4);
  });

  it("gives up after its tries, and never falls", async () => {
    await open("DOWN1");
    await control("notification-url", { tpe: "1234567", url: "http://127.0.0.1:9/" });
    await control("decide", { reference: "DOWN1", outcome: "accept" });
    await until(async () => (await control("transactions")).body.pending === 0);
    const [order] = (await control("transactions")).body.transactions;
    expect(order?.notifications[0]).toMatchObject({ tries: 5, result: expect.stringContaining("failed") });
  });

  it("answers 400, 404 and 409 to control requests that make no sense", async () => {
    await open("CTRL1");
    expect((await control("decide", { reference: "CTRL1", outcome: "maybe" })).status).toBe(400);
    expect((await control("decide", { reference: "NONE", outcome: "accept" })).status).toBe(404);
    await control("decide", { reference: "CTRL1", outcome: "accept" });
    expect((await control("decide", { reference: "CTRL1", outcome: "accept" })).status).toBe(409);
    expect((await control("behaviour", { behaviour: "lost" })).status).toBe(200);
  });

  it("out of order: a refusal told after the payment stays a refusal of the bank, for the product to leave aside", async () => {
    const page = await open("ORDER1");
    await control("behaviour", { behaviour: "late", delayMs: 40 });
    await press(page, { outcome: "refuse", behaviour: "late", delay: "1" });
    await press(page, { outcome: "accept", behaviour: "normal" });
    await until(() => received().length === 2);
    expect(readings().map((one) => (one.kind === "truth" ? one.truth.state : one.kind))).toEqual([
      "paid",
      "denied",
    ]);
  });
});
