import { type Context, theUser } from "../../platform/context.ts";
import { done } from "../../platform/shapes.ts";
import { saveUser } from "./sql/users.ts";

/** Changes the language of one's mails and documents. */
export async function changeLanguage(ctx: Context, language: "fr" | "en"): Promise<typeof done> {
  await saveUser(ctx, theUser(ctx).userId, { language });
  return done;
}
