/** Paying by transfer: what to give the bank, on screen, on paper, by mail; given up; the invoice's own code. */
import type { Page } from "@playwright/test";
import { build, checkAccess, expect, mailTo, signIn, test } from "./house.ts";
import type { BuiltTill } from "./tills.ts";

const OWED = [
  { label: "Facture de septembre", cents: 5000, piece: "F-09", dueOn: "2026-12-01" },
  { label: "Facture d’octobre", cents: 7050, piece: "F-10", dueOn: "2026-12-15" },
];
const aTill = (settings: Record<string, unknown>, staffRole = "accountant") =>
  build<BuiltTill>("till", { provider: "ogone", settings, staffRole, entries: OWED });

let shot = 0;
/** axe, and, when a folder is given, how it looks: on a desk and a phone, by day and by night. */
async function look(page: Page): Promise<void> {
  await checkAccess(page);
  const folder = process.env["SHOTS"];
  if (!folder) return;
  shot += 1;
  for (const [name, width, height, scheme] of [
    ["desk", 1280, 900, "light"],
    ["phone", 390, 844, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${folder}/${String(shot).padStart(2, "0")}-${name}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}

async function toCart(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels) await page.getByLabel(`Choisir ${label}`).check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
}

test("PAY-9 a cart paid by transfer: account, amount, reference and code, kept and given up", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => {});
  const { customer } = await aTill({ payByTransfer: true });
  await signIn(page, customer);
  await toCart(page, "Facture de septembre", "Facture d’octobre");
  await look(page);
  await page.getByRole("button", { name: "Payer par virement" }).click();
  await page.waitForURL(/\/paiements\/virements\/trf_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Votre virement à faire");
  await expect(page.getByText("FR76 3000 6000 0112 3456 7890 189")).toBeVisible();
  await expect(page.getByText(/RF\d\d QT/)).toBeVisible();
  await expect(page.getByText(/^Attendu jusqu’au \d+ \p{L}+ \d{4}\.$/u)).toBeVisible();
  await expect(page.getByRole("img", { name: /Code QR du virement/ })).toBeVisible();
  await expect(page.getByText("Facture d’octobre")).toBeVisible();
  await page.getByRole("button", { name: "Copier Référence" }).click();
  await expect(page.getByRole("button", { name: "Copié Référence" })).toBeVisible();
  await look(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Copier IBAN" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "Recevoir par courriel" }).click();
  const mail = await mailTo(customer.email, /virement à faire/);
  expect(mail.text).toContain("FR76 3000 6000 0112 3456 7890 189");
  const order = page.url();

  await page.goto(`${customer.base}/paiements`);
  await expect(page.getByRole("heading", { name: "Virements attendus (1)" })).toBeVisible();
  await look(page);
  await page.getByRole("link", { name: "Par virement" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mes virements");
  await expect(page.getByText("Attendu", { exact: true })).toBeVisible();
  await look(page);
  await page.getByRole("link", { name: /Virement à/ }).click();
  await page.waitForURL(order);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Votre virement à faire");

  await page.getByRole("button", { name: "Ne plus faire ce virement" }).click();
  await look(page);
  await page.getByRole("button", { name: "Abandonner le virement" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Virement abandonné");
  await look(page);
  await page.getByRole("link", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("Facture de septembre")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Payer 120,50/ })).toBeVisible();
});

test("PAY-9 staff offer transfers or not; without them nothing of it shows", async ({ page, browser }) => {
  const { customer, staff } = await aTill({}, "administrator");
  await signIn(page, customer);
  await toCart(page, "Facture de septembre");
  await expect(page.getByRole("button", { name: "Payer par virement" })).toHaveCount(0);

  const office = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(office, staff);
  await office.goto(`${staff.base}/bureau/organisme`);
  await office.getByLabel("Payer par virement").check();
  await office.getByLabel("Jours pendant lesquels un virement est attendu").fill("45");
  await office.getByRole("button", { name: "Enregistrer" }).last().click();
  await expect(office.getByText(/enregistrés/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Payer par virement" })).toBeVisible();
  await office.reload();
  await expect(office.getByLabel("Jours pendant lesquels un virement est attendu")).toHaveValue("45");
});
