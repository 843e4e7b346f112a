import { describe, expect, it } from "vitest";
import { parseNcResponse, truthOfQuery } from "./query.ts";

const startedAt = new Date("2026-03-02T09:00:00Z");
const attempt = { reference: "Q7K2", providerReference: null, cents: 12500, startedAt };
const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);
const ask = (xml: string, minutes = 1) => truthOfQuery(parseNcResponse(xml), attempt, after(minutes));

describe("PAY-5 reading Ogone's status query", () => {
  it("reads the form that the vendor's guide shows", () => {
    const xml = `<?xml version="1.0"?>
      <ncresponse orderID="Q7K2" PAYID="1111111" PAYIDSUB="3" NCSTATUS="0" NCERROR="" NCERRORPLUS=""
        ACCEPTANCE="12345" STATUS="9" ECI="7" amount="125" currency="EUR" PM="CreditCard" BRAND="VISA"
        CARDNO="XXXXXXXXXXXX1111" IP="192.0.2.7"/>`;
    expect(ask(xml)).toEqual({
      state: "paid",
      cents: 12500,
      means: "card",
      providerReference: "1111111",
      authorisation: "12345",
      at: null,
      alert: null,
      code: "9",
    });
  });

  it("reads a refusal with its own NCERROR, and an element with an end tag", () => {
    const xml = `<ncresponse orderID="Q7K2" PAYID="11" NCERROR="30001001" STATUS="2" amount="125" currency="EUR"><HTML_ANSWER/></ncresponse>`;
    expect(ask(xml)).toMatchObject({ state: "denied", providerReference: "11" });
  });

  it.each([
    [
      "unknown to the provider",
      '<ncresponse orderID="Q7K2" PAYID="0" NCERROR="50001130" NCERRORPLUS="unknown orderid Q7K2 for merchant M" STATUS="88"/>',
    ],
    [
      "never finished there",
      '<ncresponse orderID="Q7K2" PAYID="12" NCERROR="0" STATUS="0" amount="125" currency="EUR"/>',
    ],
  ])("frees an order %s after an hour, not before", (_, xml) => {
    expect(ask(xml, 59)).toMatchObject({ state: "waiting", alert: null });
    expect(ask(xml, 60)).toMatchObject({ state: "expired", cents: null, alert: null });
  });

  it("tells staff when an order still waits there after a day", () => {
    const xml = '<ncresponse orderID="Q7K2" PAYID="12" NCERROR="0" STATUS="46" amount="125" currency="EUR"/>';
    expect(ask(xml, 120)).toMatchObject({ state: "waiting", alert: null });
    expect(ask(xml, 24 * 60)).toMatchObject({ state: "waiting", alert: expect.stringContaining("a day") });
  });

  it.each([
    [
      "a wrong API user",
      '<ncresponse orderID="Q7K2" PAYID="0" NCERROR="50001111" STATUS="0"/>',
      /NCERROR 50001111/,
    ],
    [
      "a failed query",
      '<ncresponse orderID="Q7K2" PAYID="0" NCERROR="50001119" STATUS="88"/>',
      /query failed/,
    ],
    [
      "another order",
      '<ncresponse orderID="Z" PAYID="1" NCERROR="0" STATUS="9" amount="1" currency="EUR"/>',
      /about Z/,
    ],
    [
      "another currency",
      '<ncresponse orderID="Q7K2" PAYID="1" STATUS="9" amount="1" currency="CHF"/>',
      /CHF/,
    ],
    ["no status", '<ncresponse orderID="Q7K2" PAYID="1" amount="1" currency="EUR"/>', /STATUS/],
    ["a page", "<html><body/></html>", /no ncresponse/],
    ["broken XML", '<ncresponse orderID="Q7K2"', /not well-formed/],
    ["nothing", "", /not well-formed|no ncresponse/],
    ["a DTD", '<!DOCTYPE n [<!ENTITY a "9">]><ncresponse orderID="Q7K2" STATUS="&a;"/>', /document type/],
    ["an entity", '<ncresponse orderID="Q7K2" STATUS="&a;"/>', /not well-formed/],
  ])("throws on %s: the truth is not known, even an hour later", (_, xml, message) => {
    expect(() => ask(xml, 90)).toThrow(message);
  });
});
