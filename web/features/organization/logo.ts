import { base } from "../../lib/place.ts";
import type { Organization } from "../../lib/session.tsx";

/** The address of the organization's logo, or null when it has none. */
export const logoOf = (organization: Organization): string | null =>
  organization.logo && `${base}${organization.logo.startsWith("/") ? "" : "/"}${organization.logo}`;
