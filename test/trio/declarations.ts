/** Bills that I declared paid, in the trio's world; and how their routes, and those of what goes back, are called. */
import { declarePaid } from "../../server/modules/payments/declare-paid.ts";
import type { Actor } from "../../server/platform/context.ts";
import { dayInParis } from "../../server/platform/dates.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anEntry } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

export type Declarations = Awaited<ReturnType<typeof buildDeclarations>>;
const told = { paidOn: "2026-10-02", means: "transfer" as const, reference: "VIR", comment: "" };

export async function buildDeclarations(
  app: TestApp,
  organizationId: string,
  me: { user: { id: unknown }; accountId: string },
) {
  const actor: Actor = {
    kind: "user",
    userId: me.user.id as string,
    sessionId: newId(),
    name: "Test",
    staff: null,
    viewedBy: null,
    mustChangePassword: false,
  };
  const anOwed = async () => (await anEntry(app, organizationId, me.accountId, 1500)).id as string;
  const declared = async () => {
    const entry = await anOwed();
    return (await app.inside(organizationId, (ctx) => declarePaid(ctx, entry, told), actor)).id;
  };
  return {
    entry: outside("entry", await anOwed()),
    withdrawn: await declared(),
    decided: await declared(),
  };
}

/** How I call the routes of declarations, and of what goes back of a payment. */
export function declarationCases(declarations: Declarations, payment: string): Record<string, Case> {
  const { entry, withdrawn, decided } = declarations;
  return {
    recordReversal: {
      params: { payment },
      body: { kind: "refund", cents: 100, on: dayInParis(new Date()), reason: "Trop perçu" },
    },
    declarePaid: { params: { entry }, body: told },
    listDeclarations: { own: true },
    withdrawDeclaration: { params: { declaration: withdrawn } },
    listOfficeDeclarations: {},
    readOfficeDeclaration: { params: { declaration: decided } },
    decideDeclaration: { params: { declaration: decided }, body: { accept: true } },
  };
}
