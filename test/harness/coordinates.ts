/** The module of coordinates as a test mounts it. */
import { contract, refusals } from "../../server/modules/coordinates/contract.ts";
import { routes } from "../../server/modules/coordinates/routes.ts";
import { moduleOf } from "../../server/platform/doors.ts";

export const coordinatesModule = moduleOf("coordinates", contract, routes, refusals);
