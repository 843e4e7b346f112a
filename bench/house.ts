/** A running Quitus with its web application and a customer of it, for the benchmarks in a browser. */
import { fork } from "node:child_process";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import type { Provider } from "../test/harness/payments.ts";
import type { House } from "../test/journeys/global-setup.ts";
import type { BuiltCustomer } from "../test/journeys/server.ts";

const PASSWORD = "Marguerite-2026";
export type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["cookies"]>>;

/** Starts the Quitus of the journeys in a process of its own. */
export async function startHouse(): Promise<{ house: House; close: () => Promise<void> }> {
  const file = join(import.meta.dirname, "../test/journeys/server.ts");
  const server = fork(file, [], { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] });
  const house = await new Promise<House>((resolve, reject) => {
    server.once("message", (message) => resolve(message as House));
    server.once("exit", (code) => reject(new Error(`the server stopped: ${code}`)));
  });
  const close = async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.send("stop");
    await gone;
  };
  return { house, close };
}

/** A customer of one of its shops, who owes one invoice. */
export async function aCustomer(house: House, shop: Provider = "ogone"): Promise<BuiltCustomer> {
  const entries = [{ label: "Facture de novembre", cents: 12_000, piece: "F-1" }];
  const answer = await fetch(`${house.tools}/build/customer`, {
    method: "POST",
    body: JSON.stringify({ shop, entries }),
    headers: { "content-type": "application/json" },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as BuiltCustomer;
}

/** The cookies of a browser that signed in as a customer. */
export async function signedIn(browser: Browser, customer: BuiltCustomer): Promise<Cookies> {
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto(`${customer.base}/connexion`);
  await page
    .getByLabel(/identifiant|adresse/i)
    .first()
    .fill(customer.identifier);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
