/** What this module tells the ones below, always about a user. Neither a password nor a token ever goes in. */
import type { Context } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";

export type IdentityFact =
  /** { by }: by what the session was opened */
  | "identity.signed_in"
  /** { sessionId, browser, system }: from a browser that this user never came from, while others are known (ACC-10) */
  | "identity.new_device"
  /** { sessionId } or { ended } */
  | "identity.session_ended"
  /** { kind: "totp" | "passkey" } */
  | "identity.second_factor_added"
  | "identity.second_factor_removed"
  /** { totp, passkeys }: by staff, with who did it */
  | "identity.second_factor_reset"
  /** { by: "factor" | "user" }: with the first factor, or made again */
  | "identity.recovery_codes_made"
  /** { left } */
  | "identity.recovery_code_used"
  /** Subject `unknown` when nobody answers to what was typed. */
  | "identity.sign_in_failed"
  | "identity.signed_out"
  /** { by: "user" | "link" } */
  | "identity.password_changed"
  /** { by: "user" | "staff" }; told { oldEmail } */
  | "identity.email_changed"
  /** { expiresAt } */
  | "identity.temporary_password_given"
  /** { linkId, kind }: the mail is written with `mintMailLink(ctx, linkId)`. */
  | "identity.link_asked"
  /** { language }, told { email }, subject `unknown`: nobody has the address; the directory may know a party by it. */
  | "identity.activation_asked"
  /** { changed }: in a preview, the names of the options that differ from those saved (OFF-5) */
  | "identity.viewing_started"
  | "identity.viewing_stopped"
  | "identity.user_created"
  /** { changed: names of fields } */
  | "identity.user_updated"
  | "identity.user_disabled"
  | "identity.user_enabled"
  /** Subject `token`: { name, scopes } */
  | "identity.token_created"
  | "identity.token_revoked"
  /** Subject `organization`: { issuer, enabled } */
  | "identity.sso_updated";

export const UNKNOWN = "unknown";

/** Records a fact about a user. */
export async function tell(
  ctx: Context,
  name: IdentityFact,
  userId: string,
  data: Record<string, unknown> = {},
  told: Record<string, unknown> = {},
): Promise<void> {
  await recordFact(ctx, { name, subject: { kind: "user", id: userId }, data, told });
}
