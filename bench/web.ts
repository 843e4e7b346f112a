/** The JavaScript that pages really load in a browser, as it travels compressed. */
import { get } from "node:http";
import { type Browser, chromium } from "@playwright/test";
import { buildWeb } from "../bin/build.ts";
import playwright from "../playwright.config.ts";
import { aCustomer, type Cookies, signedIn, startHouse } from "./house.ts";
import { atMost, type Benchmark, type Measure, short } from "./measure.ts";

/** Aims, in kB of 1,000 bytes. */
const SIGN_IN_KB = 120;
const STATEMENT_KB = 200;

/** Each page is opened by a browser that knows nothing yet but the session: what a first visit there costs. */
export const web: Benchmark = async (_scale, say) => {
  if (await buildWeb({ quiet: true })) say("the web application was built");
  const { house, close } = await startHouse();
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const customer = await aCustomer(house);
    const signIn = await scriptsOf(browser, `${customer.base}/connexion`, [], "form");
    const cookies = await signedIn(browser, customer);
    const account = `${customer.base}/comptes/${customer.account}`;
    const statement = await scriptsOf(browser, account, cookies, "text=Facture de novembre");
    return [
      await weigh("web: JavaScript of the sign-in page", signIn, SIGN_IN_KB),
      await weigh("web: JavaScript of the statement page", statement, STATEMENT_KB),
    ];
  } finally {
    await browser.close();
    await close();
  }
};

/** @returns the addresses of the scripts loaded until the network is idle, once the page shows `sign`. */
async function scriptsOf(browser: Browser, url: string, cookies: Cookies, sign: string): Promise<string[]> {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (/javascript/.test(response.headers()["content-type"] ?? "")) scripts.add(response.url());
  });
  await page.goto(url);
  await page.locator(sign).first().waitFor();
  await page.waitForLoadState("networkidle");
  await context.close();
  if (scripts.size === 0) throw new Error(`${url} loaded no script`);
  return [...scripts];
}

/** The aim is for Brotli, which browsers choose over HTTPS; gzip is told for the others. */
async function weigh(what: string, scripts: readonly string[], aimKb: number): Promise<Measure> {
  const sum = async (encoding: string) => {
    const sizes = await Promise.all(scripts.map((url) => bytesOf(url, encoding)));
    return sizes.reduce((all, size) => all + size, 0) / 1000;
  };
  const [brotli, gzip] = [await sum("br"), await sum("gzip")];
  return atMost(what, brotli, aimKb, "kB", `brotli; gzip ${short(gzip)} kB; ${scripts.length} files`);
}

/** The body as it travels: `fetch` would open it. Small scripts are sent as they are. */
function bytesOf(url: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": encoding } }, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve(bytes));
    }).on("error", reject);
  });
}
