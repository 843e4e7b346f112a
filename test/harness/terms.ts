/** Applies terms to what is held, as the nightly job does. */
import { SWEEPS } from "../../server/modules/privacy/gather-sweeps.ts";
import { keepTerms } from "../../server/modules/privacy/index.ts";
import type { TestApp } from "./app.ts";

/** @param kinds of data, by the names of their sweeps; all when none is named. */
export const keepTermsOf = (app: TestApp, organizationId: string, ...kinds: string[]): Promise<void> =>
  keepTerms(
    app.outer(organizationId),
    SWEEPS.filter((one) => kinds.length === 0 || kinds.includes(one.kind)),
  );
