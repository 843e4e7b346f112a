import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { readAgency, updateAgency } from "./keep-agency.ts";
import { listCreditors } from "./read-creditor.ts";
import { readLogo, readOrganization } from "./read-organization.ts";
import { createCreditor, updateCreditor } from "./save-creditor.ts";
import { updateLogo, updateOrganization } from "./update-organization.ts";

export const routes = doors(contract, {
  readOrganization: (ctx) => readOrganization(ctx),
  readLogo: { out: (outer) => readLogo(outer) },
  updateOrganization: (ctx, { body }) => updateOrganization(ctx, body),
  updateLogo: { out: (outer, { body }) => updateLogo(outer, body) },
  readAgency: (ctx) => readAgency(ctx),
  updateAgency: (ctx, { body }) => updateAgency(ctx, body),
  listCreditors: (ctx) => listCreditors(ctx),
  createCreditor: (ctx, { body }) => createCreditor(ctx, body),
  updateCreditor: (ctx, { params, body }) => updateCreditor(ctx, params.creditor, body),
});
