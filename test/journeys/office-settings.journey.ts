import type { Page } from "@playwright/test";
import { aCustomer, aMemberOfStaff, checkAccess, expect, PASSWORD, test } from "./house.ts";

test.use({ locale: "en-GB" });

const FEC = [
  "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise",
  "VE Ventes 71 20261105 41100000 Clients C0971 Odile_Appliquette F-71 20261105 Facture_71 64,20 0,00 _ _ 20261105 _ _",
]
  .map(
    (line) =>
      `${line
        .replaceAll(" ", "\t")
        .replaceAll(/(?<=\t)_(?=\t|$)/g, "")
        .replaceAll("_", " ")}\r\n`,
  )
  .join("");

/** Signs a member of staff in, in English, and opens a room of the office. */
async function enter(page: Page, shop: "ogone" | "payfip", role: string, room: string) {
  const staff = await aMemberOfStaff(shop, role);
  await page.goto(`${staff.base}/connexion`);
  await page.getByLabel("Identifier or e-mail address").fill(staff.identifier);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/bureau/);
  await page.goto(`${staff.base}/bureau${room}`);
  await checkAccess(page);
  return staff;
}

test("OFF-5 a manager saves the organization's settings; what is wrong is said under its field", async ({
  page,
}) => {
  await enter(page, "payfip", "manager", "/organisme");
  const email = page.getByLabel("E-mail (optional)");
  const months = page.getByLabel("Months of history that can be searched");
  await email.fill("regie@");
  await months.fill("999");
  await page.getByRole("button", { name: "Save" }).click();
  const summary = page.getByRole("alert", { name: "2 things to correct" });
  await expect(summary).toBeFocused();
  await expect(email).toHaveAccessibleDescription(/This e-mail address is not complete/);
  await expect(months).toHaveAttribute("aria-invalid", "true");
  await checkAccess(page);
  await summary.getByRole("link", { name: /months of history/i }).click();
  await expect(months).toBeFocused();
  await months.fill("24");
  await email.fill("regie@montfleuri.example");
  await page.getByLabel("Hours (optional)").fill("9 to 12");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings are saved: your customers see them already.")).toBeVisible();
  await expect(summary).toBeHidden();
  await checkAccess(page);
  await page.reload();
  await expect(months).toHaveValue("24");
  await expect(page.getByLabel("Hours (optional)")).toHaveValue("9 to 12");
});

test("OFF-5 settings are previewed as a customer before they are saved; what was typed is not lost", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "payfip" });
  await enter(page, "payfip", "manager", "/organisme");
  const name = page.getByLabel("Name shown to customers");
  const before = await name.inputValue();
  await name.fill("Régie à l’essai");
  await page.getByRole("checkbox", { name: "Contest on line" }).uncheck();
  await page.getByRole("checkbox", { name: "Share one’s access" }).uncheck();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByLabel("Name, identifier, address").fill(customer.identifier);
  await checkAccess(page);
  await page.getByRole("button", { name: customer.name }).click();

  await expect(page.getByText(/Preview of settings not saved, as .* would see them/)).toBeVisible();
  await expect(page.getByText("Régie à l’essai").first()).toBeVisible();
  const places = page.getByRole("navigation").first();
  await expect(places.getByRole("link", { name: "My payments" })).toBeVisible();
  await expect(places.getByRole("link", { name: "My disputes" })).toBeHidden();
  await expect(places.getByRole("link", { name: "Who has access" })).toBeHidden();
  await checkAccess(page);
  await page.reload();
  await page.getByRole("link", { name: "User guide" }).first().click();
  await expect(page.getByRole("link", { name: /contest/i })).toBeHidden();

  await page.getByRole("button", { name: "Back to the settings" }).click();
  await expect(page.getByText("What you saw in the preview is not saved yet.")).toBeVisible();
  await expect(name).toHaveValue("Régie à l’essai");
  await expect(page.getByRole("checkbox", { name: "Contest on line" })).not.toBeChecked();
  await checkAccess(page);
  await page.getByRole("button", { name: "Forget these changes" }).click();
  await expect(name).toHaveValue(before);
  await expect(page.getByRole("checkbox", { name: "Contest on line" })).toBeChecked();
});

test("PAY-4 an administrator saves a creditor's payment settings, and the provider answers", async ({
  page,
}) => {
  await enter(page, "payfip", "administrator", "/creanciers");
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("link", { name: "On-line payment" }).click();
  const number = page.getByLabel("Client number");
  const before = await number.inputValue();
  await checkAccess(page);
  await number.fill("12");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(number).toHaveAccessibleDescription(/The client number has six digits\./);
  await checkAccess(page);
  await number.fill(before);
  await page.getByLabel("Address for a customer without one (optional)").fill("regie@montfleuri.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The payment settings are saved.")).toBeVisible();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText("The provider answers.")).toBeVisible();
  await checkAccess(page);
});

test("API-3 a file that was checked is applied later, from the page of its import", async ({ page }) => {
  const staff = await enter(page, "ogone", "accountant", "/imports");
  const name = `checked-${staff.identifier}.txt`;
  const file = { name, mimeType: "text/plain", buffer: Buffer.from(FEC) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.waitForURL(/imports\/imp_/);
  await expect(page.getByText("Nothing has changed yet")).toBeVisible();
  // Another day, another tab: nothing but the address is left.
  const later = await page.context().newPage();
  await later.goto(`${staff.base}/bureau/imports`);
  await later.getByRole("link", { name }).click();
  await expect(later.getByRole("heading", { name: "What the import would do" })).toBeVisible();
  await checkAccess(later);
  await later.getByRole("button", { name: "Apply this file" }).click();
  await expect(later.getByRole("heading", { name: "What the import did" })).toBeVisible();
  await checkAccess(later);
  await page.reload();
  await expect(page.getByText("This file was applied")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: "See the import" }).click();
  await expect(page).toHaveURL(later.url());
  await later.goto(`${staff.base}/bureau/comptes?q=Appliquette`);
  await expect(later.getByText("Odile Appliquette").first()).toBeVisible();
});
