import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Refusal, refuser } from "./errors.ts";
import { languageOf, makeProblems } from "./problems.ts";

const refusals = {
  "cart.changed": { status: 409, fr: "Le total est {total}.", en: "The total is {total}." },
};
const render = makeProblems([refusals]);
const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe("a problem", () => {
  it("has the code, the status and the sentence of the reader's language, with its details", () => {
    const error = caught(() => refuser(refusals)("cart.changed", { total: "12 €" }));
    expect(render(error, "fr", "r1")).toEqual({
      type: "/problems/cart.changed",
      title: "Le total est 12 €.",
      status: 409,
      code: "cart.changed",
      requestId: "r1",
      total: "12 €",
    });
    expect(render(error, "en", "r1").title).toBe("The total is 12 €.");
  });
  it("lets no detail pass for its status or its code", () => {
    const problem = render(
      new Refusal("cart.changed", 409, { status: 200, code: "ok", title: "x" }),
      "en",
      "r1",
    );
    expect(problem).toMatchObject({ status: 409, code: "cart.changed", title: "The total is …." });
  });
  it("names each field at fault of a wrong request", () => {
    const error = caught(() =>
      z.object({ to: z.object({ day: z.iso.date() }), n: z.int() }).parse({ to: { day: "x" }, n: 1.5 }),
    );
    const problem = render(error, "en", "r1");
    expect(problem).toMatchObject({ status: 400, code: "request.invalid" });
    expect(problem.errors?.map((one) => one.field)).toEqual(["to.day", "n"]);
    expect(problem.title).toContain("to.day, n");
  });
  it("says nothing of what broke on our side", () => {
    const problem = render(new Error("password of the database: x"), "fr", "r1");
    expect(problem).toMatchObject({ status: 500, code: "internal", requestId: "r1" });
    expect(JSON.stringify(problem)).not.toContain("password");
  });
});

describe("the language of a reader", () => {
  it.each([
    [undefined, "fr"],
    ["", "fr"],
    ["de", "fr"],
    ["en", "en"],
    ["EN-gb, fr;q=0.5", "en"],
    ["de-DE,en;q=0.7,fr;q=0.3", "en"],
    ["fr-CA", "fr"],
  ] as const)("of %s is %s", (header, language) => expect(languageOf(header)).toBe(language));
});
