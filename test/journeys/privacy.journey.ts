import { readFileSync } from "node:fs";
import { readZip } from "../harness/read-zip.ts";
import { aCustomer, aMemberOfStaff, checkAccess, expect, mailTo, PASSWORD, signIn, test } from "./house.ts";

const ENTRIES = [
  { label: "Abonnement de septembre", cents: 12_000, piece: "F-2026-09", dueOn: "2026-12-01" },
];
const H1 = { level: 1 } as const;

test("INF-5 I read what is held of me, and take it all with me", async ({ page }) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  await signIn(page, customer);
  await page.goto(`${customer.base}/mes-donnees`);
  await expect(page.getByRole("heading", H1)).toHaveText("Mes données");
  await expect(
    page.getByRole("row", { name: /Écritures des comptes.*10 ans après l’exercice/ }),
  ).toBeVisible();
  await checkAccess(page);
  await page.getByRole("button", { name: "Préparer mes données" }).click();
  await expect(page.getByText("Votre archive est prête")).toBeVisible();
  await checkAccess(page);
  await mailTo(customer.email, /Vos données sont prêtes/);

  await page.getByRole("button", { name: "Télécharger mes données" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Votre mot de passe").fill("pas le bon");
  await dialog.getByRole("button", { name: "Télécharger mes données" }).click();
  await expect(dialog.getByText(/mot de passe/i).first()).toBeVisible();
  await checkAccess(page);
  await dialog.getByLabel("Votre mot de passe").fill(PASSWORD);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Télécharger mes données" }).click(),
  ]);
  const files = readZip(readFileSync(await file.path()));
  expect(files.get("donnees/entries.csv")?.toString()).toContain("F-2026-09");
  expect(files.get("sommaire.html")?.toString()).toContain("Ce qui est détenu");
});

test("INF-5 I ask to be erased, take it back, ask again; staff refuse, then erase, and I am out", async ({
  page,
  browser,
}) => {
  const customer = await aCustomer({ shop: "ogone", entries: ENTRIES });
  const staff = await aMemberOfStaff("ogone", "manager");
  await signIn(page, customer);
  const ask = async (reason: string) => {
    await page.goto(`${customer.base}/mes-donnees`);
    await page.getByRole("button", { name: "Demander l’effacement" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/Pourquoi/).fill(reason);
    await expect(dialog.getByRole("button", { name: "Demander l’effacement" })).toBeDisabled();
    await dialog.getByLabel("écrivez « effacer »").fill("effacer");
    await checkAccess(page);
    await dialog.getByRole("button", { name: "Demander l’effacement" }).click();
    await expect(page.getByText("Votre demande est à l’étude")).toBeVisible();
  };
  await ask("Je déménage.");
  await checkAccess(page);
  await page.getByRole("button", { name: "Retirer ma demande" }).click();
  await expect(page.getByRole("button", { name: "Demander l’effacement" })).toBeVisible();
  await ask("Je déménage pour de bon.");

  const desk = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signIn(desk, staff);
  const openRequest = async () => {
    await desk.goto(`${staff.base}/bureau/donnees`);
    await desk.getByRole("link", { name: customer.name, exact: true }).first().click();
    await expect(desk.getByRole("row", { name: /Écritures des comptes.*conservé jusqu’au/ })).toBeVisible();
  };
  await openRequest();
  await expect(desk.getByText("Je déménage pour de bon.")).toBeVisible();
  await checkAccess(desk);
  await desk.getByRole("button", { name: "Décider" }).click();
  const decide = desk.getByRole("dialog");
  await decide.getByLabel("Refuser", { exact: true }).check();
  await decide.getByRole("button", { name: "Refuser la demande" }).click();
  await expect(decide.getByText(/la personne doit le savoir/)).toBeVisible();
  await decide.getByLabel(/Ce que vous répondez/).fill("Réglez d’abord votre dernière facture.");
  await decide.getByRole("button", { name: "Refuser la demande" }).click();
  await expect(desk.getByText("Refusée").first()).toBeVisible();
  await mailTo(customer.email, /votre demande est refusée/);
  await page.reload();
  await expect(page.getByText("Réglez d’abord votre dernière facture.")).toBeVisible();

  await ask("C’est réglé.");
  await openRequest();
  await desk.getByRole("button", { name: "Décider" }).click();
  await expect(decide.getByRole("button", { name: "Effacer définitivement" })).toBeDisabled();
  await decide.getByLabel(/écrivez l’identifiant/).fill(customer.identifier);
  await checkAccess(desk);
  await decide.getByRole("button", { name: "Effacer définitivement" }).click();
  await expect(desk.getByText("Ce qui en est advenu")).toBeVisible();
  await checkAccess(desk);
  await mailTo(customer.email, /vos données sont effacées/);
  await page.goto(`${customer.base}/mes-donnees`);
  await expect(page).toHaveURL(/connexion/);
});
