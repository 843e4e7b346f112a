/** Builders: rows that a test needs, written by the owner's connection, each with defaults that can be overridden. */
import { newId } from "../../server/platform/ids.ts";
import { hashToken, newToken } from "../../server/platform/secrets.ts";
import type { TestApp } from "./app.ts";

type Row = Record<string, unknown>;
let serial = 0;
const next = () => (serial += 1);

async function insert<T extends Row>(app: TestApp, table: string, row: T): Promise<T> {
  const names = Object.keys(row);
  const values = names.map((name) => {
    const value = row[name];
    return value !== null &&
      typeof value === "object" &&
      !Array.isArray(value) &&
      !(value instanceof Date) &&
      !Buffer.isBuffer(value)
      ? JSON.stringify(value)
      : value;
  });
  await app.admin.query(
    `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
    values,
  );
  return row;
}

/** An organization reachable at `/o/<slug>`. */
export async function anOrganization(app: TestApp, over: Row = {}) {
  const n = next();
  const row = {
    organization_id: newId(),
    slug: `org${n}-${process.pid}`,
    name: `Organisme ${n}`,
    kind: "company",
    ...over,
  };
  await insert(app, "organizations", row);
  await insert(app, "organization_addresses", {
    address: `path:${row.slug}`,
    organization_id: row.organization_id,
  });
  return { ...row, base: `${app.origin}/o/${row.slug}` };
}

export const aCreditor = (app: TestApp, organizationId: string, over: Row = {}) => {
  const n = next();
  return insert(app, "creditors", {
    organization_id: organizationId,
    id: newId(),
    code: `C${n}`,
    name: `Créancier ${n}`,
    legal_name: `Créancier ${n} SAS`,
    iban: "FR7630006000011234567890189",
    ics: "FR72ZZZ123456",
    ...over,
  });
};

export const aParty = (app: TestApp, organizationId: string, over: Row = {}) => {
  const n = next();
  return insert(app, "parties", {
    organization_id: organizationId,
    id: newId(),
    code: `P${n}`,
    name: `Tiers ${n}`,
    email: `tiers${n}@example.org`,
    ...over,
  });
};

export const anAccount = (
  app: TestApp,
  organizationId: string,
  creditorId: string,
  partyId: string,
  over: Row = {},
) => {
  const n = next();
  return insert(app, "accounts", {
    organization_id: organizationId,
    id: newId(),
    creditor_id: creditorId,
    party_id: partyId,
    code: `411${String(n).padStart(5, "0")}`,
    label: `Compte ${n}`,
    published_at: new Date(),
    ...over,
  });
};

/** An entry, and the balance of its account with it. */
export async function anEntry(
  app: TestApp,
  organizationId: string,
  accountId: string,
  amountCents: number,
  over: Row = {},
) {
  const n = next();
  const row = {
    organization_id: organizationId,
    id: newId(),
    account_id: accountId,
    source_key: `test:${n}`,
    origin: "batch",
    entered_on: "2026-10-01",
    due_on: "2026-11-01",
    label: `Écriture ${n}`,
    piece: `F-${n}`,
    amount_cents: amountCents,
    ...over,
  };
  await insert(app, "entries", row);
  await app.admin.query(
    "update accounts set balance_cents = balance_cents + $3 where organization_id = $1 and id = $2",
    [organizationId, accountId, amountCents],
  );
  return row;
}

/** An active user with an open session: `cookie` goes into a request's header. */
export async function aUser(app: TestApp, organizationId: string, over: Row = {}) {
  const n = next();
  const row = {
    organization_id: organizationId,
    id: newId(),
    identifier: `user${n}`,
    email: `user${n}@example.org`,
    name: `Personne ${n}`,
    state: "active",
    ...over,
  };
  await insert(app, "users", row);
  return { ...row, ...(await aSession(app, organizationId, row.id as string)) };
}

export async function aSession(app: TestApp, organizationId: string, userId: string, over: Row = {}) {
  const token = newToken();
  const now = new Date();
  const sessionId = newId();
  await insert(app, "sessions", {
    organization_id: organizationId,
    id: sessionId,
    user_id: userId,
    token_hash: hashToken(token),
    remembered: false,
    created_at: now,
    seen_at: now,
    expires_at: new Date(now.getTime() + 86_400_000 * 365),
    ...over,
  });
  return { cookie: `quitus_session=${token}`, sessionId };
}

export const anAccess = (
  app: TestApp,
  organizationId: string,
  userId: string,
  partyId: string,
  over: Row = {},
) =>
  insert(app, "access_accounts", {
    organization_id: organizationId,
    user_id: userId,
    party_id: partyId,
    ...over,
  });

export const aStaffUser = (
  app: TestApp,
  organizationId: string,
  role: "reader" | "accountant" | "manager" | "administrator",
  over: Row = {},
) => aUser(app, organizationId, { staff_role: role, ...over });

/** A customer with one account: what most tests start from. */
export async function aCustomer(
  app: TestApp,
  organizationId: string,
  creditorId: string,
  over: { user?: Row; account?: Row; party?: Row } = {},
) {
  const party = await aParty(app, organizationId, over.party);
  const account = await anAccount(app, organizationId, creditorId, party.id as string, over.account);
  const user = await aUser(app, organizationId, over.user);
  await anAccess(app, organizationId, user.id as string, party.id as string);
  return { party, account, user };
}

export type CallOptions = {
  cookie?: string;
  bearer?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls the API as our pages do. */
export async function call(method: string, url: string, options: CallOptions = {}) {
  const raw = typeof options.body === "string" || Buffer.isBuffer(options.body);
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: {
      "x-quitus": "1",
      ...(options.body !== undefined && !raw ? { "content-type": "application/json" } : {}),
      ...(options.cookie ? { cookie: options.cookie } : {}),
      ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
      ...options.headers,
    },
    ...(options.body !== undefined
      ? { body: raw ? (options.body as string) : JSON.stringify(options.body) }
      : {}),
  });
  const type = response.headers.get("content-type") ?? "";
  const buffer = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    buffer,
    json: type.includes("json") ? JSON.parse(buffer.toString("utf8")) : null,
  };
}
