import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";

export const routes = doors(contract, {});
