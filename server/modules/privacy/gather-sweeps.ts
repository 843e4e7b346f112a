/** What goes at its term, of every module above: one line a kind of data. The trail of facts has its own (audit). */
import type { Sweep } from "../../platform/terms.ts";
import { sweeps as banking } from "../banking/index.ts";
import { sweeps as coordinates } from "../coordinates/index.ts";
import { sweeps as directory } from "../directory/index.ts";
import { sweeps as disputes } from "../disputes/index.ts";
import { sweeps as exchange } from "../exchange/index.ts";
import { sweeps as identity } from "../identity/index.ts";
import { sweeps as mandates } from "../mandates/index.ts";
import { sweeps as messaging } from "../messaging/index.ts";
import { sweeps as notifications } from "../notifications/index.ts";
import { sweeps as payments } from "../payments/index.ts";
import { sweeps as own } from "./sql/terms.ts";

export const SWEEPS: readonly Sweep[] = [
  ...identity,
  ...directory,
  ...coordinates,
  ...messaging,
  ...disputes,
  ...mandates,
  ...payments,
  ...banking,
  ...exchange,
  ...notifications,
  ...own,
];
