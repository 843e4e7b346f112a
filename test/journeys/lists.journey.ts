import { aCustomer, aMemberOfStaff, expect, signIn, test } from "./house.ts";

test("OFF-3 a search takes back no filter chosen meanwhile, and no letter typed meanwhile", async ({
  page,
}) => {
  const customer = await aCustomer({ shop: "payfip" });
  const staff = await aMemberOfStaff("payfip", "reader");
  await signIn(page, staff);
  await page.goto(`${staff.base}/bureau/identites`);
  const search = page.getByLabel("Nom, code, identifiant, adresse");
  // The address follows a moment after the last letter: the choice is made before.
  await search.fill(customer.name);
  const who = page.getByLabel("Qui", { exact: true });
  await who.selectOption({ label: "Client" });
  const client = await who.inputValue();
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(page.getByRole("link", { name: customer.name, exact: true })).toHaveCount(1);
  await expect(who).toHaveValue(client);
  expect(page.url()).toContain(client);
  // At the pace at which the address follows.
  await search.clear();
  await search.pressSequentially(customer.name, { delay: 230 });
  await expect(search).toHaveValue(customer.name);
  await expect(page).toHaveURL(
    new RegExp(`q=${encodeURIComponent(customer.name).replaceAll("%20", "(\\+|%20)")}`),
  );
  await expect(search).toHaveValue(customer.name);
});
