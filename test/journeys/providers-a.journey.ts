/** From the statement to the receipt through TIPI, which leads nobody back, and PayZen; and their settings in the office. */
import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, mailTo, signIn, test } from "./house.ts";
import type { BuiltCustomer } from "./server.ts";

const ENTRIES = [
  { label: "Facture de septembre", cents: 5000, piece: "F-2026-09", dueOn: "2026-12-01" },
  {
    label: "Facture d’octobre",
    cents: 7050,
    piece: "F-2026-10",
    dueOn: "2026-12-15",
    enteredOn: "2026-11-10",
  },
];

/** From the statement to the provider's page, as a customer does. */
async function leaveToPay(page: Page, customer: BuiltCustomer, provider: "tipi" | "payzen"): Promise<void> {
  await signIn(page, customer);
  await page.getByLabel("Choisir Facture de septembre").check();
  await page.getByLabel("Choisir Facture d’octobre").check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
  await expect(
    page.getByText(provider === "tipi" ? /TIPI.*revenez à ce site/ : /banque du créancier \(PayZen/),
  ).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(new RegExp(`/${provider}/`));
  await expect(page.getByText(/simulateur/i).first()).toBeVisible();
  await checkAccess(page);
}

/** The receipt came by mail, and the account shows nothing more to pay. */
async function seeItPaid(page: Page, customer: BuiltCustomer): Promise<void> {
  const mail = await mailTo(customer.email, /reçu|paiement/i);
  expect(mail.attachments.map((one) => one.fileName).join()).toContain(".pdf");
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("120");
}

test("PAY-4 PAY-7 from the statement to the receipt, at payzen", async ({ page }) => {
  const customer = await aCustomer({ shop: "payzen", entries: ENTRIES });
  await leaveToPay(page, customer, "payzen");
  await page
    .getByRole("button", { name: /^Payer/ })
    .first()
    .click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
  await checkAccess(page);
  await seeItPaid(page, customer);
});

test("PAY-4 PAY-7 from the statement to the receipt, at tipi: the customer comes back by himself", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "tipi", entries: ENTRIES });
  await leaveToPay(page, customer, "tipi");
  await page.getByRole("button", { name: /^Payer par carte/ }).click();
  await expect(page.getByText("Vous pouvez fermer cette fenêtre")).toBeVisible();
  await checkAccess(page);
  await page.goto(`${customer.base}/paiements`);
  await page
    .getByRole("link", { name: /Facture de septembre/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
  await checkAccess(page);
  await seeItPaid(page, customer);
});

test("PAY-5 refused at payzen, then paid by SEPA debit", async ({ page }) => {
  const customer = await aCustomer({ shop: "payzen", entries: ENTRIES });
  await leaveToPay(page, customer, "payzen");
  await page.getByRole("button", { name: /^Refuser/ }).click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Le paiement a été refusé");
  await page.getByRole("link", { name: "Régler à nouveau" }).click();
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(/\/payzen\//);
  await page.getByText("Autres réponses").click();
  await page.getByRole("button", { name: /prélèvement SEPA/ }).click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
});

test("PAY-5 left at tipi, resumed from the portal, paid", async ({ page }) => {
  const customer = await aCustomer({ shop: "tipi", entries: ENTRIES });
  await leaveToPay(page, customer, "tipi");
  await page.goto(`${customer.base}/paiements`);
  await page
    .getByRole("link", { name: /Facture de septembre/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Reprendre le paiement" }).click();
  await page.waitForURL(/\/tipi\//);
  await page.getByRole("button", { name: /^Payer par carte/ }).click();
  await seeItPaid(page, customer);
});

for (const { provider, asked, answer } of [
  { provider: "payzen", asked: "Identifiant de boutique", answer: "Le prestataire répond." },
  { provider: "tipi", asked: "Numéro de client", answer: "Les réglages sont complets." },
] as const) {
  test(`OFF-5 the settings of ${provider} are saved with their secrets kept, and tested`, async ({
    page,
  }) => {
    const staff = await aMemberOfStaff(provider, "administrator");
    await signIn(page, staff);
    await page.goto(`${staff.base}/bureau/creanciers`);
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("link", { name: /paiement en ligne/i }).click();
    const number = page.getByLabel(asked);
    const before = await number.inputValue();
    await checkAccess(page);
    await number.fill("abc");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(number).toHaveAttribute("aria-invalid", "true");
    await number.fill(before);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Les réglages de paiement sont enregistrés.")).toBeVisible();
    await page.getByRole("button", { name: "Essayer la connexion" }).click();
    await expect(page.getByText(answer)).toBeVisible();
    await checkAccess(page);
  });
}

test("OFF-5 choosing TIPI proposes a key of our own making", async ({ page }) => {
  const staff = await aMemberOfStaff("payzen", "administrator");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/creanciers`);
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("link", { name: /paiement en ligne/i }).click();
  await page.getByLabel("Service de paiement").selectOption("tipi");
  await expect(page.getByLabel("Clé des retours")).toHaveValue(/^[0-9a-f]{48}$/);
  await expect(page.getByLabel("Numéro de client")).toHaveValue("");
  await checkAccess(page);
});
