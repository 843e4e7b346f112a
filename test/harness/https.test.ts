/** What changes when pages are served over https: a proxy holds the certificate, Quitus is told by PUBLIC_URL. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashPassword } from "../../server/modules/identity/index.ts";
import { modules } from "../../server/modules.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { anOrganization, aUser, call } from "./builders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules, env: { PUBLIC_URL: "https://extranet.example.org" } });
});
afterAll(() => app.close());

it("cookies are Secure and named so, and the browser is told to stay on https", async () => {
  const { slug, organization_id } = await anOrganization(app);
  const password = "Marguerite-2026";
  const user = await aUser(app, organization_id, { password_hash: await hashPassword(password) });
  const base = `${app.origin}/o/${slug}`;
  const signedIn = await call("POST", `${base}/api/sign-in`, {
    body: { identifier: user.identifier, password },
  });
  expect(signedIn.status).toBe(200);
  expect(signedIn.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  const cookies = signedIn.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Secure-/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
  }
  const session = cookies.find((one) => one.startsWith("__Secure-quitus_session="))!.split(";")[0]!;
  expect((await call("GET", `${base}/api/session`, { cookie: session })).json.identifier).toBe(
    user.identifier,
  );
  const bare = session.replace("__Secure-", "");
  expect((await call("GET", `${base}/api/session`, { cookie: bare })).status).toBe(401);
});
