/** Parts, one at a time, credit notes, declared payments, refunds: as a customer and an accountant live them. */
import type { Page } from "@playwright/test";
import { build, checkAccess, expect, mailTo, signIn, test } from "./house.ts";
import type { BuiltTill, TillWish } from "./tills.ts";

const aTill = (wish: TillWish) => build<BuiltTill>("till", wish);
const OWED = [
  { label: "Facture de septembre", cents: 5000, piece: "F-09", dueOn: "2026-12-01" },
  { label: "Facture d’octobre", cents: 7050, piece: "F-10", dueOn: "2026-12-15" },
];

async function toCart(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels) await page.getByLabel(`Choisir ${label}`).check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
}

async function payThere(page: Page): Promise<void> {
  await page.waitForURL(/\/ogone\//);
  await page
    .getByRole("button", { name: /^Payer/ })
    .first()
    .click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
}

test("PAY-2 PAY-3 a part of what is due, oldest first: said before paying, seen after", async ({ page }) => {
  const { customer } = await aTill({ provider: "ogone", settings: { payPartially: true }, entries: OWED });
  await signIn(page, customer);
  await toCart(page, "Facture de septembre", "Facture d’octobre");
  await expect(page.getByText("Éditions du Phare SAS")).toBeVisible();
  await expect(page.getByText("12345678900017")).toBeVisible();
  await expect(page.getByText("FR72ZZZ123456")).toBeVisible();
  await page.getByLabel("Une partie").check();
  await page.getByLabel("Montant à payer maintenant").fill("200");
  await expect(page.getByText(/entre 1,00\s€ et 120,50\s€/).first()).toBeVisible();
  await page.getByLabel("Montant à payer maintenant").fill("80");
  await expect(page.getByText(/sur 70,50/)).toBeVisible();
  await expect(page.getByText("Restera à régler")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: /^Payer 80,00/ }).click();
  await payThere(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("40,50");
  await expect(page.getByText("Facture de septembre")).toHaveCount(0);
});

test("PAY-2 one piece at a time, when the organization wants it so", async ({ page }) => {
  const { customer } = await aTill({ provider: "ogone", settings: { paySeveral: false }, entries: OWED });
  await signIn(page, customer);
  await expect(page.getByRole("button", { name: "Régler la plus ancienne" })).toBeVisible();
  await page.getByLabel("Choisir Facture de septembre").check();
  await page.getByLabel("Choisir Facture d’octobre").check();
  await expect(page.getByLabel("Choisir Facture de septembre")).not.toBeChecked();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await expect(page.getByText("Pièce ajoutée à votre règlement.")).toBeVisible();
  await page.getByLabel("Choisir Facture de septembre").check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await expect(page.getByText(/Réglez une pièce à la fois/)).toBeVisible();
  await checkAccess(page);
});

test("PAY-2 a credit note is deducted; a total that is not positive says why", async ({ page }) => {
  const { customer } = await aTill({
    provider: "ogone",
    entries: [...OWED, { label: "Avoir de mai", cents: -6000, piece: "AV-05" }],
  });
  await signIn(page, customer);
  await toCart(page, "Facture de septembre");
  await page.getByRole("button", { name: "Le déduire" }).click();
  await expect(page.getByText(/le total est nul ou négatif/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Payer/ })).toHaveCount(0);
  await checkAccess(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await toCart(page, "Facture d’octobre");
  await page.getByRole("button", { name: /^Payer 60,50/ }).click();
  await payThere(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("€");
});

test("PAY-8 without an address, when the organization allows it", async ({ page }) => {
  const { customer } = await aTill({
    provider: "ogone",
    settings: { payWithoutEmail: true },
    entries: OWED,
    withoutEmail: true,
  });
  await signIn(page, customer);
  await toCart(page, "Facture de septembre");
  await checkAccess(page);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await payThere(page);
});

test("ACT-6 declared paid by other means, taken back, declared again and confirmed by staff", async ({
  page,
  browser,
}) => {
  const { customer, staff } = await aTill({ provider: "ogone", entries: OWED });
  await signIn(page, customer);
  const declare = async () => {
    await page.getByLabel("Choisir Facture de septembre").check();
    await page.getByRole("button", { name: "Déclarer payée" }).click();
    await page.getByLabel("Moyen de paiement").selectOption({ label: "Chèque" });
    await page.getByLabel("Référence").fill("Chèque 4711");
    await checkAccess(page);
    await page.getByRole("button", { name: "Envoyer au service" }).click();
    await expect(page.getByText("C’est noté. Le service va confirmer.").first()).toBeVisible();
  };
  await declare();
  await expect(page.getByText("Déclarée payée").first()).toBeVisible();
  await page.goto(`${customer.base}/paiements`);
  await page.getByRole("link", { name: "Déclarés payés" }).click();
  await expect(page.getByText("À confirmer")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Retirer", exact: true }).click();
  await page.getByRole("button", { name: "Retirer la déclaration" }).click();
  await expect(page.getByText("Retirée")).toBeVisible();
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await declare();

  const office = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(office, staff);
  await office.goto(`${staff.base}/bureau`);
  await office.getByRole("link", { name: /facture déclarée payée, à confirmer/ }).click();
  await checkAccess(office);
  await office.getByRole("link", { name: /Facture de septembre/ }).click();
  await expect(office.getByText("Chèque 4711")).toBeVisible();
  await checkAccess(office);
  await office.getByRole("button", { name: "Refuser" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Refuser" }).click();
  await expect(office.getByText("Dites au client pourquoi vous refusez.").first()).toBeVisible();
  await office.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
  await office.getByRole("button", { name: "Confirmer" }).click();
  await office.getByLabel(/Un mot pour le client/).fill("Bien reçu, merci.");
  await office.getByRole("dialog").getByRole("button", { name: "Confirmer" }).click();
  await expect(office.getByText("Confirmée : elle reste réservée")).toBeVisible();
  await page.goto(`${customer.base}/paiements/declarations`);
  await expect(page.getByText("Bien reçu, merci.")).toBeVisible();
  await checkAccess(page);
});

test("PAY-11 a refund recorded by staff: seen on the receipt, and due again on the account", async ({
  page,
  browser,
}) => {
  const { customer, staff } = await aTill({ provider: "ogone", entries: OWED });
  await signIn(page, customer);
  await toCart(page, "Facture de septembre", "Facture d’octobre");
  await page.getByRole("button", { name: /^Payer/ }).click();
  await payThere(page);
  const receipt = page.url();
  await mailTo(customer.email, /reçu|paiement/i);

  const office = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(office, staff);
  await office.goto(`${staff.base}/bureau/paiements`);
  await office
    .getByRole("link", { name: /Camille Payeur/ })
    .first()
    .click();
  await office.getByRole("button", { name: "Noter un remboursement" }).click();
  await office.getByLabel("Montant").fill("70,50");
  await office.getByLabel("Motif").fill("Abonnement résilié");
  await checkAccess(office);
  await office.getByRole("button", { name: "Noter", exact: true }).click();
  await expect(office.getByText("Rendu en partie").first()).toBeVisible();
  await expect(office.getByText("Abonnement résilié").first()).toBeVisible();
  await checkAccess(office);

  await page.goto(receipt);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("rendu en partie");
  await expect(page.getByText(/Remboursé le/)).toBeVisible();
  await expect(page.getByText("Abonnement résilié")).toHaveCount(0);
  await checkAccess(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("70,50");
});
