import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { BillsWish, BuiltBills } from "./bills.ts";
import { build, checkAccess, expect, signIn, test } from "./house.ts";

const bills = (wish: BillsWish = {}) => build<BuiltBills>("bills", wish);
const signOut = (page: Page) => page.context().clearCookies();
const TREASURY = {
  name: "Trésorerie de Montfleuri",
  address: ["2 rue du Trésor", "99110 Montfleuri"],
  phone: "01 99 00 11 99",
  email: "",
};
let shot = 0;
/** axe, and, when a folder is given, how it looks: on a desk and a phone, by day and by night. */
async function look(page: Page): Promise<void> {
  await checkAccess(page);
  const folder = process.env["SHOTS"];
  if (!folder) return;
  shot += 1;
  for (const [name, width, height, scheme] of [
    ["desk", 1440, 900, "light"],
    ["phone", 390, 844, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${folder}/${String(shot).padStart(2, "0")}-${name}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("ACT-6 staff hand bills to the treasury, the customer reads why, staff take one back", async ({
  page,
}) => {
  const town = await bills({ settings: { treasury: TREASURY } });
  await signIn(page, town.staff);
  await page.goto(`${town.base}/bureau`);
  await page.getByRole("link", { name: "Trésorerie", exact: true }).click();
  await expect(heading(page)).toHaveText("Trésorerie");
  await expect(page.getByRole("row", { name: /Eau du premier semestre/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Garderie de décembre/ })).toHaveCount(0);
  await look(page);
  await page.getByRole("button", { name: "Tout remettre" }).click();
  await expect(page.getByRole("dialog")).toContainText("2 factures");
  await look(page);
  await page.getByRole("dialog").getByRole("button", { name: "Remettre" }).click();
  await page.getByRole("button", { name: "Voir la remise" }).click();
  await expect(page.getByRole("row", { name: /Cantine de juin/ })).toContainText("En trésorerie");
  await look(page);
  const handover = page.url();
  await signOut(page);

  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}`);
  await expect(page.getByRole("link", { name: /^Non réglées/ })).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("Cantine de juin")).toHaveCount(0);
  await look(page);
  await page.getByRole("link", { name: /^En trésorerie/ }).click();
  await expect(page.getByText("Ces factures ne se règlent plus ici")).toBeVisible();
  await expect(page.getByText("2 rue du Trésor")).toBeVisible();
  await expect(page.getByText(/Remise à la trésorerie le/).first()).toBeVisible();
  await expect(page.getByLabel("Choisir Cantine de juin")).toHaveCount(0);
  await look(page);
  await page.getByRole("link", { name: /^Réglées/ }).click();
  await expect(page).toHaveURL(/lecture=reglees/);
  await look(page);
  await signOut(page);

  await signIn(page, town.staff);
  await page.goto(handover);
  await page.getByLabel(/Choisir Cantine de juin/).check();
  await page.getByRole("button", { name: "Reprendre", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reprendre" }).click();
  await expect(page.getByRole("row", { name: /Cantine de juin/ })).toContainText("Reprise");
  await signOut(page);

  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}`);
  await expect(page.getByLabel("Choisir Cantine de juin")).toBeVisible();
});

test("ACT-6 the service suspends payments for a while, in its own words", async ({ page }) => {
  const town = await bills();
  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}`);
  await page.getByLabel("Choisir Cantine de juin").check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await page.waitForURL(/reglement/);
  const cart = page.url();
  await signOut(page);

  await signIn(page, town.staff);
  await page.goto(`${town.base}/bureau/organisme`);
  const suspension = page.getByRole("group", { name: "Suspendre le règlement en ligne" });
  await suspension.getByLabel(/Premier jour/).fill("2026-01-01");
  await page.getByRole("button", { name: "Enregistrer" }).last().click();
  await expect(page.getByText(/Dites pourquoi le règlement est suspendu/).first()).toBeVisible();
  await suspension.getByLabel(/en français/).fill("Nous changeons de logiciel : revenez lundi.");
  await page.getByRole("button", { name: "Enregistrer" }).last().click();
  await expect(page.getByText(/Les réglages sont enregistrés/)).toBeVisible();
  await look(page);
  await signOut(page);

  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}`);
  await expect(page.getByText("Nous changeons de logiciel : revenez lundi.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Régler/ })).toHaveCount(0);
  await expect(heading(page)).toContainText("277,30");
  await look(page);
  await page.goto(cart);
  await expect(page.getByText("Nous changeons de logiciel : revenez lundi.")).toBeVisible();
  await expect(page.getByText("Cantine de juin")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Payer/ })).toHaveCount(0);
  await look(page);
});

test("ACT-5 an electronic invoice: its lines, its XML, and where staff see that it differs", async ({
  page,
}) => {
  const town = await bills();
  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}`);
  await page.getByRole("link", { name: "Facture d’eau F-2026-001" }).click();
  await expect(heading(page)).toContainText("F-2026-001");
  await expect(page.getByRole("row", { name: /Eau potable/ })).toContainText("25,02");
  await expect(page.getByText("Lignes lues dans les données de la facture électronique.")).toBeVisible();
  await expect(page.getByText("Le PDF et la publication ne disent pas la même chose")).toHaveCount(0);
  // A browser without a viewer also saves the PDF of the page: that is another file.
  const saved = page.waitForEvent("download", (one) => one.suggestedFilename().endsWith(".xml"));
  await page.getByRole("link", { name: "Données XML" }).click();
  expect(await readFile(await (await saved).path(), "utf8")).toContain("<rsm:CrossIndustryInvoice");
  await look(page);
  const invoice = new URL(page.url()).pathname.split("/comptes/")[1];
  await signOut(page);

  await signIn(page, town.staff);
  await page.goto(`${town.base}/bureau/comptes/${invoice}`);
  await expect(page.getByText("Le PDF et la publication ne disent pas la même chose").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /Échéance/ })).toContainText("3 décembre 2026");
  await look(page);
});

test("ACT-5 anybody checks an invoice, by its file or by hand", async ({ page }) => {
  const town = await bills();
  await page.goto(`${town.base}/verification`);
  await expect(heading(page)).toHaveText("Vérifier un document");
  await look(page);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page.getByText(/Déposez le fichier PDF/).first()).toBeVisible();
  const pdf = Buffer.from(town.pdf, "base64");
  const drop = (buffer: Buffer) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: "facture.pdf", mimeType: "application/pdf", buffer });
  await drop(pdf);
  await page.getByLabel(/IBAN écrit sur la facture/).fill("FR76 3000 6000 0112 3456 7890 189");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page.getByText("Ce fichier vient bien de nous")).toBeVisible();
  await expect(page.getByText("L’IBAN que vous avez écrit est le bon.")).toBeVisible();
  await expect(page.getByText("Camille")).toHaveCount(0);
  await look(page);
  await page.getByRole("button", { name: "Retirer facture.pdf" }).click();
  const forged = Buffer.from(pdf);
  forged[forged.length - 9]! ^= 1;
  await drop(forged);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page.getByText("Nous ne reconnaissons pas ce fichier")).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Retirer facture.pdf" }).click();
  await page.getByLabel(/Numéro de la facture/).fill("F-2026-001");
  await page.getByLabel(/Montant total/).fill("74,40");
  await page.getByLabel(/IBAN écrit sur la facture/).fill("FR76 9999");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await expect(page.getByText("L’IBAN que vous avez écrit n’est pas le nôtre")).toBeVisible();
  await look(page);
});

test("ACT-7 an owner reads the account of his tenant, apart, and cannot pay it", async ({ page }) => {
  const town = await bills({ kind: "property_manager", settings: { ownersSeeTenants: true } });
  await signIn(page, town.owner);
  await page.waitForURL(/\/espaces/);
  await expect(page.getByRole("heading", { name: "Mes locataires" })).toBeVisible();
  await look(page);
  await page.getByRole("link", { name: "Omar Haddad" }).click();
  await expect(heading(page)).toContainText("Omar Haddad doit");
  await expect(page.getByText(/lui seul peut le régler/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Régler/ })).toHaveCount(0);
  await expect(page.getByLabel(/Choisir Loyer/)).toHaveCount(0);
  await look(page);
  await signOut(page);
  await signIn(page, town.customer);
  const refused = await page.request.get(`${town.base}/api/accounts/${town.tenantAccount}`);
  expect(refused.status()).toBe(404);
});

test("ACT-8 payments of one day are one line, the IBAN stands on the account, and what is pending has a sign", async ({
  page,
}) => {
  const town = await bills({
    settings: { groupTreasury: ["customer"], treasuryJournals: ["BQ"], showBankDetails: true },
  });
  await signIn(page, town.customer);
  await page.goto(`${town.base}/comptes/${town.account}?lecture=grand-livre`);
  await expect(page.getByText("Règlements du jour (2)")).toBeVisible();
  await expect(page.getByText("Acompte")).toHaveCount(0);
  await expect(page.getByText("FR76 3000 6000 0112 3456 7890 189")).toBeVisible();
  await look(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page);
});
