import type { Locator, Page } from "@playwright/test";
import { aCustomer, checkAccess, expect, house, mailTo, PASSWORD, signIn, test } from "./house.ts";

const ENTRIES = [
  { label: "Facture de septembre", cents: 5000, piece: "F-2026-09", dueOn: "2026-12-01" },
  { label: "Facture d’octobre", cents: 7050, piece: "F-2026-10", dueOn: "2026-12-15" },
];

/** Goes forward with the keyboard until `wanted` has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let steps = 0; steps < 60; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with the keyboard: ${String(wanted)}`);
}

/** Whoever has the focus can be seen: an outline, or the ring that its label carries. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const outline = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return style.outlineStyle !== "none" ? Number.parseFloat(style.outlineWidth) : 0;
  });
  expect(outline).toBeGreaterThan(0);
}

test("ACC-6 PAY-7 in English: the statement, the payment, the receipt and the mail", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await page.goto(`${customer.base}/connexion`);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByLabel("Identifier or e-mail address").fill(customer.identifier);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await checkAccess(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You owe €120.50");
  await page.goto(`${customer.base}/mon-acces`);
  await page.getByRole("radio", { name: "Français" }).check();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon accès");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByText("Language saved.").first()).toBeVisible();
  await checkAccess(page);
  await page.goto(`${customer.base}/comptes/${customer.account}?lecture=grand-livre`);
  await expect(page.getByRole("columnheader", { name: "Balance (€)" })).toBeVisible();
  await checkAccess(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Whom I pay" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Pay €120.50" }).click();
  await page.waitForURL(/\/ogone\//);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you, it is paid");
  await expect(page.getByText("Bank card")).toBeVisible();
  await checkAccess(page);
  expect(await page.locator("main").innerText()).not.toMatch(/Reçu|payé|Référence/);
  const href = await page.getByRole("link", { name: "Receipt as PDF" }).getAttribute("href");
  const file = await page.request.get(new URL(href ?? "", page.url()).href);
  expect(file.headers()["content-type"]).toContain("application/pdf");
  expect(file.headers()["content-disposition"]).toContain("receipt");
  const mail = await mailTo(customer.email, /receipt/i);
  expect(mail.text).toContain("€120.50");
  expect(mail.attachments.map((one) => one.fileName).join()).toMatch(/receipt.*\.pdf/i);
});

test("ALL-2 from the statement to the receipt without a mouse", async ({ page }) => {
  const customer = await aCustomer({ shop: "payfip", entries: ENTRIES });
  await page.goto(`${customer.base}/connexion`);
  await tabTo(page, page.getByLabel("Identifiant ou adresse électronique"));
  await page.keyboard.type(customer.identifier);
  await tabTo(page, page.getByLabel("Mot de passe", { exact: true }));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Vous devez 120,50");
  for (const entry of ENTRIES) {
    await tabTo(page, page.getByLabel(`Choisir ${entry.label}`));
    await page.keyboard.press("Space");
    await expectVisibleFocus(page);
  }
  await tabTo(page, page.getByRole("button", { name: "Ajouter au règlement" }));
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Voir mon règlement" }));
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Mon règlement" });
  await expect(heading).toBeFocused();
  await checkAccess(page);
  await tabTo(page, page.getByRole("button", { name: /^Payer/ }));
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/payfip\//);
  await tabTo(page, page.getByRole("button", { name: /carte/i }).first());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Merci, c’est payé");
  await tabTo(page, page.getByRole("link", { name: "Reçu en PDF" }));
  await expectVisibleFocus(page);
  await checkAccess(page);
});

test("PAY-6 the browser is closed at the provider: the notification alone settles", async ({
  page,
  context,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await signIn(page, customer);
  await page.getByRole("button", { name: "Régler" }).click();
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(/\/ogone\//);
  // The provider hears "pay"; its answer, that would lead back to us, never reaches the browser.
  const heard = new Promise<number>((resolve) => {
    void page.route(`${house().tools}/ogone/**`, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      await route.abort();
      resolve(answer.status());
    });
  });
  await page.getByRole("button", { name: /^Payer/ }).click();
  expect(await heard).toBeLessThan(400);
  await page.close();
  const mail = await mailTo(customer.email, /reçu|paiement/i);
  expect(mail.attachments.map((one) => one.fileName).join()).toContain(".pdf");
  const later = await context.newPage();
  await later.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(later.getByRole("heading", { level: 1 })).toHaveText("Vous êtes à jour");
  await checkAccess(later);
  await later.goto(`${customer.base}/paiements`);
  await expect(later.getByText("Payé", { exact: true })).toBeVisible();
  await later
    .getByRole("link", { name: /Facture/ })
    .first()
    .click();
  await expect(later.getByRole("heading", { level: 1 })).toHaveText("Merci, c’est payé");
  await checkAccess(later);
});
