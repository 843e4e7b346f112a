import { describe, expect, it } from "vitest";
import { configurationOf, gatewayFields, valueIn } from "./gateway-fields.ts";

const form = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

describe("the form of payment settings", () => {
  it("keeps a secret left masked, and what the form does not show", () => {
    const before = { pspid: "shop", shaIn: "••••", shaOut: "••••", deprecatedShaOut: true };
    const made = configurationOf("ogone", form({ pspid: "shop2", shaIn: "••••", shaOut: "new" }), before);
    expect(made).toEqual({ pspid: "shop2", shaIn: "••••", shaOut: "new", deprecatedShaOut: true });
  });
  it("nests the query access, and leaves it out whole when it is emptied", () => {
    const filled = configurationOf("ogone", form({ "query.userId": "api", "query.password": "p" }), {});
    expect(filled).toEqual({ query: { userId: "api", password: "p" } });
    expect(configurationOf("ogone", form({}), filled)).toEqual({});
  });
  it("hides what is secret, and nothing else", () => {
    const secrets = gatewayFields.ogone.filter((field) => field.secret).map((field) => field.name);
    expect(secrets).toEqual(["shaIn", "shaOut", "query.password"]);
    expect(gatewayFields.payfip.filter((field) => field.secret)).toEqual([]);
  });
  it("shows what is set, else what the provider takes by default", () => {
    const [algorithm] = gatewayFields.ogone.filter(({ name }) => name === "algorithm");
    expect(valueIn({ algorithm: "sha256" }, algorithm!)).toBe("sha256");
    expect(valueIn({}, algorithm!)).toBe("sha512");
  });
});
