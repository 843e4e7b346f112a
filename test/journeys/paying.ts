/** The gestures of paying that the stories of several providers share. */
import type { Page } from "@playwright/test";
import { checkAccess, expect, mailTo, signIn } from "./house.ts";
import type { BuiltCustomer } from "./server.ts";

export const ENTRIES = [
  { label: "Facture de septembre", cents: 5000, piece: "F-2026-09", dueOn: "2026-12-01" },
  {
    label: "Facture d’octobre",
    cents: 7050,
    piece: "F-2026-10",
    dueOn: "2026-12-15",
    enteredOn: "2026-11-10",
  },
];

/** From the statement to the provider's page, as a customer does. `said` is what the cart says of that page. */
export async function leaveToPay(
  page: Page,
  customer: Pick<BuiltCustomer, "identifier" | "base">,
  provider: string,
  said: RegExp,
): Promise<void> {
  await signIn(page, customer);
  await page.getByLabel("Choisir Facture de septembre").check();
  await page.getByLabel("Choisir Facture d’octobre").check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByText("À qui je paie")).toBeVisible();
  await expect(page.getByText(said)).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(new RegExp(`/${provider}/`));
  await expect(page.getByText(/simulateur/i).first()).toBeVisible();
  await checkAccess(page);
}

/** Back from the provider: paid, the receipt came by mail, and the account shows nothing more to pay. */
export async function seeItPaid(page: Page, customer: BuiltCustomer): Promise<void> {
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Merci, c’est payé");
  await checkAccess(page);
  const mail = await mailTo(customer.email, /reçu|paiement/i);
  expect(mail.attachments.map((one) => one.fileName).join()).toContain(".pdf");
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("120");
}
