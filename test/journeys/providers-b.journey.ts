/** From the statement to the receipt through Monetico and Stripe; and their settings in the office. */
import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";
import { ENTRIES, leaveToPay, seeItPaid } from "./paying.ts";

const SAID = { monetico: /celle de Monetico/, stripe: /celle de Stripe/ };
const press = (page: Page, name: RegExp) => page.getByRole("button", { name }).first().click();

for (const provider of ["monetico", "stripe"] as const) {
  test(`PAY-4 PAY-7 from the statement to the receipt, at ${provider}`, async ({ page }) => {
    const customer = await aCustomer({ shop: provider, entries: ENTRIES });
    await leaveToPay(page, customer, provider, SAID[provider]);
    await press(page, /^Payer/);
    await seeItPaid(page, customer);
  });

  test(`PAY-5 a card refused at ${provider}, then another accepted on the same page`, async ({ page }) => {
    const customer = await aCustomer({ shop: provider, entries: ENTRIES });
    await leaveToPay(page, customer, provider, SAID[provider]);
    await press(page, /^Refuser/);
    await expect(page.getByRole("alert")).toContainText(/refusé/);
    await checkAccess(page);
    await press(page, /^Payer/);
    await seeItPaid(page, customer);
  });

  test(`PAY-5 back from ${provider} without paying, resumed from the portal, paid`, async ({ page }) => {
    const customer = await aCustomer({ shop: provider, entries: ENTRIES });
    await leaveToPay(page, customer, provider, SAID[provider]);
    await press(page, /[Rr]evenir au site/);
    await page.waitForURL(/\/paiements\/pay_/);
    await checkAccess(page);
    await page.getByRole("button", { name: "Reprendre le paiement" }).click();
    await page.waitForURL(new RegExp(`/${provider}/`));
    await press(page, /^Payer/);
    await seeItPaid(page, customer);
  });
}

for (const { provider, field, wrong, expected, answer } of [
  {
    provider: "monetico",
    field: "Numéro de TPE",
    wrong: "12",
    expected: /sept signes/,
    answer: "Les réglages sont complets.",
  },
  {
    provider: "stripe",
    field: "Clé secrète",
    wrong: "pk_test_12345678",
    expected: /commence par sk_test_/,
    answer: "Le prestataire répond.",
  },
] as const) {
  test(`OFF-5 the settings of ${provider} are saved with their secrets kept, and tested`, async ({
    page,
  }) => {
    const staff = await aMemberOfStaff(provider, "administrator");
    await signIn(page, staff);
    await page.goto(`${staff.base}/bureau/creanciers`);
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("link", { name: /paiement en ligne/i }).click();
    await expect(page.getByText(new RegExp(`/api/notifications/.*/${provider}$`))).toBeVisible();
    await checkAccess(page);
    const input = page.getByLabel(field);
    const before = await input.inputValue();
    await input.fill(wrong);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(input).toHaveAccessibleDescription(expected);
    await checkAccess(page);
    await input.fill(before);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Les réglages de paiement sont enregistrés.")).toBeVisible();
    await page.getByRole("button", { name: "Essayer la connexion" }).click();
    await expect(page.getByText(answer)).toBeVisible();
    await checkAccess(page);
  });
}

test("OFF-5 choosing another provider shows what it asks, on a narrow screen too", async ({ page }) => {
  const staff = await aMemberOfStaff("monetico", "administrator");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/creanciers`);
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("link", { name: /paiement en ligne/i }).click();
  await page.getByLabel("Service de paiement").selectOption("stripe");
  await expect(page.getByLabel("Secret de signature du webhook")).toHaveValue("");
  await expect(page.getByLabel("Moyens proposés")).toHaveValue("card");
  await checkAccess(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await checkAccess(page);
});
