import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newId } from "../../platform/ids.ts";
import { EVENTS, eventNames, eventOfFact, nextTryAfter, payloadOf, signatureOf } from "./rules.ts";

const now = new Date("2026-11-23T10:00:00Z");
const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

describe("API-5 a signature", () => {
  it("is the HMAC-SHA256 of the seconds and the body", () => {
    const t = 1_795_428_000;
    expect(signatureOf("{}", [{ secret: "k", until: null }], now)).toBe(`t=${t},v1=${hmac("k", `${t}.{}`)}`);
  });
  it("is made with the former key too while it lives, not after", () => {
    const secrets = [
      { secret: "new", until: null },
      { secret: "old", until: "2026-11-23T10:00:01Z" },
    ];
    expect(signatureOf("{}", secrets, now).match(/v1=/g)).toHaveLength(2);
    expect(signatureOf("{}", secrets, new Date("2026-11-23T10:00:01Z")).match(/v1=/g)).toHaveLength(1);
  });
});

describe("API-5 an event", () => {
  it("has one public name per fact", () => {
    expect(new Set(Object.values(EVENTS).map(({ fact }) => fact)).size).toBe(eventNames.length);
    for (const name of eventNames) expect(eventOfFact(EVENTS[name].fact)).toBe(name);
    expect(eventOfFact("identity.signed_in")).toBeUndefined();
  });
  it("tells ids in their outside form and nothing that is not listed", () => {
    const [fact, payment, account] = [newId(), newId(), newId()];
    const data = { accountId: account, alert: "secret words", cents: 1200, email: "a@example.org" };
    expect(payloadOf("payment.settled", { id: fact, at: now, subjectId: payment, data })).toEqual({
      id: `evt_${fact.replaceAll("-", "")}`,
      type: "payment.settled",
      at: "2026-11-23T10:00:00.000Z",
      data: {
        payment: `pay_${payment.replaceAll("-", "")}`,
        account: `acc_${account.replaceAll("-", "")}`,
        cents: 1200,
      },
    });
  });
});

it("API-5 patience grows, and ends after ten tries in some thirty hours", () => {
  const waits = Array.from({ length: 10 }, (_, tries) => nextTryAfter(tries + 1));
  expect(waits.at(-1)).toBeNull();
  const seconds = waits.filter((wait) => wait !== null);
  expect(seconds).toHaveLength(9);
  expect(seconds.toSorted((a, b) => a - b)).toEqual(seconds);
  expect(seconds.reduce((sum, wait) => sum + wait, 0) / 3600).toBeCloseTo(27.7, 0);
});
