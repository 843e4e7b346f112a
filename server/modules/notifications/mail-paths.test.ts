import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

it("MSG-5 every button of a mail leads to a page that exists", () => {
  const routes = readFileSync(join(ROOT, "web/routes.tsx"), "utf8");
  const paths = globSync("tell-*.ts", { cwd: import.meta.dirname }).flatMap((file) => [
    ...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(
      /[`"}](\/(?:bureau\/)?[a-z-]+)(?=[/`"?])/g,
    ),
  ]);
  const pages = [...new Set(paths.map((match) => match[1]!))].filter((path) => path !== "/bureau");
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((path) => !routes.includes(`"${path.replace("/bureau", "")}"`))).toEqual([]);
});
