import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, call } from "../../../test/harness/builders.ts";
import { contract, refusals } from "./contract.ts";
import { countFailure, guardDoor } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "identity", contract, doors: routes, refusals, jobs }] });
});
afterAll(() => app.close());

type Place = Awaited<ReturnType<typeof anOrganization>>;
type Challenge = { required: boolean; challenge: string; salt: string; hash: string; maximum: number };
const ask = async ({ base }: Place, door: string, identifier: string): Promise<Challenge> =>
  (
    await call(
      "GET",
      `${base}/api/sign-in/challenge?door=${door}&identifier=${encodeURIComponent(identifier)}`,
    )
  ).json;
function solve({ challenge, salt, hash, maximum }: Challenge) {
  for (let number = 0; number <= maximum; number += 1)
    if (createHash("sha256").update(`${salt}${number}`).digest("hex") === hash) return { challenge, number };
  throw new Error("a challenge has an answer");
}
const doors = {
  activation: (place: Place, typed: string, captcha: unknown = null) =>
    call("POST", `${place.base}/api/activation`, { body: { email: typed, captcha } }),
  password_reset: (place: Place, typed: string, captcha: unknown = null) =>
    call("POST", `${place.base}/api/password-reset`, { body: { identifier: typed, captcha } }),
};

describe.each(Object.entries(doors))("the proof of work at the door %s (ACC-1)", (door, knock) => {
  const typed = "quelqu.un@example.org";

  it("always: is asked each time, and opens once", async () => {
    const place = await anOrganization(app, { settings: { captcha: "always" } });
    expect((await knock(place, typed)).json.code).toBe("sign_in.captcha_needed");
    const challenge = await ask(place, door, typed);
    expect(challenge.required).toBe(true);
    const answer = solve(challenge);
    expect((await knock(place, typed, answer)).status).toBe(200);
    expect((await knock(place, typed, answer)).json.code).toBe("sign_in.captcha_needed");
  });

  it("after failures: three tries with one name, ten from one address; each door counts its own", async () => {
    const place = await anOrganization(app);
    for (let i = 0; i < 3; i += 1) {
      expect((await ask(place, door, typed)).required).toBe(false);
      expect((await knock(place, typed)).status).toBe(200);
    }
    expect((await knock(place, typed.toUpperCase())).json.code).toBe("sign_in.captcha_needed");
    expect((await knock(place, typed, solve(await ask(place, door, typed)))).status).toBe(200);
    for (let i = 0; i < 6; i += 1) expect((await knock(place, `autre${i}@example.org`)).status).toBe(200);
    expect((await knock(place, "encore@example.org")).json.code).toBe("sign_in.captcha_needed");
    expect((await ask(place, "sign_in", typed)).required).toBe(false);
  });

  it("never: is not asked", async () => {
    const place = await anOrganization(app, { settings: { captcha: "never" } });
    for (let i = 0; i < 5; i += 1) expect((await knock(place, typed)).status).toBe(200);
    expect((await ask(place, door, typed)).required).toBe(false);
  });
});

it("ACC-1 guards the doors of other modules: after three failures with one access code's name", async () => {
  const place = await anOrganization(app);
  const outer = app.outer(place.organization_id);
  for (let i = 0; i < 3; i += 1) {
    await guardDoor(outer, "access_code", "P-1", null);
    await countFailure(outer, "access_code", "P-1");
  }
  await expect(guardDoor(outer, "access_code", "p-1", null)).rejects.toMatchObject({
    code: "sign_in.captcha_needed",
  });
  const answer = solve(await ask(place, "access_code", "P-1"));
  await guardDoor(outer, "access_code", "P-1", answer);
  await guardDoor(outer, "access_code", "P-2", null);
});
