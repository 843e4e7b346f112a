import type { Page } from "@playwright/test";
import { codeOf } from "../harness/codes.ts";
import { build, checkAccess, expect, PASSWORD, signIn, test } from "./house.ts";
import type { BuiltPlace, PlaceWish } from "./places.ts";

const aPlace = (wish: PlaceWish = {}) => build<BuiltPlace>("place", wish);
const half = async (page: Page, who: { base: string; identifier: string }) => {
  await page.goto(`${who.base}/connexion`);
  await page.getByLabel("Identifiant ou adresse électronique").fill(who.identifier);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
};
/** The secret of the application, read as somebody who cannot scan. */
async function typeFirstCode(page: Page): Promise<string> {
  const secret = (
    await page
      .locator("code")
      .filter({ hasText: /^[A-Z2-7 ]{39}$/ })
      .innerText()
  ).replaceAll(" ", "");
  await page.getByLabel("Code affiché par l’application").fill(codeOf(secret));
  await page.getByRole("button", { name: "Confirmer" }).click();
  return secret;
}
/** Codes are shown once: kept, then on. */
async function keepCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole("list", { name: "Codes de secours" }).getByRole("listitem")).toHaveCount(10);
  const codes = await page
    .getByRole("list", { name: "Codes de secours" })
    .getByRole("listitem")
    .allInnerTexts();
  await page.getByLabel("J’ai gardé mes codes").check();
  await page.getByRole("button", { name: "Terminer" }).click();
  return codes;
}
const nextCode = (secret: string) => codeOf(secret, new Date(Date.now() + 30_000));
const leave = async (page: Page, base: string) => {
  await page.goto(`${base}/mon-acces`);
  // The door is loaded anew: an address that changed before was that of a page on its way out.
  const anew = page.waitForEvent("load");
  await page.locator("main").getByRole("button", { name: "Se déconnecter" }).click();
  await anew;
  await page.waitForURL(/connexion/);
};

test("ACC-9 a customer adds an application, signs in with it, then with a recovery code", async ({
  page,
}) => {
  const { customer } = await aPlace();
  await signIn(page, customer);
  await page.goto(`${customer.base}/mon-acces`);
  await checkAccess(page);
  await page.getByRole("button", { name: "Ajouter : Application d’authentification" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Votre mot de passe").fill("pas-le-bon");
  await dialog.getByRole("button", { name: "Afficher le code à scanner" }).click();
  await expect(dialog.getByText("Le mot de passe actuel n’est pas le bon.").first()).toBeVisible();
  await dialog.getByLabel("Votre mot de passe").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Afficher le code à scanner" }).click();
  await expect(dialog.getByRole("img", { name: "Code QR pour votre application" })).toBeVisible();
  await checkAccess(page);
  const secret = await typeFirstCode(page);
  await expect(dialog.getByText("Gardez ces codes")).toBeVisible();
  await checkAccess(page);
  const [code] = await keepCodes(page);
  await expect(page.getByText("10 codes encore bons")).toBeVisible();
  await checkAccess(page);
  await leave(page, customer.base);

  await half(page, customer);
  await expect(page.getByRole("heading", { name: "Encore une étape" })).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Code à six chiffres").fill("000000");
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText(/Ce code n’est pas le bon/).first()).toBeVisible();
  await page.getByLabel("Code à six chiffres").fill(nextCode(secret));
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("42");
  await leave(page, customer.base);

  await half(page, customer);
  await page.getByRole("button", { name: "Utiliser un code de secours" }).click();
  await checkAccess(page);
  await page.getByLabel("Code de secours").fill(code!.toLowerCase());
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("42");
  await page.goto(`${customer.base}/mon-acces`);
  await expect(page.getByText("9 codes encore bons")).toBeVisible();
});

test("ACC-9 a customer adds a passkey and signs in by it alone, without a name or a password", async ({
  page,
}) => {
  const { customer } = await aPlace();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, customer);
  await page.goto(`${customer.base}/mon-acces`);
  await page.getByRole("button", { name: "Ajouter : Clé d’accès" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Son nom").fill("Mon téléphone");
  await dialog.getByLabel("Votre mot de passe").fill(PASSWORD);
  await checkAccess(page);
  await dialog.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await keepCodes(page);
  await expect(page.getByText("Clé d’accès : Mon téléphone")).toBeVisible();
  await leave(page, customer.base);

  await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("42");
  await leave(page, customer.base);

  await half(page, customer);
  await expect(page.getByRole("heading", { name: "Encore une étape" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Utiliser ma clé d’accès" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("42");

  await page.goto(`${customer.base}/mon-acces`);
  await page.getByRole("button", { name: "Retirer : Mon téléphone" }).click();
  await dialog.getByLabel("Votre mot de passe").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Retirer la clé d’accès" }).click();
  await expect(page.getByText("Clé d’accès : Mon téléphone")).toBeHidden();
  await leave(page, customer.base);
  await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
  await expect(page.getByText("Cette clé d’accès n’est pas connue ici.").first()).toBeVisible();
});

test("ACC-9 staff who owe a second factor add one before the office opens; an administrator takes a lost one away", async ({
  page,
  browser,
}) => {
  const { staff, customer } = await aPlace({ settings: { staffSecondFactor: true } });
  await signIn(page, staff);
  await expect(page.getByRole("heading", { name: "Protégez votre accès" })).toBeVisible();
  await checkAccess(page);
  await page.goto(`${staff.base}/bureau/acces`);
  await expect(page).toHaveURL(/seconde-protection/);
  await page.getByRole("button", { name: "Avec une application" }).click();
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Afficher le code à scanner" }).click();
  await checkAccess(page);
  await typeFirstCode(page);
  await checkAccess(page);
  await keepCodes(page);
  await expect(page).toHaveURL(/bureau/);

  const theirs = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(theirs, customer);
  await theirs.goto(`${customer.base}/mon-acces`);
  await theirs.getByRole("button", { name: "Ajouter : Application d’authentification" }).click();
  await theirs.getByLabel("Votre mot de passe").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Afficher le code à scanner" }).click();
  await typeFirstCode(theirs);
  await keepCodes(theirs);

  await page.goto(`${staff.base}/bureau/acces`);
  await page.getByRole("link", { name: customer.name }).first().click();
  await expect(page.getByRole("heading", { name: "Seconde protection" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Retirer la protection" }).click();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Retirer la protection" }).click();
  await expect(page.getByText("Aucune seconde protection")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/connexion/);
  await signIn(theirs, customer);
  await expect(theirs.getByRole("heading", { level: 1 })).toContainText("42");
});

test("ACC-9 an administrator sets single sign-on; staff then come in through their provider", async ({
  page,
  browser,
}) => {
  const { staff, base, sso } = await aPlace();
  await signIn(page, staff);
  await page.goto(`${base}/bureau/connexion-unique`);
  await checkAccess(page);
  await page.getByLabel("Nom affiché sur la page de connexion").fill("Compte de la mairie");
  await page.getByLabel("Adresse du fournisseur").fill(sso.issuer.replace("/oidc", "/nulle-part"));
  await page.getByLabel("Identifiant du client").fill(sso.clientId);
  await page.getByLabel("Secret du client").fill(sso.clientSecret);
  await page.getByLabel("Proposer la connexion unique aux agents").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/Ce fournisseur ne répond pas comme attendu/).first()).toBeVisible();
  await checkAccess(page);
  await page.getByLabel("Adresse du fournisseur").fill(sso.issuer);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("La connexion unique est réglée.")).toBeVisible();

  const visitor = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await visitor.goto(`${base}/bureau/acces`);
  await expect(visitor.getByRole("link", { name: "Agents : Compte de la mairie" })).toBeVisible();
  await checkAccess(visitor);
  await visitor.getByRole("link", { name: "Agents : Compte de la mairie" }).click();
  const at = new URL(base).hostname.split(".")[0]!;
  await visitor.getByRole("link", { name: `Alex, ${at}` }).click();
  await expect(visitor).toHaveURL(/bureau\/acces/);
  await expect(visitor.getByRole("heading", { level: 1 })).toBeVisible();

  // Who has no password proves anew at the provider that it is he, and takes his data with him.
  const guest = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await guest.goto(`${base}/mes-donnees`);
  await guest.getByRole("link", { name: "Agents : Compte de la mairie" }).click();
  await guest.getByRole("link", { name: `Sacha, ${at}` }).click();
  await guest.getByRole("button", { name: "Préparer mes données" }).click();
  await guest.getByRole("button", { name: "Télécharger mes données" }).click();
  const again = guest.getByRole("dialog").getByRole("link", { name: /M’identifier de nouveau/ });
  await expect(again).toContainText("Compte de la mairie");
  await checkAccess(guest);
  await again.click();
  await guest.getByRole("link", { name: `Sacha, ${at}` }).click();
  await expect(guest).toHaveURL(/mes-donnees/);
  const [file] = await Promise.all([
    guest.waitForEvent("download"),
    guest.getByRole("button", { name: "Télécharger mes données" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
});

test("ACC-10 my devices: another one is known by its name and signed out from here", async ({
  page,
  browser,
}) => {
  const { customer } = await aPlace();
  await signIn(page, customer);
  const elsewhere = await (
    await browser.newContext({
      locale: "fr-FR",
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    })
  ).newPage();
  await signIn(elsewhere, customer);
  await page.goto(`${customer.base}/mon-acces`);
  await expect(page.getByText("Safari sur iPhone")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Déconnecter : Safari sur iPhone" }).click();
  await expect(page.getByText("Safari sur iPhone")).toBeHidden();
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/connexion/);
});
