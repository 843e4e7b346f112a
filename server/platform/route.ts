/**
 * Routes are data: one declaration gives validation, authorization at the door, OpenAPI 3.1 and the typed client.
 * The web imports only types from contracts; the paths reach it through the build (vite.config.ts).
 */
import type { z } from "zod";

/** Who may knock. Finer rules (which account, which creditor) belong to `access.ts` and to the SQL scope. */
export type Who = "anyone" | "user" | StaffWho | "publisher";
export type StaffWho = "staff:reader" | "staff:accountant" | "staff:manager" | "staff:administrator";

/** A body or an answer that is not JSON. */
export type Binary = { readonly binary: readonly string[] };
export const binary = (...mediaTypes: string[]): Binary => ({ binary: mediaTypes });
export const isBinary = (shape: unknown): shape is Binary =>
  typeof shape === "object" && shape !== null && "binary" in shape;

export type Route = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  who: Who;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType | Binary;
  response: z.ZodType | Binary;
  /** A write that the caller may repeat with the same `Idempotency-Key` and get the same answer. */
  idempotent?: boolean;
  /** The option of the organization that opens it to customers (SPEC OFF-5): refused to them while it is off. */
  option?: string;
  /**
   * What a write of settings replaces: the read that shows it (same `params`), and the names in its answer that move by
   * themselves. A form that was opened before somebody else saved is then told (`versions.ts`).
   */
  state?: { of: string; without?: readonly string[] };
  /** Largest body in bytes (default 256 KiB). */
  limit?: number;
  /** Writes by GET-like foreign calls that carry no session (notifications): no CSRF check. */
  foreign?: boolean;
};
export const route = <const R extends Route>(r: R): R => r;
export type Contract = Record<string, Route>;

type Input<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : T extends Binary ? BodyInit : undefined;
/** What a handler receives. */
export type Given<R extends Route> = {
  params: Input<R["params"]>;
  query: Input<R["query"]>;
  body: R["body"] extends Binary ? NodeJS.ReadableStream : Input<R["body"]>;
};
/** A file as an answer. */
export type FileAnswer = {
  mediaType: string;
  fileName: string;
  content: Buffer | NodeJS.ReadableStream | AsyncIterable<Uint8Array | string>;
  /** Shown in the page instead of saved. */
  inline?: boolean;
};
/** What a handler returns; `redirect` answers 303. */
export type Answer<R extends Route> = R["response"] extends z.ZodType
  ? z.input<R["response"]>
  : FileAnswer | { redirect: string };
/** What a client sends. */
export type Call<R extends Route> = {
  [K in "params" | "query" | "body" as R[K] extends z.ZodType | Binary ? K : never]: Sent<R[K]>;
};
/** What a client gets. */
export type Got<R extends Route> = R["response"] extends z.ZodType ? z.output<R["response"]> : Blob;
