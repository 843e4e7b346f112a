import { aCustomer, checkAccess, expect, linkIn, mailTo, PASSWORD, signIn, test } from "./house.ts";

const NEW_PASSWORD = "Coquelicot-1926";

test("ACC-2 a customer activates his access by mail, chooses a password and is in", async ({ page }) => {
  const customer = await aCustomer({
    shop: "payfip",
    invited: true,
    entries: [{ label: "Cantine octobre", cents: 4200 }],
  });
  await page.goto(`${customer.base}/activation`);
  await checkAccess(page);
  await page.getByLabel("Adresse électronique").fill(customer.email);
  await page.getByRole("button", { name: /lien/i }).click();
  await expect(page.getByText("Regardez vos courriels")).toBeVisible();
  await checkAccess(page);
  await page.goto(linkIn(await mailTo(customer.email, /./)));
  await page.locator("input[type=password]").first().fill(NEW_PASSWORD);
  await checkAccess(page);
  await page.getByRole("button", { name: "Enregistrer et entrer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("42");
  await checkAccess(page);
});

test("ACC-5 a forgotten password: one link, used once; the old sessions are over", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: [{ label: "Facture octobre", cents: 9900 }] });
  const elsewhere = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(elsewhere, customer);
  await page.goto(`${customer.base}/mot-de-passe-oublie`);
  await checkAccess(page);
  await page.getByLabel("Identifiant ou adresse électronique").fill(customer.identifier);
  await page.getByRole("button", { name: /lien/i }).click();
  const link = linkIn(await mailTo(customer.email, /mot de passe/i));
  await page.goto(link);
  await page.locator("input[type=password]").first().fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Enregistrer et entrer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("99");
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/connexion/);
  await page.goto(link);
  await expect(page.getByText("Ce lien ne sert plus")).toBeVisible();
  await checkAccess(page);
});

test("ACC-1 a wrong password says so without saying who exists; the right one leads to the account", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: [{ label: "Facture", cents: 1500 }] });
  await page.goto(`${customer.base}/connexion`);
  await checkAccess(page);
  for (const identifier of [customer.identifier, "personne"]) {
    await page.getByLabel("Identifiant ou adresse électronique").fill(identifier);
    await page.getByLabel("Mot de passe", { exact: true }).fill("pas-le-bon");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page.getByText("L’identifiant ou le mot de passe n’est pas le bon.").first()).toBeVisible();
  }
  await signIn(page, customer, PASSWORD);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("15");
});

test("ACC-7 a customer with several accounts chooses the space, and changes it", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", accounts: ["Site de Brest", "Site de Quimper"] });
  await signIn(page, customer);
  await expect(page).toHaveURL(/espaces/);
  await checkAccess(page);
  await page.getByRole("link", { name: /Site de Brest/ }).click();
  await expect(page).toHaveURL(/comptes/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Vous êtes à jour");
  await checkAccess(page);
});
