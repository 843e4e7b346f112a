/** Doors: what stands behind each route of a contract. A door is thin: who may is data, and it makes one call. */
import type { Context, Outer } from "./context.ts";
import type { Refusals } from "./errors.ts";
import type { JobData } from "./jobs.ts";
import type { Answer, Contract, Given, Route } from "./route.ts";

/** What HTTP has besides the declared input: raw foreign messages, the session cookie and few others. */
export type Http = {
  rawQuery: string;
  rawBody: string;
  /** A header of the request by its lower-case name; null when it did not come exactly once. */
  header(name: string): string | null;
  /** Tells the version of what is answered, or of what a write has made (`versions.ts`). */
  tellVersion(version: string): void;
  setSession(token: string, keepForDays: number | null): void;
  clearSession(): void;
  /** A cookie of ours by its name; null when it did not come. */
  cookie(name: string): string | null;
  /** Gives a cookie that scripts cannot read, or takes it back with null. */
  setCookie(name: string, value: string | null, seconds: number): void;
};

/** A handler in one transaction that the door opens and commits. */
type Inside<R extends Route> = { in: (ctx: Context, given: Given<R>, http: Http) => Promise<Answer<R>> };
/** A handler that calls the network: it opens its own short transactions. */
type Outside<R extends Route> = { out: (outer: Outer, given: Given<R>, http: Http) => Promise<Answer<R>> };
export type Handler<R extends Route> =
  | ((ctx: Context, given: Given<R>, http: Http) => Promise<Answer<R>>)
  | Inside<R>
  | Outside<R>;
export type Doors<C extends Contract> = { [K in keyof C]: Handler<C[K]> };

/** Ties handlers to a contract: a route without its door, or a wrong shape, is a type error. */
export const doors = <const C extends Contract>(_contract: C, handlers: Doors<C>): Doors<C> => handlers;

/** Work by clock or by fact: ONE call to a verb. */
export type ModuleJob = {
  name: string;
  /** Facts that start it. */
  on?: readonly string[];
  /** Cron in Europe/Paris: run once for each organization. */
  cron?: string;
  retries?: number;
  concurrency?: number;
  perGroup?: number;
  expiresSeconds?: number;
} & (
  | { inside: (ctx: Context, data: never) => Promise<unknown> }
  | { outside: (outer: Outer, data: never) => Promise<unknown> }
);

/** Narrows the data of a job to what its sender puts in. */
export const job = <D extends JobData>(
  definition: Omit<ModuleJob, "inside" | "outside"> &
    (
      | { inside: (ctx: Context, data: D) => Promise<unknown> }
      | { outside: (outer: Outer, data: D) => Promise<unknown> }
    ),
): ModuleJob => definition as unknown as ModuleJob;

/** A rung of the ladder, as `modules.ts` lists it. */
export type Module = {
  name: string;
  contract?: Contract;
  doors?: Doors<Contract>;
  refusals?: Refusals;
  jobs?: readonly ModuleJob[];
};

/** Puts a module together; doors that do not fit its contract are a type error. */
export const moduleOf = <const C extends Contract>(
  name: string,
  contract: C,
  routes: Doors<C>,
  refusals: Refusals,
  jobs: readonly ModuleJob[] = [],
): Module => ({ name, contract, doors: routes as unknown as Doors<Contract>, refusals, jobs });
