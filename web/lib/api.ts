// The typed client of our own API. Types come from the contracts; methods and paths from the build.
import { operations as atTheDoor } from "virtual:operations/door";
import type { contract as audit } from "../../server/modules/audit/contract.ts";
import type { contract as banking } from "../../server/modules/banking/contract.ts";
import type { contract as collections } from "../../server/modules/collections/contract.ts";
import type { contract as coordinates } from "../../server/modules/coordinates/contract.ts";
import type { contract as directory } from "../../server/modules/directory/contract.ts";
import type { contract as disputes } from "../../server/modules/disputes/contract.ts";
import type { contract as exchange } from "../../server/modules/exchange/contract.ts";
import type { contract as exportsContract } from "../../server/modules/exports/contract.ts";
import type { contract as identity } from "../../server/modules/identity/contract.ts";
import type { contract as insights } from "../../server/modules/insights/contract.ts";
import type { contract as ledger } from "../../server/modules/ledger/contract.ts";
import type { contract as mandates } from "../../server/modules/mandates/contract.ts";
import type { contract as messaging } from "../../server/modules/messaging/contract.ts";
import type { contract as notifications } from "../../server/modules/notifications/contract.ts";
import type { contract as organizations } from "../../server/modules/organizations/contract.ts";
import type { contract as payments } from "../../server/modules/payments/contract.ts";
import type { contract as privacy } from "../../server/modules/privacy/contract.ts";
import type { contract as signatures } from "../../server/modules/signatures/contract.ts";
import type { contract as webhooks } from "../../server/modules/webhooks/contract.ts";
import type { Call, Got } from "../../server/platform/route.ts";
import { base } from "./place.ts";
import { typeset } from "./typeset.ts";

type Contracts = typeof audit &
  typeof banking &
  typeof coordinates &
  typeof directory &
  typeof disputes &
  typeof exchange &
  typeof exportsContract &
  typeof identity &
  typeof insights &
  typeof ledger &
  typeof collections &
  typeof mandates &
  typeof messaging &
  typeof notifications &
  typeof organizations &
  typeof payments &
  typeof privacy &
  typeof signatures &
  typeof webhooks;

/** The name of an operation of the API: `readAccount`. */
export type OperationId = keyof Contracts;
/** What an operation is given: `{ params?, query?, body? }`. */
export type CallOf<O extends OperationId> = Call<Contracts[O]>;
/** What an operation answers. */
export type GotOf<O extends OperationId> = Got<Contracts[O]>;

export type CallOptions = {
  signal?: AbortSignal;
  /** Sent with operations that may be repeated: keep the same one for a second try. Made up when absent. */
  key?: string;
  /** The version of what a write replaces, as its form was opened (`versionSeen`): refused with `state.changed` since. */
  seen?: string | undefined;
  /** The media type of a body that is a file; its own when absent. */
  mediaType?: string;
};

/** Nothing to give when an operation asks for nothing that is required. */
type Given<C> =
  Record<never, never> extends C ? [call?: C, options?: CallOptions] : [call: C, options?: CallOptions];
type Client = { [O in OperationId]: (...given: Given<CallOf<O>>) => Promise<GotOf<O>> };
type AnyCall = { params?: object; query?: object; body?: unknown };

/** A refusal of the server: `title` is a sentence for the reader, in the language of the screen. */
export class ApiProblem extends Error {
  /** The stable name of the refusal, such as `cart.changed`; `network` when the server could not be reached. */
  readonly code: string;
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly title: string;
  /** Everything that the answer says besides. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(status: number, body: { title?: string; code?: string; [key: string]: unknown }) {
    super(body.title ?? `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? "unknown";
    const title = body.title ?? unexpected();
    this.title = inFrench() ? typeset(title) : title;
    this.details = body;
  }
}

/** Calls the API: `await api.readAccount({ params: { account } })`. Throws `ApiProblem`. */
export const api = new Proxy({} as Client, {
  get: (_, operation: string) => (call?: AnyCall, options?: CallOptions) =>
    send(operation, call ?? {}, options ?? {}),
});

/** The address of a file (PDF, spreadsheet, logo) that the API serves: for links, frames and images. */
export function fileAddress<O extends OperationId>(operation: O, call: CallOf<O>): string {
  return addressOf(operation, call as AnyCall);
}

let operations = atTheDoor;

/** Loads what is called behind the door: awaited by whatever leads there, so that the sign-in page stays light. */
export async function openOperations(): Promise<void> {
  if (operations !== atTheDoor) return;
  const inside = await import("virtual:operations/inside");
  operations = { ...atTheDoor, ...inside.operations };
}

async function send(operation: string, call: AnyCall, options: CallOptions): Promise<unknown> {
  if (!operations[operation]) await openOperations();
  const [method, , idempotent, answersAFile] = find(operation);
  const headers: Record<string, string> = {
    "x-quitus": "1",
    "accept-language": document.documentElement.lang || "fr",
  };
  if (options.seen) headers["if-match"] = options.seen;
  if (idempotent) headers["idempotency-key"] = options.key ?? newKey();
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: options.signal ?? null };
  if (call.body !== undefined) {
    const file = call.body instanceof Blob ? call.body : null;
    headers["content-type"] = file
      ? options.mediaType || file.type || "application/octet-stream"
      : "application/json";
    init.body = file ?? JSON.stringify(call.body);
  }
  const response = await fetch(addressOf(operation, call), init).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, { code: "network", title: unreachable() });
  });
  if (!response.ok) throw new ApiProblem(response.status, await readProblem(response));
  const version = response.headers.get("etag");
  if (version) versions.set(addressOf(operation, call), version);
  return answersAFile ? response.blob() : response.json();
}

const versions = new Map<string, string>();

/** The version of what this operation last answered, or made; undefined for what has none. */
export function versionSeen<O extends OperationId>(operation: O, call: CallOf<O>): string | undefined {
  return versions.get(addressOf(operation, call as AnyCall));
}

/** A write told the version of what this read will answer. */
export function keepVersion<O extends OperationId>(operation: O, call: CallOf<O>, version: string): void {
  versions.set(addressOf(operation, call as AnyCall), version);
}

function addressOf(operation: string, { params = {}, query = {} }: AnyCall): string {
  const given = params as Record<string, string>;
  const path = find(operation)[1].replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(given[name] ?? ""),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  return `${base}${path}${search.size > 0 ? `?${search}` : ""}`;
}

function find(operation: string) {
  const found = operations[operation];
  if (!found) throw new Error(`no operation named ${operation}`);
  return found;
}

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  const isProblem = response.headers.get("content-type")?.includes("json");
  return isProblem ? response.json().catch(() => ({})) : {};
}

/** A key of 128 random bits (`crypto.randomUUID` is missing on a plain-HTTP intranet). */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

const inFrench = () => document.documentElement.lang !== "en";
const unreachable = () =>
  inFrench()
    ? "Le service ne répond pas. Vérifiez votre connexion, puis réessayez."
    : "The service does not answer. Check your connection, then try again.";
const unexpected = () =>
  inFrench()
    ? "Une erreur est survenue de notre côté. Réessayez dans un instant."
    : "Something went wrong on our side. Try again in a moment.";
