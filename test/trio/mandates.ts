/** Mandates of the trio's world: mine, one for each act that ends it; and how I call their routes. */
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anAccount, call } from "../harness/builders.ts";
import { codeOf, IBAN, OTHER_IBAN } from "../harness/mandates.ts";
import type { Case } from "./cases.ts";

export type Mandates = Awaited<ReturnType<typeof buildMandates>>;

type Me = { user: { cookie: string }; party: { id: unknown }; accountId: string };
type Place = { organizationId: string; creditorId: string; base: string };

export async function buildMandates(app: TestApp, place: Place, me: Me, staffCookie: string) {
  const { organizationId, creditorId, base } = place;
  await app.admin.query("update creditors set address = '{1 place de la Mairie,71000 Mâcon}' where id = $1", [
    creditorId,
  ]);
  await app.admin.query(
    `insert into mandate_settings (organization_id, creditor_id, offered, automatic, plan_months, pre_notification_days, channels, signers, updated_at)
     values ($1, $2, true, true, 3, 14, '{email}', 'any', now())`,
    [organizationId, creditorId],
  );
  const party = me.party.id as string;
  const other = await anAccount(app, organizationId, creditorId, party);
  const account = outside("account", me.accountId);
  const api = (path: string, body: unknown, cookie = me.user.cookie) =>
    call("POST", `${base}/api${path}`, { cookie, body });
  const prepare = async (mode: string) =>
    (
      await api(`/accounts/${account}/mandates`, {
        iban: IBAN,
        holder: "Moi",
        mode,
        cents: mode === "one_off" ? 100 : null,
        channel: "email",
      })
    ).json.id as string;
  const signed = async (mode = "one_off") => {
    const id = await prepare(mode);
    await api(`/mandates/${id}/code`, {});
    await api(`/mandates/${id}/sign`, { code: await codeOf(app, organizationId, id), agreed: true });
    return id;
  };
  const automatic = await signed("automatic");
  const paper = await api(
    `/office/accounts/${outside("account", other.id as string)}/mandates`,
    { iban: IBAN, holder: "Moi", mode: "one_off", cents: 100, signedOn: "2026-01-15" },
    staffCookie,
  );
  const built = {
    automatic,
    revoked: await signed(),
    moved: await signed(),
    unsealed: await signed(),
    paper: paper.json.id as string,
    toSign: await prepare("one_off"),
    toAsk: await prepare("one_off"),
    toGiveUp: await prepare("one_off"),
  };
  // One draft per person and account is the rule: here one is wanted for each route.
  await app.admin.query(
    "update mandate_signatures set state = 'open' where organization_id = $1 and state = 'dead'",
    [organizationId],
  );
  await app.admin.query(
    "update mandates set state = 'draft' where organization_id = $1 and state = 'abandoned'",
    [organizationId],
  );
  await app.admin.query(
    "update mandate_signatures set state = 'right' where organization_id = $1 and replace(mandate_id::text, '-', '') = $2",
    [organizationId, built.unsealed.slice(4)],
  );
  await app.admin.query(
    "update mandates set state = 'signing' where organization_id = $1 and replace(id::text, '-', '') = $2",
    [organizationId, built.unsealed.slice(4)],
  );
  await api(`/mandates/${built.toSign}/code`, {});
  return {
    ...built,
    account,
    other: outside("account", other.id as string),
    creditor: outside("creditor", creditorId),
    code: await codeOf(app, organizationId, built.toSign),
  };
}

/** How I call the routes of mandates. */
export function mandateCases(mandates: Mandates): Record<string, Case> {
  const { account, other, creditor } = mandates;
  const of = (mandate: string) => ({ params: { mandate } });
  const wish = { iban: OTHER_IBAN, channel: "email" };
  return {
    readDebitOffer: { params: { account } },
    checkIban: { own: true, body: { iban: IBAN } },
    prepareMandate: { params: { account: other }, body: { ...wish, holder: "Moi", cents: 100 } },
    listMandates: { own: true },
    readMandate: of(mandates.automatic),
    readMandateDocument: of(mandates.automatic),
    askMandateCode: { ...of(mandates.toAsk), body: {} },
    signMandate: { ...of(mandates.toSign), body: { code: mandates.code, agreed: true } },
    changeMandateAccount: { ...of(mandates.automatic), body: wish },
    giveUpMandate: of(mandates.toGiveUp),
    revokeMandate: of(mandates.revoked),
    listOfficeMandates: {},
    readOfficeMandate: of(mandates.automatic),
    readOfficeMandateDocument: of(mandates.automatic),
    readMandateEvidence: of(mandates.automatic),
    moveMandate: { ...of(mandates.moved), body: { to: "suspended", reason: "À la demande du client" } },
    sealMandate: of(mandates.unsealed),
    readPaperTerms: { params: { account: other } },
    typeMandate: {
      params: { account: other },
      body: { iban: IBAN, holder: "Moi", mode: "one_off", cents: 100, signedOn: "2026-01-15" },
    },
    sendMandateScan: {
      ...of(mandates.paper),
      body: Buffer.from("%PDF-1.7 the scan of a mandate"),
      contentType: "application/pdf",
    },
    readDebitSettings: { params: { creditor } },
    saveDebitSettings: {
      params: { creditor },
      body: {
        offered: true,
        automatic: true,
        planMonths: 3,
        preNotificationDays: 14,
        channels: ["email"],
        signers: "any",
        creditWarningRead: true,
      },
    },
    listDebitCreditors: { own: true },
  };
}
