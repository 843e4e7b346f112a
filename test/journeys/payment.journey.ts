import type { Page } from "@playwright/test";
import { aCustomer, checkAccess, expect, mailTo, signIn, test } from "./house.ts";
import type { BuiltCustomer } from "./server.ts";

type Provider = "ogone" | "payfip";
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
const BUTTONS = { ogone: { pay: /^Payer/, refuse: /^Refuser/ }, payfip: { pay: /carte/i, refuse: /refus/i } };

/** From the statement to the provider's page, as a customer does. */
async function leaveToPay(page: Page, customer: BuiltCustomer, provider: Provider): Promise<void> {
  await signIn(page, customer);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("120");
  await checkAccess(page);
  await page.getByLabel("Choisir Facture de septembre").check();
  await page.getByLabel("Choisir Facture d’octobre").check();
  await expect(page.getByRole("button", { name: "Ajouter au règlement" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(new RegExp(`/${provider}/`));
  await expect(page.getByText(/simulateur/i).first()).toBeVisible();
}

async function onHostedPage(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  await page.waitForURL(/\/paiements\/pay_/);
}

for (const provider of ["ogone", "payfip"] as const) {
  test(`PAY-1 PAY-4 PAY-7 from the statement to the receipt, at ${provider}`, async ({ page }) => {
    const customer = await aCustomer({ shop: provider, entries: ENTRIES });
    await leaveToPay(page, customer, provider);
    await onHostedPage(page, BUTTONS[provider].pay);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
    await checkAccess(page);
    const mail = await mailTo(customer.email, /reçu|paiement/i);
    expect(mail.attachments.map((one) => one.fileName).join()).toContain(".pdf");
    await page.goto(`${customer.base}/comptes/${customer.account}`);
    await expect(page.getByRole("heading", { level: 1 })).not.toContainText("120");
    await checkAccess(page);
    await page.goto(`${customer.base}/comptes/${customer.account}?lecture=toutes`);
    await checkAccess(page);
  });
}

test("PAY-5 back by the browser’s own arrow, the page that was left is not busy for ever", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await signIn(page, customer);
  await page.getByRole("button", { name: "Régler", exact: true }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
  // The provider answers with nothing: the page stays, as it is kept by a browser and shown again.
  await page.route(/\/ogone\//, (route) => route.fulfill({ status: 204 }));
  const left = page.waitForRequest(/\/ogone\//);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await left;
  await expect(page.getByText("Vous allez être conduit à la page de paiement.")).toBeVisible();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expect(page.getByText("Vous allez être conduit à la page de paiement.")).toBeHidden();
  await expect(page.locator("[data-busy]")).toHaveCount(0);
  await checkAccess(page);
});

test("PAY-2 ALL-2 a piece taken out by keyboard leaves the focus beside it, not at the top", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await signIn(page, customer);
  await page.getByRole("button", { name: "Régler", exact: true }).click();
  await page.getByRole("button", { name: "Retirer Facture de septembre" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Facture de septembre")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("PAY-5 refused, then paid", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await leaveToPay(page, customer, "ogone");
  for (const tries of [1, 2]) {
    await page.getByRole("button", { name: /^Refuser/ }).click();
    await expect(page.getByRole("alert")).toContainText(`essai ${tries} sur 3`);
  }
  await onHostedPage(page, BUTTONS.ogone.refuse);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Le paiement a été refusé");
  await checkAccess(page);
  await page.getByRole("link", { name: "Régler à nouveau" }).click();
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(/\/ogone\//);
  await onHostedPage(page, BUTTONS.ogone.pay);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
});

test("PAY-5 abandoned at the provider, resumed from the portal, paid", async ({ page }) => {
  const customer = await aCustomer({ shop: "payfip", entries: ENTRIES });
  await leaveToPay(page, customer, "payfip");
  await page.goto(`${customer.base}/paiements`);
  await checkAccess(page);
  await page
    .getByRole("link", { name: /Facture de septembre/ })
    .first()
    .click();
  await expect(page.getByText("Vous n’avez pas fini de payer ?")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Reprendre le paiement" }).click();
  await page.waitForURL(/\/payfip\//);
  await onHostedPage(page, BUTTONS.payfip.pay);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
});

test("PAY-5 PAY-6 cancelled in the portal, then paid at the provider: a visible credit, not a lost payment", async ({
  page,
  context,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await leaveToPay(page, customer, "ogone");
  const portal = await context.newPage();
  await portal.goto(`${customer.base}/paiements`);
  await portal
    .getByRole("link", { name: /Facture de septembre/ })
    .first()
    .click();
  await portal.getByRole("button", { name: "Annuler", exact: true }).click();
  await checkAccess(portal);
  await portal.getByRole("button", { name: "Annuler le paiement" }).click();
  await expect(portal.getByRole("heading", { level: 1 })).toContainText("Le paiement est annulé");
  await onHostedPage(page, BUTTONS.ogone.pay);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("payé");
  await checkAccess(page);
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("120");
  await expect(page.getByText(/à déduire/i).first()).toBeVisible();
});
