/**
 * All that is held of people: the kinds of every module, in the order in which they are erased. A module that holds
 * something of people adds its own here; `test/house/personal-data.test.ts` finds the tables that nobody tells of.
 */
import type { Context } from "../../platform/context.ts";
import {
  type Consent,
  countHeld,
  type Held,
  type PersonalKind,
  type Subject,
} from "../../platform/personal-data.ts";
import { personalKinds as banking } from "../banking/index.ts";
import { personalKinds as collections } from "../collections/index.ts";
import { personalKinds as coordinates, paperConsents } from "../coordinates/index.ts";
import { colleagueConsents, personalKinds as directory, subjectOf } from "../directory/index.ts";
import { personalKinds as disputes } from "../disputes/index.ts";
import { personalKinds as identity } from "../identity/index.ts";
import { personalKinds as ledger } from "../ledger/index.ts";
import { personalKinds as mandates } from "../mandates/index.ts";
import { personalKinds as messaging } from "../messaging/index.ts";
import { notificationConsents, personalKinds as notifications } from "../notifications/index.ts";
import { personalKinds as payments } from "../payments/index.ts";
import { personalKinds as own } from "./personal-data.ts";

/** From the bottom of the ladder up: who is erased keeps his name until the end. */
export const KINDS: readonly PersonalKind[] = [
  ...own,
  ...notifications,
  ...collections,
  ...banking,
  ...payments,
  ...mandates,
  ...disputes,
  ...messaging,
  ...ledger,
  ...coordinates,
  ...directory,
  ...identity,
];

export type KindHeld = { kind: PersonalKind; held: Held };

/** What is held of a person, the kinds of which there is something, the best known first. */
export async function gatherHeld(ctx: Context, of: Subject): Promise<KindHeld[]> {
  const held = await countHeld(ctx, KINDS, of);
  return KINDS.map((kind) => ({ kind, held: held.get(kind.kind)! }))
    .filter((one) => one.held.count > 0)
    .toReversed();
}

/** What a person agreed to, and may take back. */
export async function gatherConsents(ctx: Context, userId: string): Promise<Consent[]> {
  return [
    ...(await paperConsents(ctx, await subjectOf(ctx, userId))),
    ...(await notificationConsents(ctx, userId)),
    ...(await colleagueConsents(ctx, userId)),
  ];
}
