/** `quitus create organization --slug --name --kind --administrator EMAIL`: an organization and the link of its first administrator. */
import { z } from "zod";
import { createUserForOffice } from "../../server/modules/identity/create-user.ts";
import { mintMailLink, openMailLink } from "../../server/modules/identity/index.ts";
import { linkUrl } from "../../server/modules/notifications/rules.ts";
import { createOrganization } from "../../server/modules/organizations/index.ts";
import { idOf } from "../../server/platform/ids.ts";
import { onePlace, UsageError, within } from "./surroundings.ts";

export type OrganizationWish = {
  slug?: string;
  name?: string;
  kind?: string;
  administrator?: string;
  host?: string;
  demo: boolean;
};

const Shape = z.object({
  slug: z.string("is missing").regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "2 to 63 small letters, digits or hyphens"),
  name: z.string("is missing").trim().min(1, "is empty").max(120, "120 characters at most"),
  kind: z.enum(["municipality", "property_manager", "company"], "municipality, property_manager or company"),
  administrator: z.email("an e-mail address"),
  host: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, "a host name")
    .optional(),
});

/** @throws UsageError that names each argument at fault; Refusal when the address is taken. */
export async function makeOrganization(wish: OrganizationWish): Promise<void> {
  const parsed = Shape.safeParse(wish);
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues.map((issue) => `--${String(issue.path[0])}: ${issue.message}`).join("\n"),
    );
  const { administrator, host, ...organization } = parsed.data;
  await within(wish.demo, async (here) => {
    await createOrganization(here.services.pool, { ...organization, ...(host ? { host } : {}) });
    const { outer } = await onePlace(here, organization.slug);
    const link = await outer.transaction(async (ctx) => {
      const user = await createUserForOffice(ctx, {
        identifier: administrator,
        name: administrator.split("@")[0]!,
        email: administrator,
        language: "fr",
        staffRole: "administrator",
        staffCreditors: null,
      });
      return mintMailLink(ctx, await openMailLink(ctx, idOf("user").parse(user.id), "activation"));
    });
    if (!link) throw new Error("the activation link could not be made");
    console.log(`${organization.name} is served at ${outer.baseUrl}`);
    console.log(
      `Its administrator ${administrator} activates his access, before ${link.expiresAt.toISOString()}, at:`,
    );
    console.log(`  ${linkUrl(outer.baseUrl, link.token)}`);
  });
}
