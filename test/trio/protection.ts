/** Second factors, sessions and single sign-on: something of mine for their routes, and how I call them. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aSession } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

/** A passkey and a second session of mine. */
export async function buildProtection(app: TestApp, organizationId: string, userId: string) {
  const passkeyId = newId();
  await app.admin.query(
    `insert into passkeys (organization_id, id, user_id, credential_id, public_key, sign_count, backed_up, name, created_at)
     values ($1, $2, $3, $4, '\\x00', 0, false, 'Téléphone', now())`,
    [organizationId, passkeyId, userId, passkeyId],
  );
  const { sessionId } = await aSession(app, organizationId, userId);
  return { passkey: outside("passkey", passkeyId), session: outside("session", sessionId) };
}

export function protectionCases(
  ids: { passkey: string; session: string },
  subject: { user: string },
): Record<string, Case> {
  const token = "a".repeat(43);
  const answer = { id: "x", rawId: "x", type: "public-key", response: {} };
  const wrong = { password: "wrong" };
  return {
    readSignInMeans: { open: true },
    passSecondStep: { open: true, body: { token, proof: { code: "000000" } }, mine: 410 },
    askPasskey: { open: true, body: {}, mine: 409 },
    signInWithPasskey: { open: true, body: { token, answer }, mine: 410 },
    startSso: { open: true, mine: 303 },
    endSso: { open: true, mine: 303 },
    readProtection: { own: true },
    startTotp: { own: true, body: wrong, mine: 409 },
    confirmTotp: { own: true, body: { code: "000000" }, mine: 409 },
    removeTotp: { own: true, body: wrong, mine: 409 },
    makeRecoveryCodes: { own: true, body: wrong, mine: 409 },
    askNewPasskey: { own: true, body: wrong, mine: 409 },
    addPasskey: { own: true, body: { token, name: "x", answer }, mine: 410 },
    removePasskey: { params: { passkey: ids.passkey }, body: wrong, mine: 409 },
    listSessions: { own: true },
    endSession: { params: { session: ids.session } },
    endOtherSessions: { own: true },
    readSso: {},
    updateSso: {
      body: {
        label: "Agents",
        issuer: "https://sso.example",
        clientId: "quitus",
        clientSecret: "x",
        enabled: false,
      },
    },
    resetProtection: { params: subject },
  };
}
