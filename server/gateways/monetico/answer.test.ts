import { describe, expect, it } from "vitest";
import type { ForeignMessage } from "../payment-gateway.ts";
import { moneticoGateway } from "./gateway.ts";
import { type Fields, seal } from "./protocol.ts";
import { moneticoConfiguration } from "./settings.ts";

const KEY = "12345678901234567890123456789012345678P0";
const configOf = (environment = "test") =>
  moneticoConfiguration.parse({
    tpe: "1234567",
    societe: "mairie",
    key: KEY,
    environment,
    address: { line: "1 place de la Mairie", postalCode: "63000", city: "Montfleuri" },
  });
const paid: Fields = {
  TPE: "1234567",
  date: "02/03/2026_a_10:00:00",
  montant: "42.10EUR",
  reference: "QT23",
  "texte-libre": "Cantine",
  "code-retour": "payetest",
  brand: "VI",
  numauto: "A1B2C3",
  modepaiement: "CB",
};
const post = (rawBody: string): ForeignMessage => ({ method: "POST", rawQuery: "", rawBody });
const sealed = (changes: Fields = {}, key = KEY): ForeignMessage => {
  const fields = Object.fromEntries(
    Object.entries({ ...paid, ...changes }).filter(([, value]) => value !== ""),
  );
  return post(new URLSearchParams({ ...fields, MAC: seal(fields, key) }).toString());
};
const read = (message: ForeignMessage, config = configOf()) => moneticoGateway.read(config, message);
const reply = (message: ForeignMessage) => moneticoGateway.reply?.(configOf(), message);

describe("PAY-6 reading Monetico's notification", () => {
  it("an accepted payment, with its amount, authorisation and hour", () => {
    expect(read(sealed())).toMatchObject({
      kind: "truth",
      reference: "QT23",
      truth: {
        state: "paid",
        cents: 4210,
        means: "card",
        authorisation: "A1B2C3",
        at: new Date("2026-03-02T09:00:00Z"),
        alert: null,
        code: "payetest",
      },
    });
  });

  it.each([
    [{ "code-retour": "paiement" }, "paid", null, "paiement"],
    [{ "code-retour": "Annulation", motifrefus: "Refus", numauto: "" }, "denied", null, "Annulation:Refus"],
    [{ "code-retour": "Annulation", motifrefus: "3DSecure" }, "denied", null, "Annulation:3DSecure"],
    [{ "code-retour": "Annulation", motifrefus: "Appel Phonie" }, "denied", null, "Annulation:Appel Phonie"],
    [{ "code-retour": "Annulation", numauto: "" }, "cancelled", null, "Annulation"],
    [{ "code-retour": "paiement_pf2" }, "waiting", "monetico_unknown:paiement_pf2", "paiement_pf2"],
    [{ "code-retour": "Annulation_pf4" }, "waiting", "monetico_unknown:Annulation_pf4", "Annulation_pf4"],
    [{ "code-retour": "autre" }, "waiting", "monetico_unknown:autre", "autre"],
  ])("%j is %s", (changes, state, alert, code) => {
    const expected = { state, code, alert };
    expect(read(sealed(changes as Fields))).toMatchObject({ kind: "truth", truth: expected });
  });

  it("says nothing of the means when it is neither told nor a card", () => {
    expect(read(sealed({ modepaiement: "paypal" }))).toMatchObject({ truth: { means: null } });
    expect(read(sealed({ modepaiement: "" }))).toMatchObject({ truth: { means: "card" } });
    expect(read(sealed({ modepaiement: "", brand: "na" }))).toMatchObject({ truth: { means: null } });
  });

  it("takes no test payment for money on a terminal in production, and real money always", () => {
    expect(read(sealed(), configOf("production"))).toEqual({
      kind: "refused",
      reason: "sealed, but a test payment on a terminal in production (order QT23)",
    });
    const real = sealed({ "code-retour": "paiement" });
    expect(read(real, configOf("production"))).toMatchObject({ truth: { state: "paid" } });
  });

  it("gives one key to one event, another to the next", () => {
    const keyOf = (message: ForeignMessage) => (read(message) as { key: string }).key;
    expect(keyOf(sealed())).toBe(keyOf(sealed()));
    expect(keyOf(sealed({ "code-retour": "Annulation" }))).not.toBe(keyOf(sealed()));
  });

  it("reads a notification by GET, and older terminals' ISO-8859-1", () => {
    expect(read({ method: "GET", rawQuery: `?${sealed().rawBody}`, rawBody: "" })).toMatchObject({
      truth: { state: "paid" },
    });
    const latin = sealed({ "texte-libre": "février" }).rawBody.replace("f%C3%A9vrier", "f%E9vrier");
    expect(read(post(latin))).toMatchObject({ truth: { state: "paid" } });
  });

  it.each([
    ["another key", sealed({}, "0".repeat(40)), "wrong MAC"],
    ["no seal", post(new URLSearchParams(paid).toString()), "no MAC"],
    ["a higher amount", post(sealed().rawBody.replace("42.10", "42.11")), "wrong MAC"],
    ["another reference", post(sealed().rawBody.replace("QT23", "QT24")), "wrong MAC"],
    ["a second amount", post(`${sealed().rawBody}&montant=1.00EUR`), "no MAC"],
    ["nothing", post(""), "no MAC"],
    ["too much", post(`${sealed().rawBody}&x=${"1".repeat(40_000)}`), "message too long"],
  ])("refuses %s, and says cdr=1", (_, message, reason) => {
    expect(read(message)).toEqual({ kind: "refused", reason });
    expect(reply(message)).toBe("version=2\ncdr=1\n");
  });

  it.each([
    ["another terminal", { TPE: "7654321" }, "terminal"],
    ["another currency", { montant: "42.10USD" }, "USD"],
    ["an unreadable amount", { montant: "beaucoup" }, "amount"],
    ["no reference", { reference: "" }, "reference"],
  ])("refuses %s though it is sealed, and says cdr=0: the seal is right", (_, changes, reason) => {
    const message = sealed(changes as unknown as Fields);
    expect(read(message)).toMatchObject({ kind: "refused", reason: expect.stringContaining(reason) });
    expect(reply(message)).toBe("version=2\ncdr=0\n");
  });

  it("says cdr=0 to a refusal too: the bank only asks whether it was understood", () => {
    expect(reply(sealed({ "code-retour": "Annulation" }))).toBe("version=2\ncdr=0\n");
  });

  it("believes nothing of a browser's return, which carries nothing", () => {
    expect(read({ method: "GET", rawQuery: "", rawBody: "" })).toMatchObject({ kind: "refused" });
  });
});
