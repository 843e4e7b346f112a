import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { type Accidents, startOidcProvider } from "../../../test/harness/oidc-provider.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let provider: Awaited<ReturnType<typeof startOidcProvider>>;
beforeAll(async () => {
  provider = await startOidcProvider([]);
  app = await startTestApp({
    modules: [{ name: "identity", contract, doors: routes, refusals, jobs }],
    env: { OUTBOUND_HOSTS: provider.host },
  });
});
beforeEach(() => {
  provider.people.length = 0;
  provider.go({});
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

type Place = Awaited<ReturnType<typeof anOrganization>>;
/** An organization whose staff sign in through the provider. */
async function aPlace(over = {}) {
  const place = await anOrganization(app);
  const chief = await aStaffUser(app, place.organization_id, "administrator");
  const set = await call("PUT", `${place.base}/api/office/sso`, {
    cookie: chief.cookie,
    body: { ...provider.settings, ...over },
  });
  return { place, chief, set };
}
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .filter((cookie) => !/Max-Age=0|Expires=Thu, 01 Jan 1970/.test(cookie))
    .map((cookie) => cookie.split(";")[0]!)
    .join("; ");
const visit = (url: string, cookie = "") => fetch(url, { redirect: "manual", headers: { cookie } });

/** What a browser does: leaves, chooses who it is at the provider, comes back. */
async function leave({ base }: Place, sub: string, retour = "") {
  const left = await visit(`${base}/api/sign-in/sso?retour=${encodeURIComponent(retour)}`);
  const page = await (await fetch(left.headers.get("location")!)).text();
  const link = new RegExp(`data-sub="${sub}" href="([^"]+)"`).exec(page)?.[1]?.replaceAll("&amp;", "&");
  return { left, cookie: cookiesOf(left), link: link! };
}
async function goThrough(place: Place, sub: string, retour = "") {
  const { cookie, link } = await leave(place, sub, retour);
  const back = await visit(link, cookie);
  return { to: back.headers.get("location")!, cookie: cookiesOf(back) };
}
const failed = (place: Place, why: string) => `${place.base}/connexion?echec=sso-${why}`;
const jeanne = { sub: "s-1", email: "jeanne@ville.example", email_verified: true, name: "Jeanne" };

describe("single sign-on of staff (ACC-9)", () => {
  it("leaves with a code challenge, state and nonce, and comes back signed in, where it was asked", async () => {
    const { place, set } = await aPlace();
    expect(set).toMatchObject({
      status: 200,
      json: { enabled: true, hasSecret: true, redirectUri: `${place.base}/api/sign-in/sso/return` },
    });
    expect(JSON.stringify(set.json)).not.toContain(provider.settings.clientSecret);
    const staff = await aStaffUser(app, place.organization_id, "accountant", {
      email: "Jeanne@ville.example",
    });
    provider.people.push(jeanne);
    const { left } = await leave(place, "s-1");
    const asked = new URL(left.headers.get("location")!).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"])
      expect(asked.get(name)!.length).toBeGreaterThan(20);
    const { to, cookie } = await goThrough(place, "s-1", "/bureau/comptes?tri=nom");
    expect(to).toBe(`${place.base}/bureau/comptes?tri=nom`);
    expect((await call("GET", `${place.base}/api/session`, { cookie })).json).toMatchObject({
      identifier: staff.identifier,
      mustEnrol: false,
    });
    expect((await call("GET", `${place.base}/api/sign-in/means`)).json.sso).toEqual({
      label: "Compte de la mairie",
    });
  });

  it("knows a person again by subject, whatever has become of the address", async () => {
    const { place } = await aPlace();
    const staff = await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne, { ...jeanne, sub: "s-2" });
    expect((await goThrough(place, "s-1")).to).toBe(`${place.base}/`);
    await app.admin.query("update users set email = 'autre@ville.example' where id = $1", [staff.id]);
    provider.people[0] = { ...jeanne, email_verified: false };
    expect((await goThrough(place, "s-1")).to).toBe(`${place.base}/`);
    // Another subject with the address of somebody who is bound already is not him.
    await app.admin.query("update users set email = $2 where id = $1", [staff.id, jeanne.email]);
    expect((await goThrough(place, "s-2")).to).toBe(failed(place, "unknown"));
  });

  it("is for staff who exist, by an address that the provider verified, and who may enter", async () => {
    const { place } = await aPlace();
    await aUser(app, place.organization_id, { email: "client@ville.example" });
    const gone = await aStaffUser(app, place.organization_id, "reader", {
      email: "parti@ville.example",
      state: "disabled",
    });
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(
      { ...jeanne, sub: "customer", email: "client@ville.example" },
      { ...jeanne, sub: "stranger", email: "inconnu@ville.example" },
      { ...jeanne, sub: "gone", email: gone.email },
      { ...jeanne, sub: "unverified", email_verified: false },
      { sub: "silent", email: jeanne.email, name: "x" },
    );
    for (const { sub } of provider.people) {
      const { to, cookie } = await goThrough(place, sub);
      expect(to).toBe(failed(place, "unknown"));
      expect(cookie).toBe("");
    }
  });

  it("refuses what another signed, for another, late, replayed, or asked by another browser", async () => {
    const { place } = await aPlace();
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    const accidents: Accidents[] = [
      { key: true },
      { nonce: true },
      { audience: true },
      { issuer: true },
      { late: true },
    ];
    for (const accident of accidents) {
      provider.go(accident);
      expect((await goThrough(place, "s-1")).to).toBe(failed(place, "failed"));
    }
    provider.go({});
    const { cookie, link } = await leave(place, "s-1");
    const { cookie: otherBrowser } = await leave(place, "s-1");
    for (const brought of ["", otherBrowser, "quitus_sso=AAAA"])
      expect((await visit(link, brought)).headers.get("location")).toBe(failed(place, "failed"));
    expect((await visit(link.replace(/state=[^&]+/, "state=x"), cookie)).headers.get("location")).toBe(
      failed(place, "failed"),
    );
    expect((await visit(link, cookie)).headers.get("location")).toBe(`${place.base}/`);
    expect((await visit(link, cookie)).headers.get("location")).toBe(failed(place, "failed"));
  });

  it("opens no other site afterwards", async () => {
    const { place } = await aPlace();
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    for (const retour of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
      expect((await goThrough(place, "s-1", retour)).to).toBe(`${place.base}/`);
  });

  it("needs no second factor of ours: the provider answers for that", async () => {
    const { place } = await aPlace();
    await app.admin.query(
      "update organizations set settings = '{\"staffSecondFactor\": true}' where organization_id = $1",
      [place.organization_id],
    );
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    const { cookie } = await goThrough(place, "s-1");
    expect((await call("GET", `${place.base}/api/office/users`, { cookie })).status).toBe(200);
  });
});

describe("setting the provider", () => {
  it("reads its discovery document first, and calls only what may be called", async () => {
    const { place, chief, set } = await aPlace({ issuer: "http://127.0.0.1:1" });
    expect(set).toMatchObject({ status: 422, json: { code: "sso.unreachable" } });
    const put = (body: object) =>
      call("PUT", `${place.base}/api/office/sso`, {
        cookie: chief.cookie,
        body: { ...provider.settings, ...body },
      });
    for (const issuer of ["https://10.0.0.1", "http://169.254.169.254", "https://localhost"])
      expect((await put({ issuer })).json.code).toBe("sso.unreachable");
    expect((await put({ clientSecret: null })).json.code).toBe("sso.secret_needed");
    provider.go({ down: true });
    expect((await put({})).json.code).toBe("sso.unreachable");
    expect((await put({ enabled: false })).status).toBe(200);
    provider.go({});
    expect((await put({ clientSecret: null })).json).toMatchObject({ enabled: true });
    const { rows } = await app.admin.query(
      "select sealed_secret::text as text from sso_settings where organization_id = $1",
      [place.organization_id],
    );
    expect(rows[0].text).not.toContain(Buffer.from(provider.settings.clientSecret).toString("hex"));
  });

  it("switched off, or without a provider that answers, leads back to the password", async () => {
    const { place, chief } = await aPlace();
    provider.go({ down: true });
    expect((await visit(`${place.base}/api/sign-in/sso`)).headers.get("location")).toBe(
      failed(place, "failed"),
    );
    await call("PUT", `${place.base}/api/office/sso`, {
      cookie: chief.cookie,
      body: { ...provider.settings, enabled: false },
    });
    expect((await visit(`${place.base}/api/sign-in/sso`)).headers.get("location")).toBe(failed(place, "off"));
    expect((await call("GET", `${place.base}/api/sign-in/means`)).json.sso).toBeNull();
  });
});

describe("ACC-9 who has no password proves again who he is at his provider", () => {
  const again = async (place: Place, sub: string, query = "again=yes") => {
    const left = await visit(`${place.base}/api/sign-in/sso?retour=/mes-donnees&${query}`);
    const asked = new URL(left.headers.get("location")!);
    const page = await (await fetch(asked)).text();
    const link = new RegExp(`data-sub="${sub}" href="([^"]+)"`).exec(page)![1]!.replaceAll("&amp;", "&");
    const back = await visit(link, cookiesOf(left));
    return { asked: asked.searchParams, to: back.headers.get("location")!, cookie: cookiesOf(back) };
  };
  /** What asks for a password again, asked by a session. */
  const prove = (place: Place, cookie: string) =>
    call("POST", `${place.base}/api/me/email`, {
      cookie,
      body: { email: "autre@ville.example", password: "x" },
    });

  it("asks the provider to make sure anew, and is worth a password for ten minutes in that session only", async () => {
    const { place } = await aPlace();
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    const usual = await again(place, "s-1", "");
    expect([usual.asked.get("prompt"), usual.asked.get("max_age")]).toEqual([null, null]);
    expect((await prove(place, usual.cookie)).json.code).toBe("proof.sign_in_again");
    const anew = await again(place, "s-1");
    expect([anew.asked.get("prompt"), anew.asked.get("max_age")]).toEqual(["login", "0"]);
    expect(anew.to).toBe(`${place.base}/mes-donnees`);
    expect((await prove(place, anew.cookie)).status).toBe(200);
    expect((await prove(place, usual.cookie)).json.code).toBe("proof.sign_in_again");
    app.setClock(new Date(Date.now() + 11 * 60_000));
    expect((await prove(place, anew.cookie)).json.code).toBe("proof.sign_in_again");
    app.setClock(null);
  });

  it("takes no answer of a provider that asked nothing anew", async () => {
    const { place } = await aPlace();
    await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    provider.go({ stale: true });
    expect((await again(place, "s-1", "")).to).toBe(`${place.base}/mes-donnees`);
    expect((await again(place, "s-1")).to).toBe(failed(place, "failed"));
  });

  it("never lets a proof stand for the password of who has one", async () => {
    const { place } = await aPlace();
    const staff = await aStaffUser(app, place.organization_id, "reader", { email: jeanne.email });
    provider.people.push(jeanne);
    const { cookie } = await again(place, "s-1");
    await app.admin.query("update users set password_hash = 'x' where id = $1", [staff.id]);
    expect((await prove(place, cookie)).json.code).toBe("password.old_wrong");
  });
});
