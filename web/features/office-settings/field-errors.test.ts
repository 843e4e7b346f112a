import { describe, expect, it } from "vitest";
import { fieldErrors } from "./field-errors.ts";

const names = { "contact.email": "contactEmail", "contact.address": "address" };
const tell = (field: string) =>
  ({ contactEmail: "An address.", address: "Six lines.", numcli: "Six digits." })[field] ?? null;
const shown = (details: object) =>
  fieldErrors(Object.assign(new Error("refused"), { details }), "Malformed.", names, tell);

describe("errors of a settings form", () => {
  it("OFF-5 says under each field that the server names what it expects", () => {
    expect(shown({ errors: [{ field: "contact.email" }, { field: "contact.address.6" }] })).toEqual({
      contactEmail: "An address.",
      address: "Six lines.",
    });
    expect(shown({ fields: "numcli, contact.email" })).toEqual({
      numcli: "Six digits.",
      contactEmail: "An address.",
    });
  });
  it("OFF-5 tells on top what has no field in the form", () => {
    expect(shown({ errors: [{ field: "slug" }] })).toEqual({ form: "Malformed." });
    expect(shown({})).toEqual({ form: "Malformed." });
  });
});
