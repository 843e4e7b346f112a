/** A creditor that offers direct debit, a customer who owes, and the gestures of signing, over real HTTP. */
import { contract, refusals } from "../../server/modules/mandates/contract.ts";
import { codeToSend, noteCodeSent } from "../../server/modules/mandates/index.ts";
import { jobs } from "../../server/modules/mandates/jobs.ts";
import { routes } from "../../server/modules/mandates/routes.ts";
import { moduleOf } from "../../server/platform/doors.ts";
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "./app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, call } from "./builders.ts";

export const mandatesModule = moduleOf("mandates", contract, routes, refusals, jobs);

/** A valid account of a French bank, and another one. */
export const IBAN = "FR7630006000011234567890189";
export const OTHER_IBAN = "FR1420041010050500013M02606";

type Terms = {
  automatic: boolean;
  plan_months: number;
  pre_notification_days: number;
  channels: string[];
  signers: "any" | "main";
};

/** An organization with one creditor that offers direct debit on line. */
export async function openDebits(app: TestApp, over: Partial<Terms> = {}) {
  const organization = await anOrganization(app);
  const creditor = await aCreditor(app, organization.organization_id, {
    code: "REGIE",
    name: "Régie de l’eau",
    legal_name: "Régie de l’eau de Montfleuri",
    address: ["1 place de la Mairie", "71000 Mâcon"],
  });
  const organizationId = organization.organization_id;
  const creditorId = creditor.id as string;
  const terms = {
    automatic: true,
    plan_months: 3,
    pre_notification_days: 14,
    channels: ["email", "sms"],
    signers: "any",
    ...over,
  };
  await app.admin.query(
    `insert into mandate_settings (organization_id, creditor_id, offered, automatic, plan_months, pre_notification_days, channels, signers, updated_at)
     values ($1, $2, true, $3, $4, $5, $6, $7, now())`,
    [
      organizationId,
      creditorId,
      terms.automatic,
      terms.plan_months,
      terms.pre_notification_days,
      terms.channels,
      terms.signers,
    ],
  );
  return {
    organization,
    creditor,
    organizationId,
    creditorId,
    creditorOut: outside("creditor", creditorId),
    base: organization.base,
  };
}
export type Debits = Awaited<ReturnType<typeof openDebits>>;

/** A customer who owes these amounts, and how he signs. */
export async function aSigner(
  app: TestApp,
  debits: Pick<Debits, "organizationId" | "creditorId" | "base">,
  amounts: readonly number[] = [10_000],
  user: Record<string, unknown> = {},
) {
  const customer = await aCustomer(app, debits.organizationId, debits.creditorId, {
    user,
    party: { address: ["12 rue des Lilas", "71000 Mâcon"] },
  });
  for (const cents of amounts)
    await anEntry(app, debits.organizationId, customer.account.id as string, cents);
  const { cookie } = customer.user;
  const account = outside("account", customer.account.id as string);
  const api = (method: string, path: string, body?: unknown) =>
    call(method, `${debits.base}/api${path}`, { cookie, body });
  const prepare = (over: Record<string, unknown> = {}) =>
    api("POST", `/accounts/${account}/mandates`, {
      iban: IBAN,
      holder: "Camille Durand",
      mode: "automatic",
      channel: "email",
      ...over,
    });
  const askCode = (id: string, body: Record<string, unknown> = {}) =>
    api("POST", `/mandates/${id}/code`, body);
  const sign = (id: string, code: string) => api("POST", `/mandates/${id}/sign`, { code, agreed: true });
  return {
    ...customer,
    accountId: customer.account.id as string,
    accountOut: account,
    api,
    prepare,
    askCode,
    sign,
    codeOf: (id: string) => codeOf(app, debits.organizationId, id),
    /** From nothing to a mandate in force. */
    async signed(over: Record<string, unknown> = {}) {
      const { id } = (await prepare(over)).json;
      await askCode(id);
      const made = await sign(id, await codeOf(app, debits.organizationId, id));
      if (made.status !== 200) throw new Error(JSON.stringify(made.json));
      return made.json;
    },
  };
}
export type Signer = Awaited<ReturnType<typeof aSigner>>;

/** The code as its message carries it, which then leaves. */
export async function codeOf(app: TestApp, organizationId: string, mandate: string): Promise<string> {
  const { rows } = await app.admin.query<{ code_id: string }>(
    `select code_id from mandate_signatures where organization_id = $1 and replace(mandate_id::text, '-', '') = $2 and state = 'open'`,
    [organizationId, mandate.slice(4)],
  );
  return app.inside(organizationId, async (ctx) => {
    const code = await codeToSend(ctx, rows[0]!.code_id);
    await noteCodeSent(ctx, rows[0]!.code_id);
    return code ?? "";
  });
}
