import type { Page } from "@playwright/test";
import { receiptPdf } from "../../server/formats/pdf/index.ts";
import {
  makeIdentity,
  readPkcs12,
  type SigningIdentity,
  signPdf,
} from "../../server/formats/signature/index.ts";
import { curveP12, P12_PASSWORD } from "../../server/formats/signature/pkcs12.fixture.ts";
import { aMemberOfStaff, checkAccess, expect, house, signIn, test } from "./house.ts";

const at = new Date();

/** A document that somebody signed. */
async function signedBy(identity: SigningIdentity): Promise<Buffer> {
  const pdf = await receiptPdf({
    lang: "fr",
    creditor: { name: "Régie", addressLines: [] },
    number: "1",
    payer: { name: "X", addressLines: [] },
    paidOn: "2026-11-30",
    means: "Carte",
    pieces: [{ designation: "Eau", piece: "F1", amountCents: 1 }],
    totalCents: 1,
    madeAt: at,
  });
  return (await signPdf(pdf, identity, { reason: "Mandat signé", at })).pdf;
}

async function check(page: Page, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "mandat.pdf", mimeType: "application/pdf", buffer });
  await page.getByRole("button", { name: "Vérifier" }).click();
}

test("MAN-5 an administrator signs with the organization’s own certificate, and has the time attested", async ({
  page,
}) => {
  const staff = await aMemberOfStaff("monetico", "administrator");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/reglages`);
  await page.getByRole("link", { name: /Signature des documents/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Signature des documents");
  await checkAccess(page);

  await page.getByRole("button", { name: "Créer le certificat" }).click();
  await expect(page.getByText("Personne d’autre que l’organisme")).toBeVisible();
  await checkAccess(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger le certificat" }).click();
  expect((await saved).suggestedFilename()).toBe("certificat.pem");

  await page.getByRole("button", { name: "Utiliser mon certificat" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .locator('input[type="file"]')
    .setInputFiles({ name: "cachet.p12", mimeType: "application/x-pkcs12", buffer: curveP12 });
  await dialog.getByLabel("Mot de passe du fichier").fill("non");
  await dialog.getByRole("button", { name: "Utiliser ce certificat" }).click();
  await expect(dialog.getByText("Ce mot de passe n’ouvre pas le fichier.").first()).toBeVisible();
  await checkAccess(page);
  await dialog.getByLabel("Mot de passe du fichier").fill(P12_PASSWORD);
  await dialog.getByRole("button", { name: "Utiliser ce certificat" }).click();
  await expect(page.getByText("Autorite d essai")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Certificats précédents" })).toBeVisible();
  await checkAccess(page);

  const address = page.getByLabel("Adresse du service");
  await address.fill("http://horodatage.example");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/L’adresse doit commencer par https/).first()).toBeVisible();
  await checkAccess(page);
  await address.fill(`${house().tools}/timestamp/`);
  await page.getByRole("button", { name: "Essayer" }).click();
  await expect(page.getByText("Le service horodate bien")).toBeVisible();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Le service d’horodatage est enregistré.")).toBeVisible();
  await page.getByRole("button", { name: "Ne plus horodater" }).click();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Ne plus horodater" }).click();
  await expect(page.getByText("Les signatures ne sont plus horodatées.")).toBeVisible();
});

test("MAN-5 anybody checks a signed document: ours, a stranger’s, altered", async ({ page }) => {
  const staff = await aMemberOfStaff("stripe", "administrator");
  const opened = await readPkcs12(curveP12, P12_PASSWORD);
  if (!opened.ok) throw new Error(opened.problem);
  const ours = await signedBy(opened.identity);
  await signIn(page, staff);
  await page.request.post(`${staff.base}/api/office/signature/identity/file`, {
    data: { file: curveP12.toString("base64"), password: P12_PASSWORD },
    headers: { "x-quitus": "1" },
  });
  await page.context().clearCookies();

  await page.goto(`${staff.base}/verification`);
  await expect(page.getByRole("heading", { name: "Notre certificat" })).toBeVisible();
  await checkAccess(page);
  await check(page, ours);
  await expect(page.getByText("Ce document est signé par nous et n’a pas changé")).toBeVisible();
  await expect(page.getByRole("status").getByText("Cachet de la regie")).toBeVisible();
  await checkAccess(page);

  await page.getByRole("button", { name: "Retirer mandat.pdf" }).click();
  await check(page, Buffer.concat([ours, Buffer.from("\n% ajouté")]));
  await expect(page.getByText("Signé par nous, puis complété par quelqu’un")).toBeVisible();
  await checkAccess(page);

  await page.getByRole("button", { name: "Retirer mandat.pdf" }).click();
  const altered = Buffer.from(ours);
  altered[300]! ^= 1;
  await check(page, altered);
  await expect(page.getByText("Ce document a été modifié")).toBeVisible();
  await checkAccess(page);

  await page.getByRole("button", { name: "Retirer mandat.pdf" }).click();
  await check(page, await signedBy(makeIdentity({ name: "Ville", from: at, years: 1 })));
  await expect(page.getByText("Signé par quelqu’un que nous ne connaissons pas")).toBeVisible();
  await checkAccess(page);
});
