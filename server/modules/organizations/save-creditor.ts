import { isIbanOfAnyCountry } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import { refuse, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { mayStaffSee, visibleCreditorIds } from "./access.ts";
import { type Creditor, type DueRule, refusals } from "./contract.ts";
import { readCreditor, showCreditor } from "./read-creditor.ts";
import { readSettings } from "./read-organization.ts";
import { type CreditorValues, insertCreditor, saveCreditor, savePublication } from "./sql.ts";

const refuseHere = refuser(refusals);

export type CreditorFields = {
  code: string;
  name: string;
  legalName: string;
  address: string[];
  siret: string;
  ics: string;
  iban: string;
  email: string;
  dueRule: DueRule;
  fiscalYearEndMonth: number;
  customerPrefixes: string[];
};

/** Creates a creditor. Staff limited to some creditors may not: they would not see it. */
export async function createCreditor(ctx: Context, fields: CreditorFields): Promise<Creditor> {
  if (visibleCreditorIds(ctx.actor) !== null) refuse("forbidden");
  const values = valuesOf(fields);
  const id = newId(ctx.clock().getTime());
  if (!(await insertCreditor(ctx, id, values))) refuseHere("creditor.code_taken");
  await recordFact(ctx, {
    name: "organizations.creditor_created",
    subject: { kind: "creditor", id },
    data: { code: fields.code, name: fields.name },
  });
  return show(ctx, id);
}

/** Changes a creditor. @throws Refusal `not_found` for staff who may not see it. */
export async function updateCreditor(ctx: Context, id: string, fields: CreditorFields): Promise<Creditor> {
  if (!mayStaffSee(ctx.actor, id)) refuse("not_found");
  const before = await readCreditor(ctx, id);
  if (!(await saveCreditor(ctx, id, valuesOf(fields)))) refuseHere("creditor.code_taken");
  const changed = Object.keys(fields).filter((key) => {
    const name = key as keyof CreditorFields;
    return JSON.stringify(before[name]) !== JSON.stringify(fields[name]);
  });
  await recordFact(ctx, {
    name: "organizations.creditor_updated",
    subject: { kind: "creditor", id },
    data: { changed },
  });
  return show(ctx, id);
}

/** Stamps a creditor as published at an instant (ACT-9); an older instant changes nothing. */
export const markPublished = (ctx: Context, creditorId: string, at: Date): Promise<void> =>
  savePublication(ctx, creditorId, at);

const show = async (ctx: Context, id: string): Promise<Creditor> =>
  showCreditor(ctx, await readCreditor(ctx, id), await readSettings(ctx));

function valuesOf(fields: CreditorFields): CreditorValues {
  if (fields.iban !== "" && !isIbanOfAnyCountry(fields.iban)) refuseHere("creditor.iban_invalid");
  return {
    code: fields.code,
    name: fields.name,
    legal_name: fields.legalName,
    address: fields.address,
    siret: fields.siret,
    ics: fields.ics,
    iban: fields.iban,
    email: fields.email,
    due_rule: JSON.stringify(fields.dueRule),
    fiscal_year_end_month: fields.fiscalYearEndMonth,
    customer_prefixes: fields.customerPrefixes,
  };
}
