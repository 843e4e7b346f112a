import type { Page } from "@playwright/test";
import { lineOf, statementOf, writeCamt } from "../../server/formats/bank-file/testing.ts";
import { aCustomer, aMemberOfStaff, checkAccess, expect, signIn, test } from "./house.ts";

const H1 = { level: 1 } as const;
const SHOP = "payzen";

/** A statement of the shop's account: one exact reference, one name, one payer whom nobody knows, and the bank's fees. */
function statementFile(name: string, piece: string): Buffer {
  const received = (day: string, cents: number, who: string, text: string) =>
    lineOf(
      { cents, bookedOn: day, valueOn: day, label: `VIR ${who}` },
      { counterparty: { name: who, iban: null, bic: null }, remittance: [text] },
    );
  const lines = [
    received("2026-11-02", 12_000, name, `FACTURE ${piece}`),
    received("2026-11-03", 3000, "INCONNU DU BATAILLON", "AVANCE"),
    received("2026-11-04", 8050, name, "REGLEMENT"),
    lineOf(
      { cents: -1890, bookedOn: "2026-11-05", kind: "fee", code: "ACMT/MDOP/CHRG", label: "FRAIS DE TENUE" },
      {},
    ),
  ];
  const { statement } = statementOf(lines, {});
  return Buffer.from([...writeCamt([{ statement, lines }], { format: "camt.053", version: "08" })].join(""));
}

const panel = (page: Page) =>
  page.getByRole("complementary").filter({ has: page.getByRole("heading", { level: 2 }) });

test("PAY-10 a statement is imported and brought to zero open items by keyboard, then a match is undone", async ({
  page,
}) => {
  const customer = await aCustomer({
    shop: SHOP,
    entries: [
      { label: "Abonnement de septembre", cents: 12_000, piece: "FA-2026-0901", dueOn: "2026-12-01" },
      { label: "Abonnement d’octobre", cents: 8050, piece: "FA-2026-1001", dueOn: "2026-12-15" },
    ],
  });
  const staff = await aMemberOfStaff(SHOP, "accountant");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/banque`);
  await expect(page.getByText("Tout est rapproché")).toBeVisible();
  await checkAccess(page);

  await page.goto(`${staff.base}/bureau/releves`);
  await page.locator("input[type=file]").setInputFiles({
    name: "releve.xml",
    mimeType: "application/xml",
    buffer: statementFile(customer.name, "FA-2026-0901"),
  });
  await page.getByRole("button", { name: "Importer" }).click();
  await expect(page.getByRole("heading", H1)).toHaveText("releve.xml");
  await expect(page.getByText("Lignes nouvelles")).toBeVisible();
  await checkAccess(page);
  await page.getByRole("link", { name: "Voir les lignes à rapprocher" }).click();
  await expect(page.getByText("3 lignes")).toBeVisible();
  await checkAccess(page);

  await page.keyboard.press("j");
  await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("Frais bancaires");
  await checkAccess(page);
  await page.keyboard.press("i");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await checkAccess(page);
  await dialog.getByRole("button", { name: "Mettre de côté" }).press("Enter");

  await expect(
    panel(page).getByText("8 050", { exact: false }).or(panel(page).getByText("80,50").first()).first(),
  ).toBeVisible();
  await expect(panel(page).getByRole("button", { name: "Accepter la meilleure" })).toBeVisible();
  await page.keyboard.press("Enter");

  await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("INCONNU DU BATAILLON");
  await page.keyboard.press("s");
  await page.keyboard.type(customer.name);
  await panel(page)
    .getByLabel(/^Le reste/)
    .selectOption({ index: 1 });
  await checkAccess(page);
  await panel(page).getByRole("button", { name: "Rapprocher" }).press("Enter");
  await expect(page.getByText("Tout est rapproché")).toBeVisible();

  await page.goto(`${staff.base}/bureau/banque?etat=matched`);
  await expect(page.getByText("3 lignes")).toBeVisible();
  await page.keyboard.press("j");
  await expect(panel(page).getByText("Rapprochée", { exact: true })).toBeVisible();
  await checkAccess(page);
  await page.keyboard.press("u");
  await expect(dialog.getByText("contre-écriture")).toBeVisible();
  await dialog.getByRole("button", { name: "Annuler" }).last().press("Enter");
  await expect(panel(page).getByText("À rapprocher")).toBeVisible();
  await expect(panel(page).getByText("Annulé ensuite", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
});
