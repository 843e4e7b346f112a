import { describe, expect, it } from "vitest";
import type { AskedAttempt } from "../payment-gateway.ts";
import { truthOfDetail, truthOfFault, truthWithoutIdOp } from "./truth.ts";

const startedAt = new Date("2026-11-20T09:00:00Z");
const attempt: AskedAttempt = {
  reference: "QT26112000001",
  providerReference: "cc0cb210-1cd4-11ea-8cca-0213ad91a103",
  cents: 1000,
  startedAt,
};
const config = { numcli: "090909", saisie: "T" };
const after = (ms: number) => new Date(startedAt.getTime() + ms);
const young = after(20 * 60_000 - 1);
const old = after(20 * 60_000);

const detail = (changes: Record<string, string | undefined> = {}) => {
  const fields: Record<string, string | undefined> = {
    dattrans: "20112026",
    exer: "20",
    heurtrans: "1002",
    idop: attempt.providerReference ?? "",
    mel: "a@example.com",
    montant: "1000",
    numauto: "A55A",
    numcli: "090909",
    objet: "test",
    refdet: attempt.reference,
    resultrans: "P",
    saisie: "T",
    ...changes,
  };
  return new Map(Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined));
};

describe("PAY-5 decision table", () => {
  it.each([
    ["P1", "expired", "expired"],
    ["P5", "waiting", "expired"],
  ])("PAY-5 fault %s: %s under 20 minutes, %s from then on", (code, before, later) => {
    expect(truthOfFault(code, attempt, young)).toMatchObject({ state: before, code, cents: null, at: null });
    expect(truthOfFault(code, attempt, old)).toMatchObject({ state: later, code, cents: null, at: null });
  });

  it.each(["T4", "P3", "P4", "ZZ"])("PAY-5 fault %s answers nothing: the caller asks again", (code) => {
    expect(truthOfFault(code, attempt, young)).toBeNull();
    expect(truthOfFault(code, attempt, old)).toBeNull();
  });

  it.each([
    ["A", "waiting", "cancelled", null, null],
    ["P", "paid", "paid", 1000, "card"],
    ["V", "paid", "paid", 1000, "direct_debit"],
    ["R", "denied", "denied", null, "card"],
    ["Z", "denied", "denied", null, "direct_debit"],
  ])("PAY-5 result %s: %s under 20 minutes, %s from then on", (code, before, later, cents, means) => {
    for (const [now, state] of [
      [young, before],
      [old, later],
    ] as const) {
      expect(truthOfDetail(detail({ resultrans: code }), attempt, config, now)).toMatchObject({
        state,
        code,
        cents,
        means,
        alert: null,
        at: new Date("2026-11-20T09:02:00Z"),
      });
    }
  });

  it.each(["X", "", undefined])("PAY-5 an unknown result (%s) waits, and staff are told", (resultrans) => {
    const truth = truthOfDetail(detail({ resultrans }), attempt, config, old);
    expect(truth).toMatchObject({ state: "waiting", cents: null });
    expect(truth.alert).toMatch(/unknown result/);
  });

  it("PAY-5 an attempt that never got an idOp waits 20 minutes, then expires", () => {
    const lost = { ...attempt, providerReference: null };
    expect(truthWithoutIdOp(lost, young).state).toBe("waiting");
    expect(truthWithoutIdOp(lost, old).state).toBe("expired");
  });
});

describe("PAY-6 published details", () => {
  it("PAY-6 believes the direct debit of the recorded answer, whose exer is 20", () => {
    const known = { ...attempt, reference: "EFEFAEFG", startedAt: new Date("2019-12-12T12:00:00Z") };
    const fields = detail({
      dattrans: "12122019",
      heurtrans: "1311",
      numauto: "112233445566-tip",
      refdet: "EFEFAEFG",
      resultrans: "V",
    });
    expect(truthOfDetail(fields, known, config, old)).toEqual({
      state: "paid",
      code: "V",
      cents: 1000,
      means: "direct_debit",
      providerReference: attempt.providerReference,
      authorisation: "112233445566-tip",
      at: new Date("2019-12-12T12:11:00Z"),
      alert: null,
    });
  });

  it("PAY-6 believes the card of the guide's example", () => {
    const known: AskedAttempt = {
      reference: "123456789",
      providerReference: "81bdf4c0-8edb-11e5-99d5-00000a634c44",
      cents: 1500,
      startedAt: new Date("2015-11-19T16:30:00Z"),
    };
    const fields = detail({
      dattrans: "19112015",
      exer: "2015",
      heurtrans: "1735",
      idop: known.providerReference ?? "",
      montant: "1500",
      numcli: "006270",
      refdet: "123456789",
    });
    expect(truthOfDetail(fields, known, { numcli: "006270", saisie: "T" }, old)).toMatchObject({
      state: "paid",
      means: "card",
      cents: 1500,
      authorisation: "A55A",
      at: new Date("2015-11-19T16:35:00Z"),
    });
  });
});

describe("PAY-6 an answer about something else is never believed", () => {
  it.each([
    ["refdet", "QT26112000002"],
    ["refdet", undefined],
    ["montant", "999"],
    ["montant", "1e3"],
    ["montant", "10.00"],
    ["montant", undefined],
    ["numcli", "90909"],
    ["numcli", undefined],
    ["saisie", "W"],
    ["saisie", undefined],
    ["idop", "81bdf4c0-8edb-11e5-99d5-00000a634c44"],
  ])("PAY-6 %s %s waits with an alert that names it, whatever the result", (name, value) => {
    for (const resultrans of ["P", "V", "R", "Z", "A"]) {
      const truth = truthOfDetail(detail({ resultrans, [name]: value }), attempt, config, old);
      expect(truth).toMatchObject({ state: "waiting", cents: null, means: null, authorisation: null });
      expect(truth.alert?.toLowerCase()).toContain(name);
    }
  });

  it("PAY-6 still believes a payment whose date cannot be read, or whose authorisation is missing", () => {
    const fields = detail({ dattrans: "", heurtrans: "2560", numauto: undefined });
    expect(truthOfDetail(fields, attempt, config, old)).toMatchObject({
      state: "paid",
      at: null,
      authorisation: null,
    });
  });
});
