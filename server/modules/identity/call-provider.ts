/** The way to an OpenID Connect provider: discovery, keys and tokens, by the checked way out only. */
import {
  allowInsecureRequests,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from "openid-client";
import type { Outer } from "../../platform/context.ts";
import { publicFetch } from "../../platform/public-fetch.ts";

const SECONDS = 10;
const MOST_BYTES = 512 * 1024;

export type Provider = { issuer: string; clientId: string; secret: string };

/**
 * Reads a provider's discovery document. Everything that follows goes out by `publicFetch`: https on a public address,
 * or a host that the operator vouches for (OUTBOUND_HOSTS); and the signature of ID tokens is checked by its keys.
 * @throws Error when it does not answer, or not as a provider of that issuer does
 */
export async function reachProvider(outer: Outer, provider: Provider): Promise<Configuration> {
  const issuer = new URL(provider.issuer);
  return discovery(issuer, provider.clientId, provider.secret, undefined, {
    execute: [
      enableNonRepudiationChecks,
      // Plain HTTP gets no further than a host that the operator vouches for.
      ...(issuer.protocol === "http:" ? [allowInsecureRequests] : []),
    ],
    [customFetch]: checkedFetch(outer),
    timeout: SECONDS,
  });
}

const checkedFetch =
  (outer: Outer): CustomFetch =>
  async (url, options) => {
    const answer = await publicFetch(url, {
      method: options.method === "POST" ? "POST" : "GET",
      headers: { ...options.headers },
      timeoutMs: SECONDS * 1000,
      maxBytes: MOST_BYTES,
      trustedHosts: outer.services.config.OUTBOUND_HOSTS,
      ...(options.body === undefined || options.body === null ? {} : { body: textOf(options.body) }),
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      if (typeof value === "string") headers.set(name, value);
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : new Uint8Array(answer.body), { status: answer.status, headers });
  };

const textOf = (body: unknown): string =>
  body instanceof URLSearchParams || typeof body === "string" ? body.toString() : "";
