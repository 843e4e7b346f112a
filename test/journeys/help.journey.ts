import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

/** The picture of the topic is there, whole. */
async function seePicture(page: Page): Promise<void> {
  const picture = page.locator("img.help-picture");
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1100);
}

test("ALL-8 help on the statement leads to its topic, in both languages, and to the whole guide", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: [{ label: "Facture", cents: 1500 }] });
  await signIn(page, customer);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("15");
  await page.getByRole("link", { name: "Aide sur cette page" }).click();
  await expect(page).toHaveURL(/\/aide\/statement$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lire votre compte");
  await seePicture(page);
  await checkAccess(page);
  await page.getByRole("link", { name: "Tout le guide" }).click();
  await page.getByRole("link", { name: "Régler et suivre ses paiements" }).click();
  await expect(page.getByRole("heading", { name: "Si cela se passe mal" })).toBeVisible();
  await checkAccess(page);
  await page.evaluate(() => localStorage.setItem("quitus.language", "en"));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paying and following your payments");
  await seePicture(page);
  await page.goto(`${customer.base}/aide/parties`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("User guide");
});

test("ALL-8 help on a page of the office leads to its topic", async ({ page }) => {
  const staff = await aMemberOfStaff("ogone", "accountant");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/imports`);
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await page.getByRole("button", { name: /Alex Agent/ }).click();
  await page.getByRole("link", { name: "Aide sur cette page" }).click();
  await expect(page).toHaveURL(/\/bureau\/aide\/imports$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Publier les comptes");
  await seePicture(page);
  await checkAccess(page);
  await page.goto(`${staff.base}/bureau/aide`);
  await expect(page.getByRole("link", { name: "Suivre les paiements" })).toBeVisible();
  await checkAccess(page);
});

test("ALL-8 people who are not in yet read how to come in, and nothing else of the guide", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "payfip", invited: true });
  await page.goto(`${customer.base}/activation`);
  await page.getByRole("link", { name: "Aide sur cette page" }).click();
  await expect(page).toHaveURL(/\/guide\/first-access$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Entrer la première fois");
  await seePicture(page);
  await checkAccess(page);
  await page.getByRole("link", { name: "Toute l’aide pour entrer" }).click();
  await expect(page.getByRole("link", { name: "Se connecter", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Lire votre compte" })).toHaveCount(0);
  await checkAccess(page);
  await page.goto(`${customer.base}/guide/statement`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aide pour entrer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${customer.base}/guide/sign-in`);
  await checkAccess(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("in English, a page that asks for dates shows itself, and its calendar opens", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries: [{ label: "Facture", cents: 1500 }] });
  await signIn(page, customer);
  await page.evaluate(() => localStorage.setItem("quitus.language", "en"));
  await page.goto(`${customer.base}/litiges`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My disputes");
  await page
    .getByRole("button", { name: /calendar/i })
    .first()
    .click();
  await expect(page.getByRole("grid")).toBeVisible();
});
