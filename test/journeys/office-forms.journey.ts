import { build, expect, signIn, test } from "./house.ts";
import type { BuiltPlace } from "./places.ts";

const aPlace = () => build<BuiltPlace>("place", {});

test("OFF-4 ALL-5 what was typed is not lost by leaving the page, nor asked about once it is saved", async ({
  page,
}) => {
  const { staff } = await aPlace();
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/agence`);
  const name = page.getByLabel("Raison sociale");
  await name.fill("Régie de Montfleuri");
  const accounts = page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", {
    name: "Comptes",
  });
  await accounts.click();
  await page.getByRole("button", { name: "Rester sur la page" }).click();
  await expect(name).toHaveValue("Régie de Montfleuri");
  await expect(page).toHaveURL(/agence/);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("L’agence est enregistrée")).toBeVisible();
  await accounts.click();
  await expect(page.getByRole("heading", { level: 1, name: "Comptes" })).toBeVisible();

  await page.goBack();
  await name.fill("Autre nom");
  await accounts.click();
  await page.getByRole("button", { name: "Quitter sans enregistrer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Comptes" })).toBeVisible();
});

test("OFF-5 who saves second is told that the settings changed meanwhile, and loses nothing", async ({
  page,
  browser,
}) => {
  const { staff } = await aPlace();
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/agence`);
  await page.getByLabel("Raison sociale").fill("Premier nom");
  const other = await browser.newPage();
  await signIn(other, staff);
  await other.goto(`${staff.base}/bureau/agence`);
  await other.getByLabel("Raison sociale").fill("Second nom");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("L’agence est enregistrée")).toBeVisible();
  await other.getByRole("button", { name: "Enregistrer" }).click();
  await expect(other.getByRole("alert")).toContainText("Quelqu’un d’autre a changé ces réglages");
  await expect(other.getByLabel("Raison sociale")).toHaveValue("Second nom");
  // The first goes on saving: his own save is no change by somebody else.
  await page.getByLabel("SIRET").fill("12345678901234");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("alert")).toBeHidden();
  await page.reload();
  await expect(page.getByLabel("SIRET")).toHaveValue("12345678901234");
  await expect(page.getByLabel("Raison sociale")).toHaveValue("Premier nom");
  await other.close();
});

test("ACC-10 a session that ends in the middle of a form is opened again in another tab, and the form is saved", async ({
  page,
  context,
}) => {
  const { staff } = await aPlace();
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/agence`);
  const name = page.getByLabel("Raison sociale");
  await name.fill("Régie de Montfleuri");
  await context.clearCookies();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  const dialog = page.getByRole("dialog", { name: "Votre session a pris fin" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "C’est fait" }).click();
  await expect(dialog.getByText("Vous n’êtes pas encore reconnecté.")).toBeVisible();
  const [door] = await Promise.all([
    context.waitForEvent("page"),
    dialog.getByRole("button", { name: "Se reconnecter dans un autre onglet" }).click(),
  ]);
  await expect(door.getByLabel(/Identifiant/)).toBeVisible();
  await signIn(door, staff);
  await door.close();
  await page.bringToFront();
  if (await dialog.isVisible()) await dialog.getByRole("button", { name: "C’est fait" }).click();
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("Régie de Montfleuri");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("L’agence est enregistrée")).toBeVisible();
});
