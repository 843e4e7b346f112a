/** What goes back to the accounting software, and what other software is told. */
import { readFile } from "node:fs/promises";
import { aMemberOfStaff, build, checkAccess, expect, house, signIn, test } from "./house.ts";
import { ENTRIES, leaveToPay } from "./paying.ts";
import type { BuiltTill, TillWish } from "./tills.ts";

test("API-4 a payment is exported once, its file is taken into the books", async ({ page, browser }) => {
  // A till of its own: what others pay meanwhile would have to be exported too.
  const wish: TillWish = { provider: "monetico", entries: ENTRIES, staffRole: "manager" };
  const { customer, staff } = await build<BuiltTill>("till", wish);
  await leaveToPay(page, customer, "monetico", /celle de Monetico/);
  await page
    .getByRole("button", { name: /^Payer/ })
    .first()
    .click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");

  const office = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(office, staff);
  await office.getByRole("link", { name: "Exports", exact: true }).click();
  await expect(office.getByText("1 ligne attend d’être exportée.")).toBeVisible();
  await checkAccess(office);
  await office.getByRole("button", { name: "Exporter" }).click();
  const row = office.getByRole("row", { name: /Paiements et remboursements/ });
  await expect(row.getByText("À intégrer")).toBeVisible();
  await expect(office.getByText("Tout a déjà été exporté.")).toBeVisible();
  const [file] = await Promise.all([
    office.waitForEvent("download"),
    row.getByRole("button", { name: "Télécharger" }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain("120,50");
  await row.getByRole("button", { name: "Intégré" }).click();
  await checkAccess(office);
  await office.getByRole("dialog").getByRole("button", { name: "Intégré" }).click();
  await expect(office.getByRole("dialog")).toHaveCount(0);
  await expect(row.getByRole("button", { name: "Annuler" })).toHaveCount(0);
  await expect(row.getByText("Intégré", { exact: true })).toBeVisible();
  await checkAccess(office);
});

test("API-5 a webhook is added with its key, tried, changed and deleted", async ({ page }) => {
  const staff = await aMemberOfStaff("stripe", "administrator");
  await signIn(page, staff);
  await page.getByRole("link", { name: "Réglages" }).click();
  await page.getByRole("link", { name: /^Webhooks/ }).click();
  await expect(page.getByText("Aucun webhook")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Ajouter un webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nom").fill("Comptabilité");
  await dialog.getByRole("textbox", { name: "Adresse" }).fill("http://ailleurs.example/quitus");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("alert")).toContainText("https://");
  await checkAccess(page);
  await dialog.getByRole("textbox", { name: "Adresse" }).fill(`${house().tools}/webhook`);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText(/whsec_/)).toBeVisible();
  await checkAccess(page);
  await dialog.getByRole("button", { name: "C’est copié" }).click();
  await page.getByRole("link", { name: "Comptabilité" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Comptabilité");
  await page.getByRole("button", { name: "Essayer" }).click();
  await expect(page.getByText("Message d’essai reçu")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Supprimer" }).click();
  await expect(page.getByText("Aucun webhook")).toBeVisible();
});
