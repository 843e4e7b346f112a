/** Direct debit as customers and staff live it: a mandate signed by mail and by text, changed, revoked, typed from a paper. */
import type { Page } from "@playwright/test";
import type { BuiltDebits, DebitsWish } from "./debits.ts";
import { build, checkAccess, expect, mailTo, signIn, tabTo, test, textTo } from "./house.ts";

const H1 = { level: 1 } as const;
const IBAN = "FR76 3000 6000 0112 3456 7890 189";
const OTHER_IBAN = "FR14 2004 1010 0505 0001 3M02 606";
const aDebits = (cents: number[]) => build<BuiltDebits>("debits", { cents } satisfies DebitsWish);
const codeIn = (text: string) => /\b(\d{6})\b/.exec(text)?.[1] ?? "";
const codeMail = async (email: string) => codeIn((await mailTo(email, /code de signature/)).text);

/** From the account to the form. */
async function openForm(page: Page, { customer }: BuiltDebits): Promise<void> {
  await signIn(page, customer);
  await page.getByRole("link", { name: "Payer par prélèvement" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Paiement par prélèvement");
}

async function toSignature(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Préparer le mandat" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Vérifier et signer");
}

test("MAN-1 MAN-2 MAN-4 MAN-5 a one-off, signed with a code by mail, on a phone", async ({ page }) => {
  const debits = await aDebits([8000, 2000]);
  await page.setViewportSize({ width: 390, height: 844 });
  await openForm(page, debits);
  await expect(page.getByLabel("Montant à prélever")).toHaveValue("100,00");
  await expect(page.getByRole("radio", { name: /Une seule fois/ })).toBeChecked();
  await page.getByLabel("Montant à prélever").fill("120");
  await expect(page.getByText("C’est plus que ce que vous devez aujourd’hui (100,00 €).")).toBeVisible();
  await page.getByLabel("Montant à prélever").fill("100");
  await page.getByLabel("IBAN", { exact: true }).fill("FR76 3000 6000 0112 3456 7890 188");
  await expect(page.getByText(/Format de l’IBAN incorrect/)).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("IBAN", { exact: true }).fill(IBAN);
  await expect(page.getByText(/Crédit Agricole/i)).toBeVisible();
  await expect(page.getByText(/Format de l’IBAN incorrect/)).toBeHidden();
  await checkAccess(page);
  await toSignature(page);
  await expect(page.getByText("FR76 •••• •••• •••• 0189")).toBeVisible();
  await checkAccess(page);
  const link = page.getByRole("link", { name: "Ouvrir dans un onglet" });
  const pdf = await page.request.get(new URL((await link.getAttribute("href"))!, page.url()).href);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  await expect(page.getByText(/Votre code est parti/)).toBeVisible();
  await checkAccess(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByRole("alert")).toContainText("2 points sont à revoir");
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(await codeMail(debits.customer.email));
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByRole("heading", H1)).toContainText("Mandat pour Régie de l’eau");
  await expect(page.getByText("En place")).toBeVisible();
  await checkAccess(page);
  const confirmation = await mailTo(debits.customer.email, /signé/);
  expect(confirmation.attachments[0]?.fileName).toMatch(/^mandat-REGIE-\d{7}\.pdf$/);
});

test("MAN-3 MAN-4 an automatic mandate with a plan, signed by text, after a wrong code and one that expired", async ({
  page,
}) => {
  const debits = await aDebits([10_000]);
  await openForm(page, debits);
  await page.getByRole("radio", { name: /Automatiquement/ }).check();
  await page.getByLabel(/Étaler les 100,00/).selectOption({ label: "En 3 fois, sans frais" });
  await expect(page.getByRole("cell", { name: "33,34 €" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "33,33 €" })).toHaveCount(2);
  await page.getByLabel("IBAN", { exact: true }).fill(IBAN);
  await page.getByRole("radio", { name: "Par SMS" }).check();
  await page.getByLabel("Numéro de mobile").fill("06 98 76 54 01");
  await checkAccess(page);
  await toSignature(page);
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  const textedCode = async () => codeIn((await textTo("+33698765401", /mandat/)).body);
  const first = await textedCode();
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(first === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText("Ce code n’est pas le bon. Essais restants : 4").first()).toBeVisible();
  await checkAccess(page);
  await build("late-codes", { organizationId: debits.organizationId });
  await page.getByLabel("Code reçu").fill(first);
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText(/Ce code a expiré/).first()).toBeVisible();
  await page.getByRole("button", { name: "Envoyer un nouveau code" }).click();
  await expect.poll(textedCode).not.toBe(first);
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(await textedCode());
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText("En place")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Échéancier" })).toBeVisible();
  await checkAccess(page);
});

test("MAN-2 MAN-4 a one-off on a chosen day, whose code comes by text after all", async ({ page }) => {
  const debits = await aDebits([8000]);
  await openForm(page, debits);
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await page.getByRole("spinbutton").first().click();
  await page.keyboard.type(day.split("-").toReversed().join(""));
  await page.getByLabel("IBAN", { exact: true }).fill(IBAN);
  await checkAccess(page);
  await toSignature(page);
  await expect(page.getByText("Prélevé le")).toBeVisible();
  await page.getByRole("button", { name: "Le recevoir autrement" }).click();
  await expect(page.getByRole("radio", { name: "Par SMS" })).toBeChecked();
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  await expect(page.getByText("Indiquez un numéro de mobile.").first()).toBeVisible();
  await page.getByLabel("Numéro de mobile").fill("06 98 76 54 07");
  await checkAccess(page);
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  await expect(page.getByText(/Votre code est parti vers \+33 •• •• •• 07/)).toBeVisible();
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(codeIn((await textTo("+33698765407", /mandat/)).body));
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText("En place")).toBeVisible();
  await expect(page.getByText("Prélevé le")).toBeVisible();
});

test("MAN-4 with the keyboard alone: from the account to the signature", async ({ page }) => {
  const debits = await aDebits([4200]);
  await signIn(page, debits.customer);
  await tabTo(page, /Payer par prélèvement/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", H1)).toHaveText("Paiement par prélèvement");
  await tabTo(page, /^ IBAN/);
  await page.keyboard.type(IBAN);
  await tabTo(page, /Préparer le mandat/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", H1)).toHaveText("Vérifier et signer");
  await tabTo(page, /Recevoir mon code/);
  await page.keyboard.press("Enter");
  const code = await codeMail(debits.customer.email);
  await expect(page.getByLabel("Code reçu")).toBeVisible();
  await page.locator("h1").click();
  await tabTo(page, /J’ai lu le mandat/);
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await expect(page.getByText("En place")).toBeVisible();
});

test("MAN-6 another bank account, then the mandate is revoked; staff see it all", async ({
  page,
  browser,
}) => {
  const debits = await aDebits([5000]);
  await openForm(page, debits);
  await page.getByRole("radio", { name: /Automatiquement/ }).check();
  await page.getByLabel("IBAN", { exact: true }).fill(IBAN);
  await toSignature(page);
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(await codeMail(debits.customer.email));
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText("En place")).toBeVisible();

  await page.getByRole("link", { name: "Changer de compte bancaire" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Changer de compte bancaire");
  await page.getByLabel("IBAN", { exact: true }).fill(OTHER_IBAN);
  await checkAccess(page);
  await page.getByRole("button", { name: "Préparer le changement" }).click();
  await expect(page.getByText("FR14 •••• •••• •••• 2606")).toBeVisible();
  const before = await codeMail(debits.customer.email);
  await page.getByRole("button", { name: "Recevoir mon code" }).click();
  await expect.poll(() => codeMail(debits.customer.email)).not.toBe(before);
  await page.getByLabel(/J’ai lu le mandat/).check();
  await page.getByLabel("Code reçu").fill(await codeMail(debits.customer.email));
  await page.getByRole("button", { name: "Signer le mandat" }).click();
  await expect(page.getByText("Compte bancaire changé")).toBeVisible();
  await expect(page.getByText(/^Changement de compte bancaire signé le/)).toBeVisible();
  await expect(page.getByText(/^Mandat signé le/)).toBeVisible();
  const first = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger le mandat" }).first().click();
  expect((await first).suggestedFilename()).toMatch(/^mandat-[A-Z0-9-]+\d\.pdf$/);

  const office = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(office, debits.staff);
  await office.goto(`${debits.base}/bureau/mandats`);
  await office.getByRole("link", { name: "Camille Durand" }).click();
  await expect(office.getByText("Compte bancaire changé (SMNDA)")).toBeHidden();
  await expect(office.getByRole("heading", { name: "Preuve de la signature" })).toBeVisible();
  await expect(office.getByText(/^Mandat signé le/)).toBeVisible();
  await checkAccess(office);
  const saved = office.waitForEvent("download");
  await office.getByRole("button", { name: "Enregistrer la preuve (JSON)" }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.json$/);
  await office.getByRole("button", { name: "Suspendre" }).click();
  await checkAccess(office);
  await office.getByRole("dialog").getByRole("button", { name: "Suspendre" }).click();
  await expect(office.getByText("Dites pourquoi.")).toBeVisible();
  await office.getByLabel("Motif").fill("À votre demande");
  await office.getByRole("dialog").getByRole("button", { name: "Suspendre" }).click();
  await expect(office.getByRole("button", { name: "Reprendre" })).toBeVisible();
  await mailTo(debits.customer.email, /suspendu/);

  await page.reload();
  await page.getByRole("button", { name: "Révoquer le mandat" }).click();
  await expect(page.getByText(/Cela ne se défait pas/)).toBeVisible();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Révoquer le mandat" }).click();
  await expect(page.getByText("Révoqué").first()).toBeVisible();
  await page.getByRole("link", { name: "Prélèvements" }).first().click();
  await expect(page.getByRole("heading", H1)).toHaveText("Mes prélèvements");
  await page.getByRole("link", { name: "Mes mandats" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("Mes mandats");
  await checkAccess(page);
});

test("MAN-7 staff offer direct debit, read the warning about credit, and type a paper mandate", async ({
  page,
}) => {
  const debits = await aDebits([5000]);
  await signIn(page, debits.staff);
  await page.goto(`${debits.base}/bureau/creanciers`);
  await page.getByRole("link", { name: "Régie de l’eau" }).click();
  await page.getByRole("link", { name: "Prélèvement", exact: true }).click();
  await page.getByLabel("Étaler le solde, au plus").selectOption({ label: "En 6 mois" });
  await expect(page.getByText("Crédit à la consommation", { exact: true })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/Confirmez que vous avez lu l’avertissement/).first()).toBeVisible();
  await page.getByLabel(/J’ai lu cet avertissement/).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/Lu par Alex Régisseur/)).toBeVisible();

  await page.goto(`${debits.base}/bureau/comptes/${debits.customer.account}`);
  await page.getByRole("link", { name: "Saisir un mandat papier" }).click();
  await page.getByLabel(/Référence \(RUM\)/).fill("PAPIER-42");
  await page.getByLabel("IBAN", { exact: true }).fill(IBAN);
  await page.getByRole("spinbutton").first().click();
  await page.keyboard.type("15102026");
  await page.getByLabel(/Étaler les 50,00/).selectOption({ label: "En 3 fois" });
  await expect(page.getByRole("cell", { name: "16,67 €" })).toHaveCount(2);
  await checkAccess(page);
  await page.getByRole("button", { name: "Enregistrer le mandat" }).click();
  await expect(page.getByRole("heading", { name: "Mandat PAPIER-42" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Échéancier" })).toBeVisible();
  await page.locator("input[type=file]").setInputFiles({
    name: "mandat.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 scanned"),
  });
  await expect(page.getByText("Le scan est gardé.")).toBeVisible();
  await checkAccess(page);
});
