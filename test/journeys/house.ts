/** What stories share: the page with its conscience (axe, console), the customer, the mailbox, the provider's page. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import type { House } from "./global-setup.ts";
import type { BuiltCustomer, CustomerWish } from "./server.ts";

export { expect };
export const PASSWORD = "Marguerite-2026";
export const house = (): House => JSON.parse(process.env["QUITUS_HOUSE"] ?? "{}") as House;

type Fixtures = {
  /** Collects what the browser complains of: a story ends with nothing in it. */
  complaints: string[];
};

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // A refusal that the story provokes is logged by the browser as a failed resource: that is no complaint of ours.
        if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(complaints);
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

/** No violation of WCAG 2.2 A and AA, nor of the best practices that axe knows, on the page as it stands. */
export async function checkAccess(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.evaluate(settled);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`),
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

/** The next mail to an address whose subject matches. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(`${house().tools}/outbox/messages?to=${encodeURIComponent(address)}`);
    const mails = (await response.json()) as Mail[];
    const found = mails.toReversed().find((mail) => subject.test(mail.subject));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`no mail to ${address} about ${subject}`);
}

/** The first address of ours in a mail. */
export const linkIn = (mail: Mail): string =>
  /https?:\/\/\S*\/(?:lien|paiements)\/\S+/.exec(mail.text)?.[0] ?? "";

export type Text = { body: string };
/** The next text to a phone that matches. */
export async function textTo(phone: string, pattern: RegExp): Promise<Text> {
  const url = `${house().tools}/sms/texts?to=${encodeURIComponent(phone)}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const texts = (await (await fetch(url)).json()) as Text[];
    const found = texts.toReversed().find((one) => pattern.test(one.body));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`no text to ${phone} about ${pattern}`);
}

/** Presses Tab until the control of that name has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    const said = await focused.evaluate((node) => {
      const labels = (node as HTMLInputElement).labels;
      const label = labels && labels.length > 0 ? [...labels].map((one) => one.innerText).join(" ") : "";
      return `${node.getAttribute("aria-label") ?? ""} ${label} ${node.textContent ?? ""}`;
    });
    if (name.test(said)) return;
  }
  throw new Error(`no focus on ${name}`);
}
