import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

const line = (fields: string[]) => `${fields.join("\t")}\r\n`;
const HEADER = line(
  "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise".split(
    " ",
  ),
);
const sale = (num: string, aux: string, name: string, amount: string) =>
  line([
    "VE",
    "Ventes",
    num,
    "20261105",
    "41100000",
    "Clients",
    aux,
    name,
    `F-${num}`,
    "20261105",
    `Facture ${num}`,
    amount,
    "0,00",
    "",
    "",
    "20261105",
    "",
    "",
  ]);

test("API-3 staff import a FEC: checked first, a wrong line told with its number, the good ones published", async ({
  page,
}) => {
  const staff = await aMemberOfStaff("ogone", "accountant");
  await signIn(page, staff);
  await expect(page).toHaveURL(/bureau/);
  await checkAccess(page);
  await page.goto(`${staff.base}/bureau/imports`);
  await checkAccess(page);
  const fec =
    HEADER +
    sale("1", "C0900", "Martine Berthier", "120,50") +
    sale("2", "C0901", "Luc Moreau", "douze") +
    sale("3", "C0902", "Société Kerlann", "80,00");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "123456789FEC20261231.txt", mimeType: "text/plain", buffer: Buffer.from(fec) });
  await page.getByText("Publier tout de suite").click();
  await page.getByRole("button", { name: "Publier le fichier" }).click();
  await page.waitForURL(/imports\/imp_/);
  await expect(page.getByRole("heading", { name: "Lignes à regarder" })).toBeVisible();
  await expect(
    page
      .getByRole("cell", { name: /^3$/ })
      .or(page.getByText(/ligne 3/i))
      .first(),
  ).toBeVisible();
  await checkAccess(page);
  await page.goto(`${staff.base}/bureau/comptes?q=Berthier`);
  await expect(page.getByText("Martine Berthier").first()).toBeVisible();
  await checkAccess(page);
});

test("ACC-12 staff see exactly what a customer sees, reading only, and come back", async ({ page }) => {
  const customer = await aCustomer({ shop: "payfip", entries: [{ label: "Facture d’eau", cents: 8800 }] });
  const staff = await aMemberOfStaff("payfip", "manager");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/acces/${customer.user}`);
  await checkAccess(page);
  await page
    .getByRole("button", { name: /Voir (comme ce client|son espace)/ })
    .first()
    .click();
  await expect(page.getByText(`Vous voyez l’espace de ${customer.name}, en lecture seule.`)).toBeVisible();
  await expect(page.getByText("Facture d’eau").first()).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Revenir au bureau" }).first().click();
  await expect(page).toHaveURL(/bureau/);
});

test("OFF-1 OFF-8 the rooms of the office, each without a fault", async ({ page }) => {
  const staff = await aMemberOfStaff("payfip", "administrator");
  await signIn(page, staff);
  for (const room of [
    "",
    "/comptes",
    "/tiers",
    "/paiements",
    "/imports",
    "/acces",
    "/organisme",
    "/creanciers",
    "/courriels",
    "/jetons",
    "/mon-acces",
  ]) {
    await page.goto(`${staff.base}/bureau${room}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await checkAccess(page);
  }
});

test("ACC-8 a party is found by typing, however late the options come", async ({ page }) => {
  const customer = await aCustomer({ shop: "payfip" });
  const wanted = await aCustomer({ shop: "payfip" });
  const staff = await aMemberOfStaff("payfip", "manager");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/acces/${customer.user}`);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/api\/office\/parties\?/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("button", { name: "Ouvrir un tiers" }).click();
  const box = page.getByRole("combobox", { name: "Tiers" });
  await box.fill(wanted.partyCode);
  await expect(page.getByText("Recherche…")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("listbox")).toBeHidden();
  await expect(box).toHaveValue(wanted.partyCode);
  answer();
  await box.focus();
  await page.getByRole("option", { name: wanted.name }).click();
  await expect(box).toHaveValue(wanted.name);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("listbox")).toBeHidden();
  await expect(box).toHaveValue(wanted.name);
  await checkAccess(page);
  await page.getByRole("button", { name: "Ouvrir", exact: true }).click();
  await expect(page.getByRole("link", { name: wanted.name })).toBeVisible();
});

test("ACC-4 a temporary password is given, and must be changed at the first sign-in", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({
    shop: "payfip",
    withoutEmail: true,
    invited: true,
    entries: [{ label: "Cantine", cents: 3300 }],
  });
  const staff = await aMemberOfStaff("payfip", "accountant");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/acces/${customer.user}`);
  const given = page.waitForResponse(/temporary-password$/);
  await page.getByRole("button", { name: "Donner un mot de passe provisoire" }).click();
  const { temporaryPassword } = (await (await given).json()) as { temporaryPassword: string };
  await expect(page.getByText("À noter maintenant")).toBeVisible();
  await checkAccess(page);
  const visitor = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(visitor, customer, temporaryPassword);
  await expect(visitor).toHaveURL(/nouveau-mot-de-passe/);
  await checkAccess(visitor);
});

test("OFF-3 everyone stands in one list, found by name and kind, opened by keyboard", async ({ page }) => {
  const customer = await aCustomer({ shop: "payfip" });
  const staff = await aMemberOfStaff("payfip", "reader");
  await signIn(page, staff);
  await page.getByRole("link", { name: "Identités" }).click();
  await page.getByLabel("Nom, code, identifiant, adresse").fill(customer.name);
  const party = page.getByRole("row", { name: /Tiers avec accès/ }).filter({ hasText: customer.partyCode });
  await expect(party).toBeVisible();
  await expect(page.getByRole("cell", { name: customer.identifier, exact: true })).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Qui", { exact: true }).selectOption({ label: "Client" });
  await expect(party).toBeHidden();
  const row = page.getByRole("link", { name: customer.name, exact: true });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: customer.name })).toBeVisible();
  await page.goBack();
  await page.getByRole("navigation", { name: "Identités" }).getByRole("link", { name: "Tiers" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tiers" })).toBeVisible();
  await checkAccess(page);
});

test("OFF-8 an account leaves the customers' space, having said what disappears, and comes back", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "payfip", entries: [{ label: "Facture d’eau", cents: 8800 }] });
  const staff = await aMemberOfStaff("payfip", "accountant");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/comptes?q=${encodeURIComponent(customer.partyCode)}`);
  await page
    .getByRole("checkbox", { name: /^Choisir/ })
    .first()
    .check();
  await page.getByRole("button", { name: "Retirer de l’espace client" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/pour 1 personne/)).toBeVisible();
  await expect(dialog.getByText(/88,00.€ qui ne pourront plus être réglés en ligne/)).toBeVisible();
  await expect(dialog.getByText("1 personne n’aura plus aucun compte à lire.")).toBeVisible();
  await checkAccess(page);
  await dialog.getByText("Tout de suite").click();
  await dialog.getByRole("button", { name: "Retirer de l’espace client" }).click();
  await expect(page.getByText("Vos clients ne lisent plus ces comptes.")).toBeVisible();
  await page.goto(`${staff.base}/bureau/comptes/${customer.account}`);
  await expect(page.getByText("Retiré", { exact: true })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Rendre à l’espace client" }).click();
  await expect(page.getByText("Retiré", { exact: true })).toBeHidden();
});
