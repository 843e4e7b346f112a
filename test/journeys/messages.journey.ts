import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

const PDF = {
  name: "lettre.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n% une lettre"),
};

/** Writes and publishes a message to customers in the office. */
async function publish(
  page: Page,
  base: string,
  message: { nature: string; title: string; body: string; to: string; file?: boolean },
): Promise<void> {
  await page.goto(`${base}/bureau/messages/nouveau`);
  await page.getByRole("radio", { name: message.nature }).check();
  await page.getByLabel("Titre", { exact: true }).fill(message.title);
  await page.getByLabel("Texte", { exact: true }).fill(message.body);
  await page.getByRole("checkbox", { name: message.to, exact: true }).check();
  if (message.file) await page.locator("input[type=file]").setInputFiles(PDF);
  await expect(page.getByText(/personnes? verr/)).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Enregistrer et publier" }).click();
  await expect(page.getByText("Le message est publié.")).toBeVisible();
  await expect(page.getByText("En cours", { exact: true })).toBeVisible();
}

test("MSG-1 an important message must be closed before going on, once for each person; a welcome greets at each visit", async ({
  page,
  browser,
}) => {
  const staff = await aMemberOfStaff("ogone", "manager");
  const tenant = await aCustomer({
    shop: "ogone",
    kind: "tenant",
    entries: [{ label: "Loyer", cents: 5000 }],
  });
  const neighbour = await aCustomer({ shop: "ogone", kind: "tenant" });
  await signIn(page, staff);
  const to = "Locataires";
  await publish(page, staff.base, {
    nature: "Message important",
    title: "Nouvelle adresse de paiement",
    body: "Nous **n’appelons jamais** pour demander un paiement.",
    to,
  });
  await checkAccess(page);
  await publish(page, staff.base, {
    nature: "Message d’accueil",
    title: "Bonne rentrée",
    body: "Le service est ouvert.",
    to,
  });

  const portal = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(portal, tenant);
  const dialog = portal.getByRole("dialog", { name: "Nouvelle adresse de paiement" });
  await expect(dialog.getByText("n’appelons jamais")).toBeVisible();
  await checkAccess(portal);
  // Neither Escape, nor a click outside: only its button leads on.
  await portal.keyboard.press("Escape");
  await portal.keyboard.press("Escape");
  await portal.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  await portal.getByRole("button", { name: "J’ai lu, continuer" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(portal.getByText("Bonne rentrée")).toBeVisible();
  await checkAccess(portal);
  await portal.getByRole("link", { name: "Mes paiements" }).click();
  await expect(portal.getByRole("heading", { level: 1, name: "Mes paiements" })).toBeVisible();
  await expect(portal.getByText("Bonne rentrée")).toBeHidden();

  const nextVisit = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(nextVisit, tenant);
  await expect(nextVisit.getByText("Bonne rentrée")).toBeVisible();
  await expect(nextVisit.getByRole("dialog")).toHaveCount(0);
  const another = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(another, neighbour);
  await expect(another.getByRole("dialog", { name: "Nouvelle adresse de paiement" })).toBeVisible();
});

test("MSG-2 an announcement is read by those it is addressed to, with its files, and by nobody else", async ({
  page,
  browser,
}) => {
  const staff = await aMemberOfStaff("ogone", "manager");
  const owner = await aCustomer({
    shop: "ogone",
    kind: "owner",
    entries: [{ label: "Charges", cents: 7000 }],
  });
  const supplier = await aCustomer({ shop: "ogone", kind: "supplier" });
  await signIn(page, staff);
  await publish(page, staff.base, {
    nature: "Lettre d’information",
    title: "Lettre d’automne",
    body: "# Au sommaire\n\n- Les travaux\n- [Le site](https://phare.example/)",
    to: "Propriétaires",
    file: true,
  });
  await page.goto(`${staff.base}/bureau/messages`);
  await checkAccess(page);

  const portal = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(portal, owner);
  await portal.getByRole("link", { name: /^Messages.*1 à lire/ }).click();
  await expect(portal.getByRole("heading", { level: 1, name: "Mes informations" })).toBeVisible();
  await checkAccess(portal);
  await portal.setViewportSize({ width: 390, height: 844 });
  await checkAccess(portal);
  await portal.getByRole("link", { name: "Lettre d’automne" }).click();
  await expect(portal.getByRole("heading", { name: "Au sommaire" })).toBeVisible();
  await checkAccess(portal);
  const download = portal.waitForEvent("download");
  await portal.getByRole("link", { name: "lettre.pdf" }).click();
  expect((await download).suggestedFilename()).toBe("lettre.pdf");
  await expect(portal.getByRole("link", { name: /^Messages.*à lire/ })).toHaveCount(0);

  const other = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(other, supplier);
  await other.goto(`${owner.base}/informations`);
  await expect(other.getByText("Rien à vous faire savoir pour l’instant")).toBeVisible();
  await checkAccess(other);
  await other.goto(portal.url());
  await expect(other.getByRole("heading", { name: "Cette page n’existe pas" })).toBeVisible();
});

test("MSG-3 a request goes from the customer to the office and back, until it is closed", async ({
  page,
  browser,
}) => {
  const staff = await aMemberOfStaff("ogone", "accountant");
  const customer = await aCustomer({ shop: "ogone", entries: [{ label: "Abonnement", cents: 9900 }] });
  const portal = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(portal, customer);
  await portal.goto(`${customer.base}/demandes`);
  await expect(portal.getByText("Aucune demande encore")).toBeVisible();
  await checkAccess(portal);
  await portal.getByRole("link", { name: "Écrire une demande" }).click();
  await portal.getByRole("button", { name: "Envoyer" }).click();
  await expect(portal.getByRole("alert")).toContainText("Choisissez un motif");
  await checkAccess(portal);
  await portal.getByLabel("Motif").selectOption({ label: "Une facture" });
  const subject = `TVA de la facture ${customer.identifier}`;
  await portal.getByLabel("Objet").fill(subject);
  await portal.getByLabel("Votre message").fill("Bonjour,\n<b>pourquoi</b> 20 % ?");
  await portal
    .locator("input[type=file]")
    .setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("texte") });
  await portal.getByRole("button", { name: "Envoyer" }).click();
  await expect(portal.getByText("ni un PDF, ni une image").first()).toBeVisible();
  await portal.getByRole("button", { name: "Retirer note.txt" }).click();
  await portal.locator("input[type=file]").setInputFiles(PDF);
  await portal.getByRole("button", { name: "Envoyer" }).click();
  await expect(portal.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  await expect(portal.getByText("<b>pourquoi</b> 20")).toBeVisible();
  await checkAccess(portal);

  await signIn(page, staff);
  await page.getByRole("link", { name: /^Demandes/ }).click();
  await expect(page.getByRole("link", { name: subject })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: subject }).click();
  await expect(page.getByRole("link", { name: "lettre.pdf" })).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Suivie par").selectOption({ index: 1 });
  await expect(page.getByText("Le suivi est enregistré.")).toBeVisible();
  await page.getByRole("radio", { name: "À vos collègues seulement" }).check();
  await page.getByLabel("Votre note").fill("Voir le taux avec Paul.");
  await page.getByRole("button", { name: "Garder la note" }).click();
  await expect(page.getByText("Note interne", { exact: true })).toBeVisible();
  await page.getByLabel("Votre réponse").fill("C’est le taux normal.");
  await page.getByRole("checkbox", { name: "Clore la demande" }).check();
  await page.getByRole("button", { name: "Envoyer la réponse" }).click();
  await expect(page.getByRole("button", { name: "Rouvrir" })).toBeVisible();
  await checkAccess(page);

  await portal.goto(`${customer.base}/demandes`);
  await expect(portal.getByText("Nouvelle réponse")).toBeVisible();
  await checkAccess(portal);
  await portal.getByRole("link", { name: subject }).click();
  await expect(portal.getByText("C’est le taux normal.")).toBeVisible();
  await expect(portal.getByText("Voir le taux avec Paul.")).toHaveCount(0);
  await expect(portal.getByText("Cette demande est close.")).toBeVisible();
  await checkAccess(portal);
  await portal.getByLabel("Votre message").fill("Merci !");
  await portal.getByRole("button", { name: "Envoyer" }).click();
  await expect(portal.getByText("En attente de réponse")).toBeVisible();
  await portal.setViewportSize({ width: 390, height: 844 });
  await checkAccess(portal);
  await portal.getByRole("button", { name: "C’est réglé" }).click();
  await expect(portal.getByText("Cette demande est close.")).toBeVisible();
});

test("MSG-3 the office chooses what a request may be about", async ({ page }) => {
  const staff = await aMemberOfStaff("payfip", "manager");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/demandes`);
  await page.getByRole("link", { name: "Motifs" }).click();
  await checkAccess(page);
  await page.getByRole("button", { name: "Ajouter un motif" }).click();
  const last = page.getByRole("group").last();
  await last.getByLabel("En français").fill("La cantine");
  await last.getByLabel("En anglais").fill("School meals");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Les motifs sont enregistrés.")).toBeVisible();
  await page.goto(`${staff.base}/demandes/nouvelle`);
  await page.getByLabel("Motif").selectOption({ label: "La cantine" });
});

test("MSG-4 the news of a site and the partners come with the information of customers, as text", async ({
  page,
  browser,
}) => {
  const staff = await aMemberOfStaff("ogone", "manager");
  const customer = await aCustomer({ shop: "ogone", accounts: ["Site de Brest"] });
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/actualites`);
  await checkAccess(page);
  const feed = page.getByLabel("Adresse du flux RSS ou Atom");
  await feed.fill("http://intranet.example/flux");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("doit commencer par https://").first()).toBeVisible();
  const tools = new URL("/feed.xml", JSON.parse(process.env["QUITUS_HOUSE"] ?? "{}").tools).href;
  await feed.fill(tools);
  await page.getByRole("button", { name: "Ajouter un partenaire" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("La Poste");
  await page.getByLabel(/^Adresse \(/).fill("https://www.laposte.fr/");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("C’est enregistré.")).toBeVisible();
  await page.getByRole("button", { name: "Lire le flux maintenant" }).click();
  await expect(page.getByRole("heading", { name: "Le Phare en bref" })).toBeVisible();
  await checkAccess(page);

  const portal = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(portal, customer);
  await expect(portal).toHaveURL(/espaces/);
  const article = portal.getByRole("link", { name: /Un nouveau magazine d’hiver/ });
  await expect(article).toHaveAttribute("href", "https://phare.example/hiver");
  await expect(portal.getByText("En kiosque lundi.")).toBeVisible();
  await expect(portal.getByText("Sans adresse sûre")).toBeVisible();
  await expect(portal.getByRole("link", { name: "Sans adresse sûre" })).toHaveCount(0);
  await expect(portal.getByRole("link", { name: /La Poste/ })).toBeVisible();
  await checkAccess(portal);
  await portal.goto(`${customer.base}/informations`);
  await expect(article).toBeVisible();
});
