import type { Context } from "../../platform/context.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { readBrand } from "../organizations/index.ts";

const PAPER = "#fbf9f4";

/** What lets a phone install the organization's portal among its applications (ALL-3). */
export async function makeManifest(ctx: Context): Promise<FileAnswer> {
  const brand = await readBrand(ctx);
  const { pathname } = new URL(`${ctx.baseUrl}/`);
  const icon = (size: number, purpose: string) => ({
    src: `${pathname}icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const manifest = {
    id: pathname,
    name: brand.name,
    short_name: brand.name.slice(0, 24),
    start_url: pathname,
    scope: pathname,
    display: "standalone",
    background_color: PAPER,
    theme_color: brand.accent,
    lang: "fr",
    icons: [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
  };
  return {
    mediaType: "application/manifest+json",
    fileName: "manifest.webmanifest",
    content: Buffer.from(JSON.stringify(manifest)),
    inline: true,
  };
}
