/** Every address of `web/routes.tsx`, walked: nothing that axe finds in either theme, nothing cut on the narrowest phone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { BuiltDebits } from "./debits.ts";
import { aMemberOfStaff, build, checkAccess, expect, signIn, test } from "./house.ts";

const routes = readFileSync(join(import.meta.dirname, "../../web/routes.tsx"), "utf8");
/** The addresses given to one of the functions that make routes. */
const made = (by: string) =>
  [...routes.matchAll(new RegExp(`${by}\\(\\s*"([^"]+)"`, "g"))].map(([, path]) => path!);
/** The narrowest phone that has to be served (WCAG 1.4.10), and a desk. */
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

const openPage = async (browser: Browser, viewport: typeof DESK) =>
  (await browser.newContext({ locale: "fr-FR", reducedMotion: "reduce", viewport })).newPage();

/** An address with what stands for its parameters: an unknown one where a story has nothing to give. */
const fill = (path: string, known: Record<string, string> = {}) =>
  path.replace(/\$(\w+)/g, (_, name: string) => known[name] ?? "inconnu");

/** What axe finds, in the dark then in the light; and whether the page is as narrow as its window. */
async function walk(page: Page, base: string, paths: readonly string[], light = true): Promise<void> {
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(`${base}${path}`);
    await checkAccess(page);
    const { width } = page.viewportSize()!;
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    if (!light) continue;
    await page.emulateMedia({ colorScheme: "light" });
    await checkAccess(page);
  }
}

test("ALL-2 every page seen from outside, dark and light, on the narrowest phone", async ({ browser }) => {
  test.setTimeout(180_000);
  const { base } = await build<BuiltDebits>("debits", { cents: [] });
  const page = await openPage(browser, PHONE);
  await walk(
    page,
    base,
    [...made("from"), ...made("onTheWay")].map((path) => fill(path, { topic: "sign-in" })),
  );
});

test("ALL-2 every page of the portal, dark and light, on the narrowest phone", async ({ browser }) => {
  test.setTimeout(300_000);
  const { base, customer } = await build<BuiltDebits>("debits", { cents: [12_480] });
  const page = await openPage(browser, PHONE);
  await signIn(page, customer);
  const known = { account: customer.account, topic: "statement" };
  await walk(
    page,
    base,
    made("inPortal").map((path) => fill(path, known)),
  );
});

// Its rooms have a story of their own, and the light is what the other stories walk.
test("ALL-2 every page of the office that is about something, in the dark", async ({ browser }) => {
  test.setTimeout(600_000);
  const staff = await aMemberOfStaff("payfip", "administrator");
  const page = await openPage(browser, DESK);
  await signIn(page, staff);
  await walk(
    page,
    staff.base,
    made("inOffice")
      .filter((path) => path.includes("$"))
      .map((path) => `/bureau${fill(path, { topic: "home" })}`),
    false,
  );
});
