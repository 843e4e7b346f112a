import * as fc from "fast-check";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { brevoGateway } from "./brevo.ts";
import { SMS_GATEWAYS, smsGatewayNamed } from "./gateways.ts";
import { toGsm, weigh } from "./gsm.ts";
import { ovhSignature } from "./ovh.ts";
import { maskPhone, toE164 } from "./phone.ts";
import { type SmsSimulator, smsSimulator } from "./simulator.ts";
import { NotTaken, TextRefused, type World } from "./sms-gateway.ts";
import { twilioGateway, twilioSignature } from "./twilio.ts";

let server: FastifyInstance;
let phones: SmsSimulator;
let base: string;
beforeAll(async () => {
  phones = smsSimulator({ receiptMs: null });
  server = Fastify();
  await server.register(phones.plugin, { prefix: "/sms" });
  base = `${await server.listen({ port: 0, host: "127.0.0.1" })}/sms`;
});
afterAll(() => server.close());
beforeEach(() => {
  phones.clear();
  phones.trouble(() => null);
});
const world: World = { fetch, now: () => new Date() };
const aText = (over = {}) => ({
  id: "0197a5c2",
  to: "+33612345678",
  body: "Bonjour",
  receiptUrl: "https://x.test/r",
  ...over,
});

describe("signatures", () => {
  const keys = {
    applicationSecret: "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk",
    consumerKey: "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY",
  };
  const payload = '{"a":"b","c":"d"}';
  it.each([
    ["GET", "", "$1$e9556054b6309771395efa467c22e627407461ad"],
    ["POST", payload, "$1$ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1"],
    ["PUT", payload, "$1$8a75a9e7c8e7296c9dbeda6a2a735eb6bd58ec4b"],
    ["DELETE", "", "$1$a1eecd00b3b02b6cf5708b84b9ff42059a950d85"],
  ])("MSG-5 OVH signs %s as its own clients do", (method, body, wanted) => {
    const url = "https://eu.api.ovh.com/1.0/auth";
    expect(ovhSignature(keys, { method, url, body, timestamp: 1457018875 })).toBe(wanted);
  });
  it("MSG-5 OVH signs the job of a text", () => {
    const body =
      '{"charset":"UTF-8","coding":"7bit","message":"Bonjour","noStopClause":true,"priority":"high","receivers":["+33612345678"],"senderForResponse":true,"validityPeriod":2880}';
    const url = "https://eu.api.ovh.com/1.0/sms/sms-ab12345-1/jobs";
    expect(ovhSignature(keys, { method: "POST", url, body, timestamp: 1457018875 })).toBe(
      "$1$c667bde40c8a11482874dcd249fc375ac0e8dad8",
    );
  });
  it("MSG-5 Twilio signs as its documentation shows", () => {
    const fields = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    expect(twilioSignature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields)).toBe(
      "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    );
  });
});

describe.each(SMS_GATEWAYS)("%s", (name) => {
  const gateway = smsGatewayNamed(name);
  const config = () => gateway.configuration.parse(phones.configuration(name, base));
  it("MSG-5 sends a text, and asks what became of it", async () => {
    const { reference } = await gateway.send(config(), aText({ body: "Une facture de 12 €" }), world);
    expect(phones.texts("+33612345678")).toMatchObject([
      { provider: name, body: "Une facture de 12 €", segments: 1 },
    ]);
    expect(await gateway.ask(config(), reference, world)).toEqual({ state: "sent", reason: null });
    phones.texts()[0]!.state = "delivered";
    expect(await gateway.ask(config(), reference, world)).toEqual({ state: "delivered", reason: null });
  });
  it("MSG-5 finds again a text whose answer was lost, and none that never left", async () => {
    phones.trouble(() => "after");
    const since = new Date();
    const failure = await gateway.send(config(), aText(), world).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(TextRefused);
    expect(failure).not.toBeInstanceOf(NotTaken);
    const found = await gateway.find(config(), { ...aText(), since }, world);
    expect(found?.reference).toBeTruthy();
    expect(await gateway.ask(config(), found!.reference, world)).toMatchObject({ state: "sent" });
    expect(
      await gateway.find(config(), { ...aText({ id: "other", body: "Autre" }), since }, world),
    ).toBeNull();
  });
  it("MSG-5 tells a number that cannot receive from an account to mend", async () => {
    phones.trouble(() => "refuse");
    await expect(gateway.send(config(), aText(), world)).rejects.toBeInstanceOf(TextRefused);
    const denied: World = { ...world, fetch: async () => new Response("no credit", { status: 402 }) };
    await expect(gateway.send(config(), aText(), denied)).rejects.toBeInstanceOf(NotTaken);
  });
});

describe("receipts", () => {
  it("MSG-5 believes Twilio's only when signed, with or without the port", () => {
    const config = twilioGateway.configuration.parse(phones.configuration("twilio", base));
    const fields = { MessageSid: "SM1", MessageStatus: "undelivered", ErrorCode: "30005" };
    const url = "https://quitus.test:8443/r";
    const body = new URLSearchParams(fields).toString();
    for (const signed of [url, "https://quitus.test/r"]) {
      const signature = twilioSignature(config.authToken, signed, fields);
      expect(twilioGateway.receive(config, { url, body, header: () => signature })).toEqual({
        reference: "SM1",
        delivery: { state: "failed", reason: "Twilio undelivered 30005" },
      });
    }
    expect(twilioGateway.receive(config, { url, body, header: () => "forged" })).toBeNull();
    expect(twilioGateway.receive(config, { url, body, header: () => undefined })).toBeNull();
  });
  it("MSG-5 reads Brevo's, and nothing else", () => {
    const config = brevoGateway.configuration.parse(phones.configuration("brevo", base));
    const receive = (body: string) =>
      brevoGateway.receive(config, { url: "", body, header: () => undefined });
    expect(receive('{"messageId":12,"msg_status":"hard_bounce"}')).toEqual({
      reference: "12",
      delivery: { state: "failed", reason: "Brevo hard_bounce" },
    });
    expect(receive("{}")).toBeNull();
    expect(receive("not json")).toBeNull();
  });
});

describe("parts", () => {
  it.each([
    ["a".repeat(160), "gsm7", 1],
    ["a".repeat(161), "gsm7", 2],
    ["a".repeat(306), "gsm7", 2],
    ["a".repeat(307), "gsm7", 3],
    [`${"a".repeat(158)}€`, "gsm7", 1],
    [`${"a".repeat(159)}€`, "gsm7", 2],
    ["ê".repeat(70), "ucs2", 1],
    ["ê".repeat(71), "ucs2", 2],
    ["ê".repeat(135), "ucs2", 3],
    ["", "gsm7", 1],
  ])("MSG-5 %#: counts as the networks do", (text, alphabet, segments) => {
    expect(weigh(text)).toMatchObject({ alphabet, segments });
  });
  it("MSG-5 never cuts an escaped character in two", () => {
    expect(weigh(`${"a".repeat(152)}€${"a".repeat(152)}`).segments).toBe(3);
  });
  it("MSG-5 writes French within the alphabet", () => {
    expect(toGsm("Réglé à l’échéance : 1\u202f147,98\u00a0€ « reçu » forêt œuvre…")).toBe(
      'Réglé à l\'échéance : 1 147,98 € "recu" foret oeuvre...',
    );
    expect(weigh(toGsm("Ça, c’était prévu dès août à Noël")).alphabet).toBe("gsm7");
    expect(toGsm("日本")).toBe("日本");
  });
  it("MSG-5 changes nothing of a text that is already within it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcéèàù€@!?().,:;0123456789"') }), (text) => {
        expect(toGsm(toGsm(text))).toBe(toGsm(text));
        expect(weigh(toGsm(text)).alphabet).toBe("gsm7");
      }),
    );
  });
});

describe("phones", () => {
  it.each([
    ["06 12 34 56 78", "+33612345678"],
    ["07.12.34.56.78", "+33712345678"],
    ["+33 6 12 34 56 78", "+33612345678"],
    ["+33 (0)6 12 34 56 78", "+33612345678"],
    ["0033612345678", "+33612345678"],
    ["0690 12 34 56", "+590690123456"],
    ["0692123456", "+262692123456"],
    ["0639123456", "+262639123456"],
    ["+32 470 12 34 56", "+32470123456"],
    ["+44 7400 123456", "+447400123456"],
    ["01 42 00 00 00", null],
    ["+33142000000", null],
    ["612345678", null],
    ["06 12 34 56 7", null],
    ["abc", null],
    ["", null],
  ])("MSG-5 %s is %s", (written, wanted) => {
    expect(toE164(written)).toBe(wanted);
  });
  it("shows its ends only", () => {
    expect(maskPhone("+33612345678")).toBe("+336••••78");
  });
});
