import { describe, expect, it } from "vitest";
import { address, baseOf, safeReturn } from "./place.ts";

describe("where the application is served", () => {
  it("ACC-11 finds the base of an organization served by path", () => {
    expect(baseOf("/o/montfleuri/comptes/acc_1")).toBe("/o/montfleuri");
    expect(baseOf("/o/montfleuri")).toBe("/o/montfleuri");
    expect(baseOf("/comptes/acc_1")).toBe("");
    expect(baseOf("/o/Montfleuri/x")).toBe("");
    expect(baseOf("/organisme")).toBe("");
  });

  it("leaves empty search parameters out of an address", () => {
    expect(address("/comptes/acc_1", { lecture: "toutes", du: "", au: undefined, piece: null })).toBe(
      "/comptes/acc_1?lecture=toutes",
    );
    expect(address("/connexion", { retour: "/paiements?a=b" })).toBe(
      "/connexion?retour=%2Fpaiements%3Fa%3Db",
    );
  });

  it("never returns to another site after signing in", () => {
    expect(safeReturn("/paiements/pay_1?x=1")).toBe("/paiements/pay_1?x=1");
    for (const hostile of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "",
      null,
    ])
      expect(safeReturn(hostile)).toBeNull();
  });
});
