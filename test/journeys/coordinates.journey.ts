/** INF-2 and INF-3: a customer changes how he is reached, staff answer field by field, he reads the answer. */
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

test("INF-2 a customer asks to change his details, staff accept one field and refuse another", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "payfip" });
  await signIn(page, customer);
  await page.goto(`${customer.base}/mes-coordonnees`);
  await expect(page.getByRole("heading", { name: "Mes coordonnées", level: 1 })).toBeVisible();
  await checkAccess(page);

  await page.getByRole("button", { name: "Modification" }).click();
  await checkAccess(page);
  await page.getByLabel("Mobile").fill("06 11 22 33 44");
  await page.getByLabel("Code banque").fill("20041");
  await page.getByLabel("Code guichet").fill("01005");
  await page.getByLabel("Numéro de compte").fill("0500013M026");
  await page.getByLabel("Clé RIB").fill("07");
  await page.getByRole("button", { name: "Envoyer modification" }).click();
  await expect(page.getByRole("alert")).toContainText("Ce RIB est incorrect");
  await page.getByLabel("Clé RIB").fill("06");
  await page.getByRole("button", { name: "Envoyer modification" }).click();
  const waiting = page.getByRole("region", { name: "Modification en attente" });
  await expect(waiting).toContainText("FR14 2004 1010 0505 0001 3M02 606");
  await page.getByLabel("Je ne veux plus de papier").click();
  await expect(page.getByText("Choix enregistré.")).toBeVisible();
  await checkAccess(page);

  const clerk = await aMemberOfStaff("payfip", "accountant");
  const context = await browser.newContext();
  const desk = await context.newPage();
  await signIn(desk, clerk);
  await desk.goto(`${clerk.base}/bureau/coordonnees`);
  await desk.getByRole("table").getByRole("link").last().click();
  const mobile = desk.getByRole("region", { name: "Mobile" });
  await mobile.getByRole("button", { name: "Accepter" }).click();
  await expect(mobile).toContainText("Accepté");
  const iban = desk.getByRole("region", { name: "IBAN" });
  await iban.getByRole("button", { name: "Refuser" }).click();
  await iban.getByRole("button", { name: "Refuser" }).click();
  await expect(iban.getByText("Dites au client pourquoi vous refusez ce champ.").first()).toBeVisible();
  await iban.getByLabel("Pourquoi, pour le client").fill("Joignez un RIB à une demande.");
  await iban.getByRole("button", { name: "Refuser" }).click();
  await expect(iban).toContainText("Refusé");
  await checkAccess(desk);
  await context.close();

  await page.reload();
  const answer = page.getByRole("region", { name: "Dernière réponse du service" });
  await expect(answer).toContainText("Joignez un RIB à une demande.");
  await expect(page.getByRole("region", { name: "Coordonnées du compte" })).toContainText("06 11 22 33 44");
});

test("INF-1 OFF-4 a manager says whom to turn to, a customer reads it and writes", async ({
  page,
  browser,
}) => {
  const manager = await aMemberOfStaff("payfip", "manager");
  const context = await browser.newContext({ locale: "fr-FR" });
  const desk = await context.newPage();
  await signIn(desk, manager);
  await desk.goto(`${manager.base}/bureau/agence`);
  await desk.getByLabel("Raison sociale").fill("Ville de Montfleuri");
  await desk.getByLabel("Numéro de la carte").fill("CPI 6901 2026");
  await desk.getByLabel("Valable jusqu’au").fill("2029-01-31");
  await desk.getByRole("button", { name: "Ajouter un service" }).click();
  const service = desk.getByRole("group", { name: "Service 1" });
  await service.getByLabel("Rôle").selectOption("recovery");
  await service.getByLabel("Nom").fill("Recouvrement");
  await service.getByLabel("Téléphone").fill("04 72 00 00 00");
  await desk.getByRole("button", { name: "Ajouter un bureau" }).click();
  const office = desk.getByRole("group", { name: "Bureau 1" });
  await office.getByLabel("Nom").fill("Annexe du port");
  await office.getByLabel("Adresse", { exact: false }).last().fill("1 quai du Port\n69003 Lyon");
  await desk.getByRole("button", { name: "Enregistrer" }).click();
  await expect(desk.getByText("L’agence est enregistrée")).toBeVisible();
  await checkAccess(desk);
  await context.close();

  const customer = await aCustomer({ shop: "payfip" });
  await signIn(page, customer);
  await page.goto(`${customer.base}/contacts`);
  await expect(page.getByRole("region", { name: "Qui nous sommes" })).toContainText("CPI 6901 2026");
  await expect(page.getByRole("region", { name: "Annexe du port" }).getByRole("link")).toHaveAttribute(
    "href",
    "https://www.openstreetmap.org/search?query=1%20quai%20du%20Port%2C%2069003%20Lyon",
  );
  await checkAccess(page);
  await page.getByRole("region", { name: "Recouvrement" }).getByRole("link", { name: "Écrire" }).click();
  await expect(page.getByLabel("Objet")).toHaveValue("Recouvrement");
});
