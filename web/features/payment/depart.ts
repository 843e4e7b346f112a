import type { GotOf } from "../../lib/api.ts";

export type Departure = GotOf<"startPayment">["departure"];

/** Leaves for the provider's page, in this window (SPEC PAY-4): by address, or by a form posted with its fields. */
export function depart({ method, url, fields }: Departure): void {
  // Whoever comes back by the browser's own arrow finds the page as it was left, its button busy for ever: it is read anew.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload(), { once: true });
  if (method === "GET" && Object.keys(fields).length === 0) return globalThis.location.assign(url);
  const form = document.createElement("form");
  form.method = method;
  form.action = url;
  form.acceptCharset = "utf-8";
  form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
