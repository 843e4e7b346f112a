import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { exportFacts } from "./export-facts.ts";
import { listFacts } from "./list-facts.ts";
import { verifyAudit } from "./verify-chain.ts";

export const routes = doors(contract, {
  listAudit: (ctx, { query }) => listFacts(ctx, query),
  exportAudit: { out: (outer, { query }) => exportFacts(outer, query) },
  verifyAudit: { out: (outer) => verifyAudit(outer) },
});
