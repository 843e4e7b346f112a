import { readFile } from "node:fs/promises";
import { aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

test("OFF-9 an administrator reads the trail, verifies it and takes it away; that too is written", async ({
  page,
}) => {
  const staff = await aMemberOfStaff("ogone", "administrator");
  await signIn(page, staff);
  await page.getByRole("link", { name: "Réglages" }).click();
  await page.getByRole("link", { name: /^Journal/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Journal");
  await page.getByRole("searchbox", { name: /Personne/ }).fill("alex agent");
  const signedIn = page.getByRole("link", { name: "Connexion", exact: true }).first();
  await expect(signedIn).toBeVisible();
  await checkAccess(page);
  await signedIn.click();
  const record = page.getByRole("complementary", { name: "Connexion" });
  await expect(record.getByText("identity.signed_in")).toBeVisible();
  await expect(record.getByText("127.0.0.1")).toBeVisible();
  await checkAccess(page);
  await record.getByRole("button", { name: "Fermer le volet" }).click();
  await page.getByRole("button", { name: "Vérifier le journal" }).click();
  await expect(page.getByRole("dialog").getByText("Le journal est intact")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await page.getByRole("button", { name: "Exporter" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /Tableur/ }).click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toContain("identity.signed_in");
  await page.getByLabel("Sujet").selectOption({ label: "Journal" });
  await expect(page.getByRole("link", { name: "Journal exporté" }).first()).toBeVisible();
});
