import type { Refusals } from "../../platform/errors.ts";
import type { Contract } from "../../platform/route.ts";

export const contract = {} satisfies Contract;

export const refusals = {} satisfies Refusals;
