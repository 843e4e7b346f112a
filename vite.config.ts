import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import locales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { type Block, plainTextOf, readRichText } from "./server/formats/rich-text/index.ts";
import type { Contract } from "./server/platform/route.ts";
import { isBinary } from "./server/platform/route.ts";
import { typeset } from "./web/lib/typeset.ts";

const here = import.meta.dirname;

/**
 * What the statement, the first page of a customer, is made of besides: forty files of some hundred bytes, each of which
 * would cost a crossing of a slow network. None of them is needed by the sign-in page, which everybody waits for: those that
 * half of the pages share are here for that reason.
 */
const OF_THE_STATEMENT = new RegExp(
  [
    "/web/portal/(portal-layout|statement-page)",
    "/web/features/(account/(?!current)|entry/(?!reading\\.|use-statement)|portal-frame/|cart/use-cart|message/use-messages)",
    "/web/ui/(amount\\.|definitions|dialog|empty-state|popover|selection-bar|tab-links|table)",
    "/web/lib/format\\.",
    "/icons/(arrow-down|arrow-up|arrow-up-down|ban|bell|book-open|calendar-clock|chevron-down|circle-slash|download|ellipsis|file-spreadsheet|file-text|hand-coins|hourglass|id-card|landmark|mail|phone|printer|receipt-text|scale|search-x|shopping-basket|table-2|user-round|users|wallet)\\.",
  ].join("|"),
);

/** The sign-in page, in one file instead of ten. */
const OF_THE_DOOR = new RegExp(
  [
    "/web/portal/sign-in-page",
    "/web/features/session/(captcha|challenge-progress|door|enter|other-means)\\.",
    "/web/features/help/page-on-screen|/web/help/door-topics",
    "/web/ui/(password|progress)\\.",
    "/icons/(check|circle|eye|eye-off)\\.",
  ].join("|"),
);

/** The web application: `vite build` writes `dist/web`; `vite` serves it beside a Quitus on QUITUS_URL. */
export default defineConfig({
  root: join(here, "web"),
  base: "/",
  plugins: [
    operations(),
    guide(),
    react(),
    // The library has one English, en-US, which our en-GB falls back on: without it a date field cannot speak.
    { ...locales.vite({ locales: ["fr-FR", "en-US"] }), enforce: "pre" },
    layersFirst(),
    squeeze(),
  ],
  build: {
    outDir: join(here, "dist/web"),
    emptyOutDir: true,
    target: "baseline-widely-available",
    // The content security policy allows no inline script, no inline style and no data: font.
    // What a page of the office needs is not listed beforehand: every page would carry the list, the door on a telephone too.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (page, needs) => (page.includes("/office-") ? [] : needs),
    },
    assetsInlineLimit: 0,
    // One style sheet of some 10 kB: nothing jumps when a page is opened.
    cssCodeSplit: false,
    reportCompressedSize: false,
    // What half of the pages share comes in one file instead of forty: a slow network is crossed fewer times.
    rolldownOptions: {
      output: {
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes("/web/office/")
            ? "assets/office-[name]-[hash].js"
            : "assets/[name]-[hash].js",
        codeSplitting: {
          groups: [
            { name: "door", test: OF_THE_DOOR, includeDependenciesRecursively: false, priority: 2 },
            { name: "statement", test: OF_THE_STATEMENT, includeDependenciesRecursively: false, priority: 2 },
            {
              name: "shared",
              test: /\/web\/(?!features\/office-)|lucide-react/,
              minShareCount: 34,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "^(/o/[^/]+)?/api/": process.env.QUITUS_URL ?? "http://localhost:3000" } },
});

/**
 * Of every contract only what a browser needs to call it, as `{ operationId: [method, path, idempotent, answersAFile] }`:
 * neither zod nor the shapes reach the browser. `virtual:operations/door` has what anybody may call, and the session;
 * `virtual:operations/inside` all the rest, which the sign-in page does not wait for.
 */
function operations(): Plugin {
  const names = ["virtual:operations/door", "virtual:operations/inside"];
  const atTheDoor = new Set(["readSession", "signOut"]);
  return {
    name: "quitus-operations",
    resolveId: (id) => (names.includes(id) ? `\0${id}` : undefined),
    async load(id) {
      if (!names.includes(id.slice(1))) return;
      const found: Record<string, readonly unknown[]> = {};
      const named = new Set<string>();
      for await (const file of glob("server/modules/*/contract.ts", { cwd: here })) {
        const path = join(here, file);
        this.addWatchFile(path);
        const { contract } = (await import(pathToFileURL(path).href)) as { contract: Contract };
        for (const [operation, route] of Object.entries(contract)) {
          if (named.has(operation)) this.error(`two operations are named ${operation}`);
          named.add(operation);
          const idempotent = route.idempotent ? 1 : 0;
          const open = route.who === "anyone" || atTheDoor.has(operation);
          if (open === id.endsWith("/door"))
            found[operation] = [route.method, route.path, idempotent, isBinary(route.response) ? 1 : 0];
        }
      }
      return `export const operations = ${JSON.stringify(found)};`;
    },
  };
}

/** The texts of the user guide, read while building: `# title`, a first paragraph that says what for, then the rest. */
function guide(): Plugin {
  return {
    name: "quitus-guide",
    transform: {
      filter: { id: /\/web\/help\/[\w/-]+\.(fr|en)\.md$/ },
      handler(source, id) {
        const text = id.endsWith(".fr.md") ? typeset(source) : source;
        const [title, lead, ...blocks] = readRichText(text);
        if (title?.kind !== "heading" || lead?.kind !== "paragraph")
          return this.error("a text of the guide starts with a title and a paragraph");
        const read = {
          title: plainTextOf([title]),
          lead: plainTextOf([lead]),
          blocks: blocks.map(underTitle),
        };
        return { code: `export default ${JSON.stringify(read)};`, moduleType: "js", map: null };
      },
    },
  };
}

/** The title is the page's own: `## ` is the heading right below it, so that no level is skipped. */
const underTitle = (block: Block): Block => (block.kind === "heading" ? { ...block, level: 1 } : block);

/** Says the order of the cascade layers before anything else: chunks may bring a component's style before the tokens. */
function layersFirst(): Plugin {
  return {
    name: "quitus-layers-first",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const tokens = await readFile(join(here, "web/ui/tokens.css"), "utf8");
        const order = /^@layer [\w, ]+;/m.exec(tokens)?.[0] ?? this.error("no order of layers in tokens.css");
        for (const asset of Object.values(bundle)) {
          if (asset.type === "asset" && asset.fileName.endsWith(".css"))
            asset.source = order + asset.source.toString();
        }
      },
    },
  };
}

/** Writes `.br` and `.gz` beside each file of text, for the server to send as they are. */
function squeeze(): Plugin {
  const brotli = promisify(brotliCompress);
  const gz = promisify(gzip);
  return {
    name: "quitus-squeeze",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      for (const file of Object.keys(bundle)) {
        if (!dir || !/\.(js|css|svg|json)$/.test(file)) continue;
        const content = await readFile(join(dir, file));
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
        await writeFile(join(dir, `${file}.br`), await brotli(content, quality));
        await writeFile(join(dir, `${file}.gz`), await gz(content, { level: 9 }));
      }
    },
  };
}
