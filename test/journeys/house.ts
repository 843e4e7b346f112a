/** What stories share: the page with its conscience (axe, console), the customer, the mailbox, the provider's page. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import type { House } from "./global-setup.ts";
import type { BuiltCustomer, CustomerWish } from "./server.ts";
import { slowPages } from "./stress.ts";

export { expect };
export const PASSWORD = "Marguerite-2026";
export const house = (): House => JSON.parse(process.env["QUITUS_HOUSE"] ?? "{}") as House;

type Fixtures = {
  /** Collects what the browser complains of: a story ends with nothing in it. */
  complaints: string[];
};

export const test = base.extend<Fixtures, { slowed: boolean }>({
  slowed: [
    async ({ browser }, use) => {
      slowPages(browser);
      await use(true);
    },
    { scope: "worker", auto: true },
  ],
  complaints: [
    async ({ page, context, browser }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // A refusal that the story provokes is logged by the browser as a failed resource: that is no complaint of ours.
        if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(complaints);
      // What a story opened beside its own pages would go on asking, behind the stories after it.
      for (const one of browser.contexts()) if (one !== context) await one.close();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Until nothing fades or slides any more: colours half-way are no colours of ours. Runs in the page. */
const settled = () =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      .map((one) => one.finished),
  );

/** What stands for something else that is on its way, and what is pale because it is being read anew. */
const COMING = '.q-skeleton, h1[data-loading], [aria-busy="true"], .entry-stale';

/** No violation of WCAG 2.2 A and AA, nor of the best practices that axe knows, on the page as it stands. */
export async function checkAccess(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page.locator(COMING)).toHaveCount(0);
  await page.waitForLoadState("networkidle");
  await page.evaluate(settled);
  // On a page without frames it looks in place: otherwise each look opens a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
  const { violations } = await axe.analyze();
  expect(
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`),
    page.url(),
  ).toEqual([]);
}

/** Every text has its contrast by night too. Leaves the page by night. */
export async function checkNight(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(settled);
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  expect(
    violations.flatMap((one) => one.nodes.map((node) => node.html)),
    page.url(),
  ).toEqual([]);
}

export async function build<T>(what: string, wish: unknown): Promise<T> {
  const response = await fetch(`${house().tools}/build/${what}`, {
    method: "POST",
    body: JSON.stringify(wish),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
export const aCustomer = (wish: CustomerWish) => build<BuiltCustomer>("customer", wish);
export const aMemberOfStaff = (shop: CustomerWish["shop"], role: string) =>
  build<{ identifier: string; base: string; creditorCode: string }>("staff", { shop, role });

/** Signs in by the form, as people do. */
export async function signIn(
  page: Page,
  who: { base: string; identifier: string },
  password = PASSWORD,
): Promise<void> {
  await page.goto(`${who.base}/connexion`);
  await page
    .getByLabel(/identifiant|adresse/i)
    .first()
    .fill(who.identifier);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
}

export type Mail = { to: string[]; subject: string; text: string; attachments: { fileName: string }[] };

/** What comes of asking again and again, until there is something. */
async function untilThere<T>(what: string, ask: () => Promise<T | undefined>, pauseMs = 100): Promise<T> {
  const until = Date.now() + 40_000;
  while (Date.now() < until) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`${what} did not come`);
}

/** The newest mail to an address whose subject matches, once there is one. */
export const mailTo = (address: string, subject: RegExp): Promise<Mail> =>
  untilThere(`a mail to ${address} about ${subject}`, async () => {
    const response = await fetch(`${house().tools}/outbox/messages?to=${encodeURIComponent(address)}`);
    return ((await response.json()) as Mail[]).findLast((mail) => subject.test(mail.subject));
  });

/** The first address of ours in a mail. */
export const linkIn = (mail: Mail): string =>
  /https?:\/\/\S*\/(?:lien|paiements)\/\S+/.exec(mail.text)?.[0] ?? "";

export type Text = { body: string };
/** The newest text to a phone that matches, once there is one. */
export const textTo = (phone: string, pattern: RegExp): Promise<Text> =>
  untilThere(`a text to ${phone} about ${pattern}`, async () => {
    const response = await fetch(`${house().tools}/sms/texts?to=${encodeURIComponent(phone)}`);
    return ((await response.json()) as Text[]).findLast((one) => pattern.test(one.body));
  });

/** Presses Tab until the control of that name has the focus, as somebody without a mouse does; while the page comes too. */
export const tabTo = (page: Page, name: RegExp): Promise<true> =>
  untilThere(
    `the focus on ${name}`,
    async () => {
      await page.keyboard.press("Tab");
      const said = await page.evaluate(() => {
        const node = document.querySelector<HTMLInputElement>(":focus");
        const label = [...(node?.labels ?? [])].map((one) => one.innerText).join(" ");
        return `${node?.getAttribute("aria-label") ?? ""} ${label} ${node?.textContent ?? ""}`;
      });
      return name.test(said) || undefined;
    },
    10,
  );
