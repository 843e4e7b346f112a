import type { Page } from "@playwright/test";
import { aCustomer, checkAccess, expect, mailTo, PASSWORD, signIn, test } from "./house.ts";

const H1 = { level: 1 } as const;

/** Chooses a password from the link of the mail, and comes in. */
async function comeIn(page: Page, email: string): Promise<void> {
  const mail = await mailTo(email, /./);
  await page.goto(/https?:\/\/\S+\/lien\/[\w-]+/.exec(mail.text)![0]);
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Enregistrer et entrer" }).click();
}

test("ACC-8 the main user invites a colleague to read, then takes the access back", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({
    shop: "ogone",
    entries: [{ label: "Abonnement d’octobre", cents: 8050 }],
  });
  await signIn(page, customer);
  await page.goto(`${customer.base}/acces-partages`);
  await expect(page.getByRole("heading", H1)).toHaveText("Qui a accès");
  await expect(page.getByText("accès principal").first()).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Inviter quelqu’un" }).click();
  await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await expect(page.getByRole("alert")).toContainText("2 points sont à revoir");
  await checkAccess(page);
  const email = `invite.${customer.identifier}@example.org`;
  await page.getByLabel("Nom de la personne").fill("Paul Invité");
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await expect(page.getByText("Paul Invité a maintenant accès.")).toBeVisible();
  await expect(page.getByText("pas encore venu")).toBeVisible();
  await checkAccess(page);

  const visit = await browser.newContext({ locale: "fr-FR", viewport: { width: 390, height: 844 } });
  const phone = await visit.newPage();
  await comeIn(phone, email);
  await expect(phone.getByRole("heading", H1)).toContainText("80");
  await expect(phone.getByLabel("Choisir Abonnement d’octobre")).toHaveCount(0);
  await phone.goto(`${customer.base}/acces-partages`);
  await expect(phone.getByText("Seul l’accès principal invite")).toBeVisible();
  await checkAccess(phone);

  await page.getByRole("button", { name: "Changer" }).click();
  await page.getByRole("checkbox", { name: "Régler" }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("règle", { exact: true })).toHaveCount(2);
  await phone.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(phone.getByLabel("Choisir Abonnement d’octobre")).toBeVisible();

  await page.getByRole("button", { name: "Retirer" }).click();
  await expect(page.getByText("Retirer l’accès de Paul Invité ?")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
  await expect(page.getByText("Paul Invité", { exact: false })).toHaveCount(1);
  await phone.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(phone.getByText("Abonnement d’octobre")).toHaveCount(0);
  await visit.close();
});
