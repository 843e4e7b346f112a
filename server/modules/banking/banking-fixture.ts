/** A house with a creditor, customers and a bank: what tests of bank statements start from. */
import { randomInt } from "node:crypto";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import type { BankLine, LineDetail } from "../../formats/bank-file/index.ts";
import { lineOf, statementOf, writeCamt } from "../../formats/bank-file/testing.ts";
import { ibanOfRib, ribKey } from "../../formats/iban/index.ts";
import { moduleOf } from "../../platform/doors.ts";
import { accountsByIds, entriesByIds } from "../ledger/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

export const startBank = (options: { work: boolean }): Promise<TestApp> =>
  startTestApp({ modules: [moduleOf("banking", contract, routes, refusals, jobs)], ...options });

/** A French IBAN that no other test has. */
export function anIban(): string {
  const account = String(randomInt(1e10)).padStart(11, "0");
  return ibanOfRib({ bank: "30006", branch: "00001", account, key: ribKey("30006", "00001", account) })!;
}

/** Money that came, with who sent it and what he wrote. */
export const received = (
  cents: number,
  given: {
    text?: string;
    name?: string;
    iban?: string;
    day?: string;
    reference?: string;
  } & Partial<BankLine> = {},
): BankLine => {
  const { text, name, iban, day, reference, ...line } = given;
  const detail: Partial<LineDetail> = {
    counterparty: { name: name ?? null, iban: iban ?? null, bic: null },
    remittance: text ? [text] : [],
    structuredReference: reference ?? null,
  };
  return lineOf({ cents, bookedOn: day ?? "2026-11-02", label: `VIR ${name ?? ""}`, ...line }, detail);
};

export async function aBank(app: TestApp) {
  const organization = await anOrganization(app);
  const org = organization.organization_id;
  const iban = anIban();
  const creditor = (await aCreditor(app, org, { iban })).id as string;
  const { cookie } = await aStaffUser(app, org, "manager");
  const api = async (method: string, path: string, body?: unknown, as = cookie) =>
    call(method, `${organization.base}/api/office${path}`, {
      cookie: as,
      ...(body === undefined ? {} : { body }),
    });
  let openingCents = 100_000;
  const fileOf = (lines: readonly BankLine[], key = iban) => {
    const { statement } = statementOf(lines, {
      openingCents,
      account: { iban: key, rib: null, currency: "EUR" },
    });
    openingCents = statement.closing!.cents;
    return [...writeCamt([{ statement, lines }], { format: "camt.053", version: "08" })].join("");
  };
  return {
    org,
    base: organization.base,
    creditor,
    iban,
    cookie,
    api,
    fileOf,
    /** Sends a file, as staff drop it. */
    drop: async (text: string) =>
      (
        await call("POST", `${organization.base}/api/office/bank-files?name=releve.xml`, {
          cookie,
          body: Buffer.from(text),
          headers: { "content-type": "application/octet-stream" },
        })
      ).json,
    customer: async (name: string, pieces: readonly { piece: string; cents: number }[]) => {
      const one = await aCustomer(app, org, creditor, { party: { name }, account: { label: name } });
      const accountId = one.account.id as string;
      const entries = [];
      for (const { piece, cents } of pieces)
        entries.push(
          (await anEntry(app, org, accountId, cents, { piece, label: `Facture ${piece}` })).id as string,
        );
      return { ...one, accountId, entries };
    },
    lines: async (query = "") => (await api("GET", `/bank-lines?${query}`)).json.items,
    openOf: async (entryId: string) =>
      (await app.inside(org, (ctx) => entriesByIds(ctx, [entryId])))[0]?.openCents,
    balanceOf: async (accountId: string) =>
      (await app.inside(org, (ctx) => accountsByIds(ctx, [accountId])))[0]?.balanceCents,
  };
}
