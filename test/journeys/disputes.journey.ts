import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, tabTo, test } from "./house.ts";
import type { BuiltCustomer } from "./server.ts";

const ENTRIES = [
  { label: "Abonnement de septembre", cents: 12_000, piece: "F-2026-09", dueOn: "2026-12-01" },
  { label: "Abonnement d’octobre", cents: 8050, piece: "F-2026-10", dueOn: "2026-12-15" },
];
const PDF = {
  name: "bon-de-livraison.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7 signé"),
};
const H1 = { level: 1 } as const;

/** Ticks the first invoice and opens the page of its dispute. */
async function startDispute(page: Page, customer: BuiltCustomer): Promise<void> {
  await signIn(page, customer);
  await expect(page.getByRole("heading", H1)).toContainText("200");
  await page.getByLabel("Choisir Abonnement de septembre").check();
  await page.getByRole("link", { name: "Créer un litige" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Créer un litige");
}

test("DIS-1 DIS-2 DIS-3 a customer contests a part, pays the rest, follows and withdraws", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await startDispute(page, customer);
  await checkAccess(page);
  await page.getByRole("button", { name: "Envoyer le litige" }).click();
  await expect(page.getByRole("alert")).toContainText("2 points sont à revoir");
  await checkAccess(page);
  await page.getByLabel(/Montant contesté de Abonnement de septembre/).fill("45,50");
  await expect(page.getByText("74,50 € restent à régler")).toBeVisible();
  await page.getByLabel("De quoi s’agit-il ?").selectOption({ label: "Prestation ou livraison" });
  await page.getByLabel("Motif").selectOption({ label: "Incomplète" });
  await page.getByLabel("Expliquez-nous").fill("Il manque deux numéros.\nJe les attends depuis septembre.");
  await page.locator("input[type=file]").setInputFiles(PDF);
  await checkAccess(page);
  await page.getByRole("button", { name: "Envoyer le litige" }).click();
  await expect(page.getByRole("heading", H1)).toContainText(/Litige L\d{4}-\d{6}/);
  await expect(page.getByText("En attente de réponse")).toBeVisible();
  await expect(page.getByText("Il manque deux numéros.")).toBeVisible();
  const file = page.getByRole("link", { name: /bon-de-livraison.pdf/ });
  const answer = await page.request.get(new URL((await file.getAttribute("href"))!, page.url()).href);
  expect(await answer.text()).toBe("%PDF-1.7 signé");
  await checkAccess(page);

  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", H1)).toContainText("155");
  await expect(page.getByRole("link", { name: "45,50 € en litige" })).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Choisir Abonnement de septembre").check();
  await page.getByRole("button", { name: "Ajouter au règlement" }).click();
  await page.getByRole("button", { name: "Voir mon règlement" }).click();
  await expect(page.getByRole("button", { name: /^Payer.*74,50/ })).toBeVisible();

  await page.goto(`${customer.base}/litiges`);
  await expect(page.getByRole("link", { name: "Incomplète" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: "Clos" }).click();
  await expect(page.getByText("Aucun litige à ces dates")).toBeVisible();
  await page.getByRole("link", { name: "En cours" }).click();
  await page.getByRole("link", { name: "Incomplète" }).click();
  await page.getByRole("button", { name: "Retirer le litige" }).click();
  await expect(page.getByText("45,50 € seront de nouveau à régler")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Retirer le litige" }).click();
  await expect(page.getByText("Vous avez retiré ce litige")).toBeVisible();
  await page.goto(`${customer.base}/comptes/${customer.account}`);
  await expect(page.getByRole("heading", H1)).toContainText("200");
});

test("DIS-1 ALL-2 the whole path from the statement to the dispute by keyboard only", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await signIn(page, customer);
  await expect(page.getByRole("heading", H1)).toContainText("200");
  await tabTo(page, /Choisir Abonnement de septembre/);
  await page.keyboard.press("Space");
  await tabTo(page, /Créer un litige/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", H1)).toHaveText("Créer un litige");
  await tabTo(page, /Montant contesté de Abonnement de septembre/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("20");
  await tabTo(page, /De quoi s’agit-il/);
  await page.keyboard.type("Autre");
  await tabTo(page, /Expliquez-nous/);
  await page.keyboard.type("Je ne suis pas d’accord.");
  await tabTo(page, /Envoyer le litige/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", H1)).toContainText(/Litige L/);
  await expect(page.getByText("20,00 €").first()).toBeVisible();
  await expect(page.getByText("Je ne suis pas d’accord.")).toBeVisible();
});

test("DIS-4 the office deals with it: assigned, noted, answered, accepted, released, opened again, rejected", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  const staff = await aMemberOfStaff("ogone", "accountant");
  await startDispute(page, customer);
  await page.getByLabel("De quoi s’agit-il ?").selectOption({ label: "Autre" });
  await page.getByLabel("Expliquez-nous").fill("Facture reçue deux fois.");
  await page.getByRole("button", { name: "Envoyer le litige" }).click();
  await expect(page.getByRole("heading", H1)).toContainText(/Litige L/);
  const address = page.url();
  const reference = /L\d{4}-\d{6}/.exec((await page.getByRole("heading", H1).textContent()) ?? "")![0];

  const office = await (await browser.newContext()).newPage();
  await signIn(office, staff);
  await expect(office.getByRole("link", { name: /litiges? atten/ })).toBeVisible();
  await office.getByRole("link", { name: "Litiges", exact: true }).click();
  await office.getByRole("searchbox", { name: "Litige, compte ou tiers" }).fill(reference);
  await office.getByRole("link", { name: customer.name }).click();
  const record = office.getByRole("complementary", { name: `Litige ${reference}` });
  await expect(record.getByText("Facture reçue deux fois.")).toBeVisible();
  await checkAccess(office);
  const assignee = record.getByLabel(/Confié à/);
  const me = (await assignee.locator("option").allTextContents()).find((one) =>
    one.startsWith("Alex Agent"),
  )!;
  await assignee.selectOption({ label: me });
  await expect(record.getByText(`a confié le litige à ${me}`)).toBeVisible();
  await record.getByRole("button", { name: "Note interne" }).click();
  await record.getByRole("textbox", { name: "Note interne" }).fill("Doublon de septembre, à vérifier.");
  await record.getByRole("button", { name: "Noter" }).click();
  await expect(record.getByText("Doublon de septembre, à vérifier.")).toBeVisible();
  await record.getByRole("button", { name: "Réponse au client" }).click();
  await record.getByRole("textbox", { name: "Réponse au client" }).fill("Nous vérifions aujourd’hui.");
  await record.getByRole("button", { name: "Répondre", exact: true }).click();
  await expect(record.getByText("Répondu")).toBeVisible();
  await checkAccess(office);

  await page.goto(address);
  await expect(page.getByText("Nous vérifions aujourd’hui.")).toBeVisible();
  await expect(page.getByText("Doublon de septembre")).toHaveCount(0);
  await page.getByLabel("Votre message").fill("Merci.");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(page.getByText("En attente de réponse")).toBeVisible();

  await office.reload();
  await record.getByRole("button", { name: "Décider" }).click();
  await checkAccess(office);
  await office.getByLabel("Avoir attendu").check();
  await office.getByRole("button", { name: "Clore le litige" }).click();
  await expect(record.getByText(/le montant reste réservé/)).toBeVisible();
  await page.reload();
  await expect(page.getByText("un avoir va venir")).toBeVisible();
  await record.getByRole("button", { name: "L’écriture est passée" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "L’écriture est passée" }).click();
  await record.getByRole("button", { name: "Rouvrir" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Rouvrir" }).click();
  await record.getByRole("button", { name: "Décider" }).click();
  await office.getByLabel("Rejeté").check();
  await office.getByRole("button", { name: "Clore le litige" }).click();
  await expect(office.getByText("Dites au client pourquoi")).toBeVisible();
  await office.getByLabel("Message au client").fill("Les deux factures sont distinctes.");
  await office.getByRole("button", { name: "Clore le litige" }).click();
  await expect(office.getByRole("dialog")).toHaveCount(0);
  await expect(record.getByText("Rejeté", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("n’a pas été retenue")).toBeVisible();
  await checkAccess(page);
});

test("DIS-1 OFF-5 a manager edits the reasons that customers choose from", async ({ page }) => {
  const staff = await aMemberOfStaff("payfip", "manager");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/litiges`);
  await expect(page.getByText("Aucun litige")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: "Motifs de litige" }).click();
  const first = page.getByRole("group", { name: "Catégorie 1" });
  await first.getByRole("button", { name: "Ajouter un motif" }).click();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("alert")).toContainText("Un nom en français manque.");
  await first
    .getByLabel(/^Motif \d+$/)
    .last()
    .fill("Tarif social non appliqué");
  await checkAccess(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Les motifs sont enregistrés")).toBeVisible();
  const customer = await aCustomer({ shop: "payfip", entries: ENTRIES });
  await page.context().clearCookies();
  await startDispute(page, customer);
  await page.getByLabel("De quoi s’agit-il ?").selectOption({ index: 1 });
  await expect(page.getByRole("option", { name: "Tarif social non appliqué" })).toBeAttached();
});
