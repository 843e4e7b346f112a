import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, checkAccess, checkNight, expect, signIn, test } from "./house.ts";
import type { BuiltPlace } from "./places.ts";

/** Every room of the office whose address needs no record, as `web/routes.tsx` has them; those of records have stories of their own. */
const rooms = [
  ...readFileSync(join(import.meta.dirname, "../../web/routes.tsx"), "utf8").matchAll(
    /inOffice\(\s*"(\/[^"$]*)"/g,
  ),
].map(([, path]) => path!);

test("ALL-2 every room of the office is accessible by day and by night, on a screen and on a phone", async ({
  page,
}) => {
  test.setTimeout(300_000);
  expect(rooms.length).toBeGreaterThan(40);
  const { staff } = await build<BuiltPlace>("place", {});
  await signIn(page, staff);
  const failed: string[] = [];
  for (const room of rooms) {
    await test.step(room, async () => {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${staff.base}/bureau${room}`);
      await expect(page.locator(".q-skeleton")).toHaveCount(0);
      await checkAccess(page).catch((error: Error) => failed.push(`${room}: ${error.message}`));
      await checkNight(page).catch((error: Error) => failed.push(`${room} by night: ${error.message}`));
      await page.setViewportSize({ width: 390, height: 844 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) failed.push(`${room} is ${wide} pixels too wide on a phone`);
      await page.setViewportSize({ width: 1280, height: 800 });
    });
  }
  expect(failed).toEqual([]);
});

test("OFF-5 a reader finds no room that breaks: what is not open says from which role on it is", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { base, reader } = await build<BuiltPlace>("place", {});
  await signIn(page, reader);
  const unopened: string[] = [];
  const broken: string[] = [];
  for (const room of rooms) {
    await page.goto(`${base}/bureau${room}`);
    const title = page.getByRole("heading", { level: 1 }).first();
    await expect(title).toBeVisible();
    await page.waitForLoadState("networkidle");
    const refused = page.getByText("Votre rôle ne permet pas cette action.");
    if ((await refused.count()) > 0) broken.push(room);
    if ((await title.textContent()) === "Cette page demande un autre rôle") unopened.push(room);
  }
  expect(broken).toEqual([]);
  expect(unopened.toSorted()).toEqual([
    "/connexion-unique",
    "/donnees",
    "/jetons",
    "/journal",
    "/lettres-d-acces",
    "/messages/nouveau",
    "/modeles-de-courriels",
    "/signature",
    "/webhooks",
  ]);
});
