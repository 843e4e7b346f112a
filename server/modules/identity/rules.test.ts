import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMON_WORDS } from "./guess-passwords.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { CHALLENGE_MS, checkAnswer, issueChallenge } from "./prove-work.ts";
import {
  canonical,
  mayEnter,
  networkOf,
  passwordBits,
  passwordFaults,
  passwordRules,
  sessionEnd,
  temporaryPassword,
} from "./rules.ts";

const nobody = { identifier: "zzzzzzzz", email: null };
const faults = (password: string, policy: "standard" | "strong" = "standard", person = nobody) =>
  passwordFaults(password, policy, person);
const classesOf = (text: string) =>
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((one) => one.test(text)).length;
const ascii = (sizes: { minLength?: number; maxLength?: number }) =>
  fc.string({ unit: "grapheme-ascii", ...sizes });

describe("passwords (ACC-6, CNIL 2022-100)", () => {
  it("takes the examples of the recommendation and refuses what is under it", () => {
    expect(faults("Kf7!vmRq")).toEqual([]);
    expect(faults("Kf7!vmR")).toEqual(["length", "guessable"]);
    // Eight characters of letters and digits are worth 47.6 bits: a ninth is needed.
    expect(faults("Kf7tvmRq")).toEqual(["guessable"]);
    expect(faults("Kf7tvmRqe")).toEqual([]);
    expect(faults("kfrtvmrqplwx")).toEqual(["classes"]);
    expect(faults("Kf7!vmRqPlwx", "strong")).toEqual([]);
    expect(faults("Kf7tvmRqPlwx", "strong")).toEqual(["classes"]);
    expect(faults("Kf7tvmRqPlwxEz", "strong")).toEqual([]);
    expect(faults("Kf7tvmRqPlwxE", "strong")).toEqual(["classes"]);
    expect(faults("Ka1!Ka1!Ka1!", "strong")).toEqual(["repeated"]);
  });

  it("refuses common words, bare, disguised or dressed", () => {
    for (const password of [
      "P@ssw0rd2026!",
      "Motdepasse#75",
      "Azertyuiop1!",
      "12Soleil34!",
      "$up3rm4n-2026!",
    ])
      expect(faults(password), password).toContain("common");
    expect(faults("Soleil-vert-au-balcon-7")).toEqual([]);
    expect(COMMON_WORDS.size).toBeGreaterThanOrEqual(200);
  });

  it("refuses what names its owner", () => {
    const person = { identifier: "dupont.m", email: "Marie.Dupont@example.org" };
    expect(faults("xX9!dupont.mKv", "standard", person as never)).toEqual(["identity"]);
    expect(faults("xX9!MARIE.DUPONTKv", "standard", person as never)).toEqual(["identity"]);
    expect(faults("xX9!quatorzeKv", "standard", person as never)).toEqual([]);
    expect(faults("xX9!abKvTz", "standard", { identifier: "ab", email: null })).toEqual([]);
  });

  it("never takes a password under its policy, whatever it is made of", () => {
    fc.assert(
      fc.property(ascii({ maxLength: 20 }), (password) => {
        if (faults(password).length === 0) {
          expect(password.length).toBeGreaterThanOrEqual(8);
          expect(classesOf(password)).toBeGreaterThanOrEqual(3);
          expect(passwordBits(password)).toBeGreaterThanOrEqual(50);
        }
        if (faults(password, "strong").length === 0) {
          const enough = password.length >= 14 ? 3 : 4;
          expect(password.length).toBeGreaterThanOrEqual(12);
          expect(classesOf(password)).toBeGreaterThanOrEqual(enough);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes under `standard` whatever it takes under `strong`", () => {
    fc.assert(
      fc.property(ascii({ minLength: 12, maxLength: 24 }), (password) => {
        fc.pre(faults(password, "strong").length === 0);
        expect(faults(password)).toEqual([]);
      }),
    );
  });

  it("loses no bit when a character is added", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), ascii({ minLength: 1 }), (text, more) => {
        expect(passwordBits(text + more)).toBeGreaterThanOrEqual(passwordBits(text));
      }),
    );
  });

  it("finds the identifier wherever it stands in a password, in any case", () => {
    const identifier = fc.stringMatching(/^[a-z][a-z0-9.]{3,11}$/);
    fc.assert(
      fc.property(identifier, ascii({}), ascii({}), fc.boolean(), (name, before, after, upper) => {
        const password = before + (upper ? name.toUpperCase() : name) + after;
        expect(faults(password, "standard", { identifier: name, email: null })).toContain("identity");
      }),
    );
  });

  it("shows the rules of a policy", () => {
    expect(passwordRules("standard")).toEqual({ minLength: 8, minClasses: 3, summary: "standard" });
    expect(passwordRules("strong")).toEqual({ minLength: 12, minClasses: 4, summary: "strong" });
  });

  it("ACC-4 makes temporary passwords that nobody misreads", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const password = temporaryPassword((below) => (stream.next().value as number) % below);
        expect(password).toMatch(/^[abdefghjmnrtADEFGHJLMNRT34679]{12}$/);
        expect(classesOf(password)).toBe(3);
        expect(passwordBits(password)).toBeGreaterThan(50);
      }),
      { numRuns: 50 },
    );
  });
});

describe("keeping passwords", () => {
  it("hashes with argon2id at the cost that OWASP asks, salted", async () => {
    const [one, other] = await Promise.all([hashPassword("Kf7!vmRq"), hashPassword("Kf7!vmRq")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword(one, "Kf7!vmRq")).toEqual({ right: true, stale: false });
    expect(await verifyPassword(one, "Kf7!vmRQ")).toEqual({ right: false, stale: false });
    expect(await verifyPassword(null, "Kf7!vmRq")).toEqual({ right: false, stale: false });
    expect(await verifyPassword("not a hash", "Kf7!vmRq")).toEqual({ right: false, stale: false });
  });

  it("takes an accent composed or not for the same one", async () => {
    expect((await verifyPassword(await hashPassword("Hupp\u00e9-42-x"), "Huppe\u0301-42-x")).right).toBe(
      true,
    );
  });
});

describe("the proof of work", () => {
  const key = Buffer.alloc(32, 7);
  const now = new Date("2026-11-23T10:00:00Z");

  it("takes no answer but the one that was signed, for this place, in time", () => {
    const made = issueChallenge(key, "here", now);
    const right = Array.from({ length: made.maximum + 1 }, (_, number) => number).find(
      (number) => checkAnswer(key, "here", { challenge: made.challenge, number }, now) !== null,
    );
    const answer = { challenge: made.challenge, number: right! };
    expect(checkAnswer(key, "here", answer, now)).toBe(made.hash);
    expect(checkAnswer(key, "there", answer, now)).toBeNull();
    expect(checkAnswer(Buffer.alloc(32, 8), "here", answer, now)).toBeNull();
    const late = new Date(now.getTime() + CHALLENGE_MS);
    expect(checkAnswer(key, "here", answer, late)).toBeNull();
    fc.assert(
      fc.property(fc.nat(made.challenge.length - 1), fc.constantFrom("0", "A", ".", "f"), (at, sign) => {
        const forged = made.challenge.slice(0, at) + sign + made.challenge.slice(at + 1);
        fc.pre(forged !== made.challenge);
        expect(checkAnswer(key, "here", { challenge: forged, number: right! }, now)).toBeNull();
      }),
    );
  });

  it("survives whatever is sent", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (challenge, number) => {
        expect(checkAnswer(key, "here", { challenge, number }, now)).toBeNull();
      }),
    );
  });
});

describe("who, where and how long", () => {
  it("counts an IPv6 subscriber once, and an IPv4 one the same however it is written", () => {
    expect(networkOf("2001:db8:0:12::1")).toBe(networkOf("2001:0db8:0000:0012:ffff:1:2:3"));
    expect(networkOf("2001:db8:0:12::1")).not.toBe(networkOf("2001:db8:0:13::1"));
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
    expect(networkOf("::ffff:192.0.2.7")).toBe(networkOf("192.0.2.7"));
    expect(networkOf(null)).toBe("unknown");
  });

  it("spells what is typed in one way only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(canonical(canonical(typed))).toBe(canonical(typed));
        expect(canonical(` ${typed} `)).toBe(canonical(typed));
      }),
    );
  });

  it("lets in active users, and invited ones while their temporary password lives", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    const [past, future] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
    const enters = (state: string, temporaryUntil: Date | null) => mayEnter({ state, temporaryUntil }, now);
    expect(["active", "invited", "disabled"].map((state) => enters(state, null))).toEqual([
      true,
      false,
      false,
    ]);
    expect(["active", "invited", "disabled"].map((state) => enters(state, future))).toEqual([
      true,
      true,
      false,
    ]);
    expect(["active", "invited", "disabled"].map((state) => enters(state, past))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("ends a remembered session after 30 days, another after 12 idle hours and 7 days", () => {
    const start = new Date("2026-11-01T00:00:00Z");
    const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
    expect(sessionEnd(true, start, at(100))).toEqual(at(720));
    expect(sessionEnd(false, start, start)).toEqual(at(12));
    expect(sessionEnd(false, start, at(160))).toEqual(at(168));
  });
});
