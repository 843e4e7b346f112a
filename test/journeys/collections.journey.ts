import { checkPain008 } from "../../server/formats/sepa/index.ts";
import type { BuiltCollecting } from "./collections.ts";
import { build, checkAccess, expect, mailTo, PASSWORD, signIn, test } from "./house.ts";

const H1 = { level: 1 } as const;

test("MAN-7 MAN-8 due, batch, four eyes, file, collected, sent back, told, paid by card", async ({
  browser,
  page,
}) => {
  const debits = await build<BuiltCollecting>("collecting", {});
  const notice = await mailTo(debits.customer.email, /Prélèvement de 45,00.€ le/);
  expect(notice.text).toContain("RUM");

  // The accountant prepares.
  await signIn(page, debits.accountant);
  await page.goto(`${debits.accountant.base}/bureau/prelevements`);
  await expect(page.getByRole("heading", { name: "À remettre à la banque" })).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Préparer la remise" }).click();
  await expect(page.getByText("Un responsable la libère.")).toBeVisible();
  await checkAccess(page);
  const address = page.url();

  // Somebody else releases, having seen the total.
  const other = await (await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" })).newPage();
  await signIn(other, debits.manager);
  await other.goto(address);
  await other.getByRole("button", { name: "Libérer" }).click();
  const dialog = other.getByRole("dialog");
  await expect(dialog).toContainText("57,00");
  await expect(dialog).toContainText("2 prélèvements");
  await checkAccess(other);
  await dialog.getByRole("button", { name: "Libérer" }).click();
  const file = other.waitForEvent("download");
  await other.getByRole("button", { name: "Télécharger le fichier" }).click();
  const xml = await (await file).createReadStream();
  const pieces: string[] = [];
  for await (const piece of xml) pieces.push(String(piece));
  expect(await checkPain008(pieces)).toEqual([]);
  await other.getByRole("button", { name: "Remis à la banque" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Remis à la banque" }).click();
  await expect(other.getByText("À la banque", { exact: true }).last()).toBeVisible();
  await expect(other.getByRole("dialog")).toBeHidden();
  await checkAccess(other);
  await other.context().close();

  // Its day comes; then the bank sends it back.
  const bank = await build<{ status: string }>("collected", { organizationId: debits.organizationId });
  await mailTo(debits.customer.email, /Prélèvement de 45,00.€ effectué/);
  await page.goto(`${debits.accountant.base}/bureau/rejets`);
  await expect(page.getByText("Aucun rejet à traiter")).toBeVisible();
  await page.getByRole("button", { name: "Lire un fichier de la banque" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "pain002.xml",
    mimeType: "application/xml",
    buffer: Buffer.from(bank.status),
  });
  await page.getByRole("button", { name: "Lire", exact: true }).click();
  await expect(page.getByText("1 enregistré")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).last().click();
  await page.getByRole("link", { name: /^Tiers/ }).click();
  await expect(page.getByText("La provision est insuffisante.").last()).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Marquer traité" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Marquer traité" }).click();
  await expect(page.getByText("Aucun rejet à traiter")).toBeVisible();

  // The customer is told, and pays by card.
  const told = await mailTo(debits.customer.email, /rejeté/);
  expect(told.text).toContain("La provision est insuffisante.");
  const link = /https?:\/\/\S*\/prelevements\/\S+/.exec(told.text)![0];
  await page.context().clearCookies();
  await signIn(page, debits.customer, PASSWORD);
  await page.goto(link);
  await expect(page.getByText("Votre banque a rejeté ce prélèvement")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Régler par carte" }).click();
  await page.getByRole("button", { name: /^Payer.*45,00/ }).click();
  await page.waitForURL(/\/ogone\//);
  await page
    .getByRole("button", { name: /^Payer/ })
    .first()
    .click();
  await page.waitForURL(/\/paiements\/pay_/);
  await expect(page.getByRole("heading", H1)).toContainText("Merci, c’est payé");
  await page.goto(`${debits.customer.base}/prelevements?quand=passes`);
  await expect(page.getByText("Rejeté").first()).toBeVisible();
  await checkAccess(page);
});

test("MAN-7 a file that left is given up by two people, and its debits wait", async ({ browser, page }) => {
  const debits = await build<BuiltCollecting>("collecting", {});
  await signIn(page, debits.accountant);
  await page.goto(`${debits.accountant.base}/bureau/prelevements`);
  await page.getByRole("button", { name: "Préparer la remise" }).click();
  await expect(page.getByText("Un responsable la libère.")).toBeVisible();
  const address = page.url();
  const asWho = async (who: { identifier: string; base: string }) => {
    const one = await (await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" })).newPage();
    await signIn(one, who);
    await one.goto(address);
    return one;
  };

  const first = await asWho(debits.manager);
  await first.getByRole("button", { name: "Libérer" }).click();
  await first.getByRole("dialog").getByRole("button", { name: "Libérer" }).click();
  await expect(first.getByRole("button", { name: "Annuler la remise" })).toBeVisible();
  const file = first.waitForEvent("download");
  await first.getByRole("button", { name: "Télécharger le fichier" }).click();
  await (await file).delete();
  await expect(first.getByText(/Le fichier est sorti le/)).toBeVisible();
  await expect(first.getByRole("button", { name: "Annuler la remise" })).toBeHidden();

  // Not without a reason; then it waits for somebody else, and the service is told.
  await first.getByRole("button", { name: "La banque ne l’a pas pris" }).click();
  const dialog = first.getByRole("dialog");
  await checkAccess(first);
  await dialog.getByRole("button", { name: "La banque ne l’a pas pris" }).click();
  await expect(dialog.getByText("Dites comment vous le savez.")).toBeVisible();
  await dialog.getByLabel("Comment le savez-vous ?").fill("Refusé par le site de la banque");
  await dialog.getByRole("button", { name: "La banque ne l’a pas pris" }).click();
  await expect(first.getByText("Alix Responsable dit que la banque n’a pas pris ce fichier")).toBeVisible();
  await expect(first.getByRole("button", { name: "Télécharger le fichier" })).toBeHidden();
  await expect(first.getByRole("button", { name: /^Confirmer que la banque/ })).toBeHidden();
  await checkAccess(first);
  await first.context().close();

  const second = await asWho(debits.second);
  await second.getByRole("button", { name: "Confirmer que la banque ne l’a pas pris" }).click();
  await second
    .getByRole("dialog")
    .getByRole("button", { name: "Confirmer que la banque ne l’a pas pris" })
    .click();
  await expect(second.getByText(/Abandonnée par Sacha Second/)).toBeVisible();
  await checkAccess(second);
  await second.context().close();

  await page.goto(`${debits.accountant.base}/bureau/prelevements`);
  await expect(page.getByText(/sortis dans un fichier que la banque n’a pas pris/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Préparer la remise" })).toBeHidden();
  await checkAccess(page);
});

test("MAN-7 a customer gives up a debit before it leaves, on a phone", async ({ page }) => {
  const debits = await build<BuiltCollecting>("collecting", {});
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, debits.customer);
  await page.goto(`${debits.customer.base}/prelevements`);
  await page.getByRole("link", { name: /Créancier/ }).click();
  await expect(page.getByText("Vous n’avez rien à faire")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Annuler ce prélèvement" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler ce prélèvement" }).click();
  await expect(page.getByText("ce qu’il devait régler reste à payer")).toBeVisible();
  await expect(page.getByRole("button", { name: "Régler par carte" })).toBeVisible();
  await checkAccess(page);
});
