import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
const kinds: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

let folder: string;
let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quitus-gallery-"));
  await build({
    configFile: false,
    root: here,
    logLevel: "error",
    plugins: [react()],
    build: {
      outDir: folder,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: join(here, "gallery.html") },
    },
  });
  server = createServer(serve).listen(0);
  address = `http://localhost:${(server.address() as AddressInfo).port}/gallery.html`;
  browser = await launch();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** As strict as the application: no inline style, no inline script. */
async function serve(request: { url?: string }, response: import("node:http").ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const body = await readFile(join(folder, path)).catch(() => null);
  response.setHeader("content-security-policy", "default-src 'self'; img-src 'self' data:");
  response.setHeader("content-type", kinds[extname(path)] ?? "application/octet-stream");
  response.statusCode = body ? 200 : path === "/favicon.ico" ? 204 : 404;
  response.end(body);
}

/** The browser inside the package on Linux x64; elsewhere the one that Playwright has. */
async function launch(): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch();
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x"; // makes it unpack its own libraries
  const packed = (await import("@sparticuz/chromium")).default;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}

type Asked = { view: string; size?: keyof typeof sizes; theme?: string; width?: number };

async function show({
  view,
  size = "desk",
  theme = "light",
  width,
}: Asked): Promise<{ page: Page; complaints: string[] }> {
  const viewport = width ? { width, height: 640 } : sizes[size];
  const context = await browser.newContext({ viewport, hasTouch: size === "phone", reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()),
  );
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${address}?view=${view}&theme=${theme}`);
  await page.getByRole("main").waitFor();
  return { page, complaints };
}

async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

const views = ["portal", "office", "door", "pieces"];
const screens = (["phone", "desk"] as const).flatMap((size) =>
  ["light", "dark"].map((theme) => ({ size, theme })),
);

describe.each(screens)("on a $size in $theme", ({ size, theme }) => {
  it.each(views)(
    "ALL-2 the %s has nothing that axe finds wrong, under our content security policy",
    async (view) => {
      const { page, complaints } = await show({ view, size, theme });
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

describe("at 320 pixels, which is 400 % of zoom", () => {
  it.each(views)(
    "ALL-2 the %s is read without scrolling sideways",
    async (view) => {
      const { page } = await show({ view, width: 320 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await page.context().close();
    },
    30_000,
  );
});

describe("by keyboard", () => {
  it("ALL-2 a dialog takes the focus, closes by Escape and gives the focus back", async () => {
    const { page } = await show({ view: "pieces" });
    await page.getByRole("button", { name: "Ouvrir un dialogue" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Lettrage ABVL" });
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Ouvrir un dialogue");
    await page.context().close();
  }, 30_000);

  it("what can't be undone asks for its word first", async () => {
    const { page } = await show({ view: "pieces" });
    await page.getByRole("button", { name: "Révoquer" }).press("Enter");
    const confirm = page.getByRole("dialog").getByRole("button", { name: "Révoquer" });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel(/Pour confirmer/).fill("Révoquer");
    expect(await confirm.isEnabled()).toBe(true);
    await page.context().close();
  }, 30_000);

  it("ALL-2 the first key reaches the link to the content, and a wrong form leads to its field", async () => {
    const { page } = await show({ view: "door" });
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#main");
    await page.getByRole("button", { name: "Se connecter" }).press("Enter");
    const summary = page.getByRole("alert");
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await summary.getByRole("link").press("Enter");
    const login = page.getByLabel("Identifiant ou adresse électronique");
    expect(await login.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  }, 30_000);

  it("a ticked row raises the bar with its sub-total, and a row opens by its link", async () => {
    const { page } = await show({ view: "portal" });
    await page.getByRole("button", { name: "Tout désélectionner" }).press("Enter");
    const bar = page.getByRole("region", { name: "Sélection" });
    expect(await bar.count()).toBe(0);
    await page.getByRole("checkbox", { name: "Choisir F-2026-1171" }).press("Space");
    expect(await bar.innerText()).toContain("541,00\u202f€");
    await page.getByRole("link", { name: "Restauration scolaire, octobre" }).press("Enter");
    expect(new URL(page.url()).hash).toBe("#1");
    await page.context().close();
  }, 30_000);

  it("a date is typed part by part, in the order of the language", async () => {
    const { page } = await show({ view: "pieces" });
    const day = page.getByRole("spinbutton", { name: /jour/ }).first();
    await day.focus();
    await page.keyboard.type("24122026", { delay: 60 });
    const parts = page.getByRole("group", { name: "Date souhaitée" }).getByRole("spinbutton");
    expect(await parts.allInnerTexts()).toEqual(["24", "12", "2026"]);
    await page.context().close();
  }, 30_000);
});

describe("what React Aria gives", () => {
  it("ALL-2 a choice among many is found by typing", async () => {
    const { page } = await show({ view: "pieces" });
    const box = page.getByRole("combobox", { name: "Immeuble" });
    await box.focus(); // the page scrolls to the box first: a list closes when the page moves under it
    await page.waitForTimeout(300);
    await page.keyboard.type("til", { delay: 30 });
    await page.getByRole("option", { name: "Résidence des Tilleuls" }).waitFor();
    expect(await page.getByRole("option").count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await box.inputValue()).toBe("Résidence des Tilleuls");
    await page.context().close();
  }, 30_000);

  it("ALL-2 a menu is walked with the arrows, and what is done is said", async () => {
    const { page } = await show({ view: "pieces" });
    await page.getByRole("button", { name: "Actions" }).press("ArrowDown");
    await page.getByRole("menuitem", { name: "Envoyer par courriel" }).press("Enter");
    const said = page.getByRole("status").getByText("Courriel envoyé.");
    await said.waitFor();
    await page.context().close();
  }, 30_000);
});

describe("on paper", () => {
  it("ALL-4 leaves the navigation and the buttons out, in black on white even from the dark theme", async () => {
    const { page } = await show({ view: "portal", theme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("navigation").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Ajouter au règlement" }).isVisible()).toBe(false);
    expect(await page.getByRole("table").isVisible()).toBe(true);
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      return [color, backgroundColor];
    });
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    await page.context().close();
  }, 30_000);
});
