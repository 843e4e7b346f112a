/** The only way out over HTTP: a host must be allow-listed, redirects are not followed, nothing hangs (OWASP ASVS 12.6). */

/** A call to a host that nobody allowed. */
export class OutboundRefused extends Error {}

/**
 * Wraps `fetch` with an allow-list of hosts (`host` or `host:port`, exact match).
 * @throws OutboundRefused before any connection when the host is not listed.
 */
export function allowListedFetch(hosts: readonly string[], timeoutMs = 15_000): typeof fetch {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!["http:", "https:"].includes(url.protocol) || !allowed.has(url.host.toLowerCase())) {
      return Promise.reject(new OutboundRefused(`outbound call to ${url.host} is not allow-listed`));
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, redirect: "manual", signal });
  };
}
