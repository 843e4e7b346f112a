/** The only way out over HTTP: a host must be allow-listed, redirects are not followed, nothing hangs (OWASP ASVS 12.6). */

/** A call to a host that nobody allowed. */
export class OutboundRefused extends Error {}

/** True when an address is on a listed host. */
export function isListed(hosts: readonly string[], url: URL): boolean {
  const host = url.host.toLowerCase();
  return hosts.some((one) => {
    const listed = one.toLowerCase();
    return listed.startsWith("*.") ? host.endsWith(listed.slice(1)) : host === listed;
  });
}

/**
 * Wraps `fetch` with an allow-list of hosts (`host` or `host:port`, exact match; `*.host`: any name under it).
 * @throws OutboundRefused before any connection when the host is not listed.
 */
export function allowListedFetch(hosts: readonly string[], timeoutMs = 15_000): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!["http:", "https:"].includes(url.protocol) || !isListed(hosts, url)) {
      return Promise.reject(new OutboundRefused(`outbound call to ${url.host} is not allow-listed`));
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, redirect: "manual", signal });
  };
}
