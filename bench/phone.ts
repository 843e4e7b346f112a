/** The first statement on a slow phone: a processor four times slower, and the network of a valley. */
import { type Browser, chromium } from "@playwright/test";
import { buildWeb } from "../bin/build.ts";
import playwright from "../playwright.config.ts";
import { aCustomer, type Cookies, signedIn, startHouse } from "./house.ts";
import { type Benchmark, median, short, told } from "./measure.ts";

const SLOWER = 4;
/** The "slow 4G" of Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SHOPS = { "a town (PayFiP)": "payfip", "a publisher (Ogone)": "ogone" } as const;

/** From the address typed to the first invoice on screen, by a browser that has the session and nothing else. */
export const phone: Benchmark = async ({ quick }, say) => {
  if (await buildWeb({ quiet: true })) say("the web application was built");
  const { house, close } = await startHouse();
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const lines = [];
    for (const [name, shop] of Object.entries(SHOPS)) {
      const customer = await aCustomer(house, shop);
      const cookies = await signedIn(browser, customer);
      const url = `${customer.base}/comptes/${customer.account}`;
      const visits = [];
      for (let round = 0; round < (quick ? 3 : 9); round += 1)
        visits.push(await visit(browser, url, cookies));
      const seconds = median(visits.map((one) => one.ms)) / 1000;
      const detail = `${visits[0]!.requests} requests, ${short(visits[0]!.bytes / 1000)} kB`;
      lines.push(told(`phone: first statement visible, ${name}`, `${short(seconds)} s (${detail})`));
    }
    return lines;
  } finally {
    await browser.close();
    await close();
  }
};

async function visit(browser: Browser, url: string, cookies: Cookies) {
  const context = await browser.newContext({
    locale: "fr-FR",
    serviceWorkers: "block",
    viewport: { width: 390, height: 844 },
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let requests = 0;
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    requests += 1;
    bytes += encodedDataLength;
  });
  const start = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.getByText("Facture de novembre").first().waitFor();
  const ms = performance.now() - start;
  await context.close();
  return { ms, requests, bytes };
}
