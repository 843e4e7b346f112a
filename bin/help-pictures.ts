/**
 * `node bin/help-pictures.ts`: takes the pictures of the user guide (SPEC ALL-8) again, from the demonstration, in both
 * languages, into `web/public/help`. Run it by hand when screens change; with names (`office-home portal-paying`), only those.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page, type Response } from "@playwright/test";
import { faceOf } from "../demo/organizations.ts";
import { prepareScene } from "../demo/scene.ts";
import { start } from "../server/main.ts";
import type { Topic } from "../web/help/door-topics.ts";
import { topics } from "../web/help/topics.ts";
import { buildWeb } from "./build.ts";
import { type HelpScene, scenes } from "./help-scenes.ts";
import { firstFreePort } from "./ports.ts";

const FOLDER = join(import.meta.dirname, "..", "web", "public", "help");
const MOST_BYTES = 70_000;
const SIZE = { width: 1100, height: 800 };
const LOCALES = { fr: "fr-FR", en: "en-GB" } as const;
type Language = keyof typeof LOCALES;

/** The browser inside the package on Linux x64; elsewhere the one that Playwright has. */
async function launch(): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch();
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x"; // makes it unpack its own libraries
  const packed = (await import("@sparticuz/chromium")).default;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}

/** A page signed in as somebody of the demonstration, or seen from outside. */
async function enter(
  browser: Browser,
  origin: string,
  { who, at: slug }: HelpScene,
  language: Language,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZE,
    locale: LOCALES[language],
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    reducedMotion: "reduce",
    baseURL: `${origin}/o/${slug}/`,
  });
  const page = await context.newPage();
  if (!who) return page;
  await page.goto("connexion");
  await page.locator("input[name=identifier]").fill(who);
  await page.locator("input[name=password]").fill(faceOf({ slug }).password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
  return page;
}

/** As good as fits: a picture of the guide is never heavier than a page can bear. */
async function picture(page: Page): Promise<Buffer> {
  for (const quality of [72, 62, 52, 42, 34, 28]) {
    const taken = await page.screenshot({ type: "jpeg", quality, animations: "disabled", caret: "hide" });
    if (taken.length <= MOST_BYTES) return taken;
  }
  throw new Error(`the picture of ${page.url()} is over ${MOST_BYTES} bytes`);
}

/** Waits until nothing is being loaded, and still is not a moment later: a list may follow what stood above it. */
async function isWhole(page: Page): Promise<void> {
  for (let still = 0; still < 3; still += 1) {
    await page.waitForFunction(() => !document.querySelector(".q-skeleton, [aria-busy=true]"));
    await page.waitForTimeout(400);
  }
}

async function take(page: Page, scene: HelpScene, file: string): Promise<void> {
  const broken: string[] = [];
  // Whoever is outside is told so once, when the page asks who is there.
  const isOutside = (answer: Response) =>
    !scene.who && answer.status() === 401 && answer.url().endsWith("/api/session");
  const hear = (answer: Response) =>
    answer.status() >= 400 && !isOutside(answer) && broken.push(answer.url());
  page.on("response", hear);

  await page.goto(scene.path, { waitUntil: "networkidle" });
  for (const link of scene.follow ?? []) {
    await isWhole(page);
    const before = page.url();
    await page.locator(link).first().click();
    await page.waitForURL((url) => url.href !== before);
    await page.waitForLoadState("networkidle");
  }
  await page.locator("h1, h2").first().waitFor();
  await isWhole(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Nothing of the pointer, nor of the focus that navigation gives.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  page.off("response", hear);
  if (broken.length > 0) throw new Error(`not answered: ${broken.join(", ")}`);
  const taken = await picture(page);
  await writeFile(join(FOLDER, file), taken);
  console.log(`${file} ${Math.round(taken.length / 1000)} kB`);
}

/** One after the other, people who signed in staying so. @returns what could not be taken. */
async function takeAll(browser: Browser, origin: string, chosen: readonly Topic[]): Promise<string[]> {
  const pages = new Map<string, Promise<Page>>();
  const failures: string[] = [];
  for (const language of ["fr", "en"] as const) {
    for (const { audience, key } of chosen) {
      const name = `${audience}-${key}`;
      try {
        const scene = scenes[name];
        if (!scene) throw new Error("bin/help-scenes.ts does not say where it is seen");
        const who = `${scene.who} ${scene.at} ${language}`;
        const page = pages.get(who) ?? enter(browser, origin, scene, language);
        pages.set(who, page);
        await take(await page, scene, `${name}.${language}.jpg`);
      } catch (error) {
        failures.push(`${name} in ${language}: ${(error as Error).message}`);
      }
    }
  }
  return failures;
}

async function main(wanted: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "quitus-pictures-"));
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    await buildWeb({ quiet: true });
    await mkdir(FOLDER, { recursive: true });
    const port = await firstFreePort(21_000);
    const origin = `http://localhost:${port}`;
    const scene = await prepareScene({ folder, port, host: "127.0.0.1", publicUrl: origin });
    closers.push(() => scene.stop());
    const running = await start(scene.env);
    closers.push(() => running.stop());
    const browser = await launch();
    closers.push(() => browser.close());
    const chosen = topics.filter(
      ({ audience, key }) => wanted.length === 0 || wanted.includes(`${audience}-${key}`),
    );
    const failures = await takeAll(browser, origin, chosen);
    for (const failure of failures) console.error(failure);
    process.exitCode = failures.length > 0 ? 1 : 0;
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

await main(process.argv.slice(2));
