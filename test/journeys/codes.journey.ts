import { readPdf } from "../../server/formats/pdf/read-pdf.fixture.ts";
import { aCustomer, aMemberOfStaff, checkAccess, expect, PASSWORD, signIn, test } from "./house.ts";

const H1 = { level: 1 } as const;

test("ACC-3 OFF-8 a letter is printed for who has no access, and its code opens the door", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({
    shop: "ogone",
    withoutAccess: true,
    entries: [{ label: "Abonnement d’octobre", cents: 8050 }],
  });
  await signIn(page, await aMemberOfStaff("ogone", "accountant"));
  await page.goto(`${customer.base}/bureau/tiers?q=${encodeURIComponent(customer.partyCode)}`);
  await page.getByLabel("Accès en ligne").selectOption({ label: "Pas encore" });
  await page.getByLabel(`Choisir ${customer.name}`).check();
  await expect(page.getByText("1 tiers choisi").last()).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Imprimer une lettre" }).click();
  await expect(page.getByText(/Une lettre sera faite/)).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Faire les lettres" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Lettres d’accès");
  await expect(page.getByText("Prêtes")).toBeVisible();
  await checkAccess(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger" }).first().click();
  const file = await saving;
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const { pages } = await readPdf(Buffer.concat(chunks));
  expect(pages[0]!.text).toContain(customer.name);
  expect(pages[0]!.text).toContain("/activation-par-code");
  const code = pages[0]!.items
    .filter((item) => item.size > 25)
    .map((item) => item.text.trim())
    .join("");

  const visit = await browser.newContext({ locale: "fr-FR", viewport: { width: 390, height: 844 } });
  const phone = await visit.newPage();
  await phone.goto(`${customer.base}/activation`);
  await phone.getByRole("link", { name: "Entrez avec ce code." }).click();
  await expect(phone.getByRole("heading", H1)).toHaveText("Entrer avec un code");
  await checkAccess(phone);
  await phone.getByLabel("Code d’accès").fill(`${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`);
  await phone.getByLabel("Votre code client").fill(customer.partyCode);
  await phone.getByRole("button", { name: "Continuer" }).click();
  await expect(phone.getByText(/Un caractère du code n’est pas le bon/).first()).toBeVisible();
  await checkAccess(phone);
  await phone.getByLabel("Code d’accès").fill(code.toLowerCase());
  await phone.getByRole("button", { name: "Continuer" }).click();
  await expect(phone.getByRole("heading", H1)).toHaveText(`Bienvenue, ${customer.name}`);
  await phone.getByLabel("Nouveau mot de passe", { exact: true }).fill(PASSWORD);
  await phone.getByRole("button", { name: "Enregistrer et entrer" }).click();
  await expect(phone.getByRole("heading", H1)).toContainText("80");
  await visit.close();

  await page.goto(`${customer.base}/bureau/tiers?q=${encodeURIComponent(customer.partyCode)}`);
  await expect(page.getByText("Ouvert").last()).toBeVisible();
});
