import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { throttle } from "../../platform/throttle.ts";
import { reachProvider } from "./call-provider.ts";
import { passkeysWork } from "./factor-rules.ts";
import { tell, UNKNOWN } from "./facts.ts";
import { DEVICE_COOKIE, type Entered, finishSignIn, giveCookies } from "./finish-sign-in.ts";
import { ssoLimit } from "./limit-tries.ts";
import { canonical } from "./rules.ts";
import { openSso, redirectUriOf } from "./set-sso.ts";
import { bindUser, findBoundUser, findSso } from "./sql/sso.ts";
import { findUserByAddress, lockUser } from "./sql/users.ts";

/** What the browser keeps, sealed, while it is at the provider: only it can come back with the answer. */
const COOKIE = "quitus_sso";
const SECONDS = 600;
/** The provider's clock may be behind ours. */
const SKEW_MS = 60_000;
type Journey = {
  state: string;
  nonce: string;
  verifier: string;
  retour: string;
  until: number;
  /** The provider was asked to make sure again that it is he, whoever is signed in there. */
  again: boolean;
};

/** Why a sign-in by the provider failed, as the sign-in page is told. */
type Failure = "failed" | "unknown" | "off";

/**
 * Leaves for the provider (ACC-9): authorization code with PKCE (RFC 7636), state and nonce.
 * A person arrives here by a link: what goes wrong is told on the sign-in page.
 * @param asked where to come back to; `again`: who is signed in at the provider signs in anew (OpenID Connect Core 3.1.2.1).
 */
export async function startSso(
  outer: Outer,
  asked: { retour?: string | undefined; again: boolean },
  http: Http,
) {
  await throttle(outer, [ssoLimit(outer)]);
  const provider = await outer.transaction(openSso);
  if (!provider) return back(outer, "off");
  try {
    const configuration = await reachProvider(outer, provider);
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const until = outer.clock().getTime() + SECONDS * 1000;
    const { again } = asked;
    const journey: Journey = {
      state,
      nonce,
      verifier,
      retour: safeReturn(outer, asked.retour),
      until,
      again,
    };
    http.setCookie(
      COOKIE,
      outer.services.sealer.seal(journey, purposeOf(outer)).toString("base64url"),
      SECONDS,
    );
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUriOf(outer),
      scope: "openid email profile",
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(again ? { prompt: "login", max_age: "0" } : {}),
    });
    return { redirect: url.href };
  } catch (error) {
    outer.services.log.warn({ err: error, requestId: outer.requestId }, "single sign-on: provider");
    return back(outer, "failed");
  }
}

/** Back from the provider: only staff who exist already come in, known by subject or by a verified address. */
export async function endSso(outer: Outer, http: Http) {
  await throttle(outer, [ssoLimit(outer)]);
  const journey = readJourney(outer, http.cookie(COOKIE));
  http.setCookie(COOKIE, null, 0);
  const provider = await outer.transaction(openSso);
  if (!provider || !journey) return back(outer, provider ? "failed" : "off");
  const claims = await redeem(outer, provider, journey, http.rawQuery);
  if (!claims || (journey.again && !isAnew(journey, claims))) return back(outer, "failed");
  const device = http.cookie(DEVICE_COOKIE);
  const entered = await outer.transaction((ctx) => enter(ctx, claims, { device, proved: journey.again }));
  if (!entered) {
    await outer.transaction((ctx) => tell(ctx, "identity.sign_in_failed", UNKNOWN, { by: "sso" }));
    return back(outer, "unknown");
  }
  giveCookies(http, entered);
  return { redirect: `${outer.baseUrl}${journey.retour}` };
}

/** Asked anew, the provider says when it made sure; one that says nothing, or says before, made sure of nothing. */
const isAnew = (journey: Journey, { auth_time: at }: IDToken): boolean =>
  typeof at === "number" && at * 1000 >= journey.until - SECONDS * 1000 - SKEW_MS;

const purposeOf = (outer: Outer): string => `sso:${outer.organizationId}`;
const back = (outer: Outer, why: Failure) => ({ redirect: `${outer.baseUrl}/connexion?echec=sso-${why}` });

/** A page of ours, without the base; the first one otherwise (no open redirect). */
function safeReturn(outer: Outer, asked: string | undefined): string {
  if (!asked || !/^\/(?![/\\])/.test(asked)) return "/";
  const url = new URL(asked, outer.baseUrl);
  return url.origin === new URL(outer.baseUrl).origin ? `${url.pathname}${url.search}` : "/";
}

function readJourney(outer: Outer, cookie: string | null): Journey | null {
  try {
    const sealed = Buffer.from(cookie ?? "", "base64url");
    const journey = outer.services.sealer.open<Journey>(sealed, purposeOf(outer));
    return journey.until > outer.clock().getTime() ? journey : null;
  } catch {
    return null; // absent, forged, or sealed for another organization
  }
}

/** Exchanges the code for the ID token: state, nonce, issuer, audience, time and signature are checked by the library. */
async function redeem(
  outer: Outer,
  provider: { issuer: string; clientId: string; secret: string },
  journey: Journey,
  query: string,
): Promise<IDToken | null> {
  try {
    const configuration = await reachProvider(outer, provider);
    const tokens = await authorizationCodeGrant(configuration, new URL(`${redirectUriOf(outer)}?${query}`), {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: journey.nonce,
      idTokenExpected: true,
    });
    return tokens.claims() ?? null;
  } catch (error) {
    outer.services.log.warn({ err: error, requestId: outer.requestId }, "single sign-on: code");
    return null;
  }
}

async function enter(
  ctx: Context,
  claims: IDToken,
  browser: { device: string | null; proved: boolean },
): Promise<Entered | null> {
  const settings = await findSso(ctx);
  if (!settings?.enabled) return null;
  const bound = await findBoundUser(ctx, settings.issuer, claims.sub);
  const user = await lockUserOf(ctx, bound ?? (await idByAddress(ctx, claims)));
  if (!user?.staffRole || user.state === "disabled") return null;
  if (!bound && !(await bindUser(ctx, settings.issuer, claims.sub, user.id))) return null;
  return finishSignIn(ctx, user, { remembered: false, openedBy: "sso", ...browser });
}

const lockUserOf = async (ctx: Context, id: string | null) => (id ? lockUser(ctx, id) : undefined);

/** An address counts only when the provider says that it verified it (OpenID Connect Core section 5.7). */
async function idByAddress(ctx: Context, claims: IDToken): Promise<string | null> {
  const { email, email_verified: verified } = claims;
  if (typeof email !== "string" || verified !== true) return null;
  return (await findUserByAddress(ctx, canonical(email)))?.id ?? null;
}

/** By which means besides a password one signs in here. */
export async function readSignInMeans(ctx: Context) {
  const settings = await findSso(ctx);
  return { passkeys: passkeysWork(ctx.baseUrl), sso: settings?.enabled ? { label: settings.label } : null };
}
