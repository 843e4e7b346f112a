import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { factNames } from "./fact-names.ts";

const ROOT = join(import.meta.dirname, "../../..");

it("OFF-9 says each fact that the server records in words, none by its code", () => {
  const recorded: string[] = [];
  for (const file of globSync("server/modules/*/facts.ts", { cwd: ROOT })) {
    const told = readFileSync(join(ROOT, file), "utf8").matchAll(/: "([a-z_]+\.[a-z_]+)"/g);
    recorded.push(...[...told].map(([, name]) => name!));
  }
  expect(recorded.length).toBeGreaterThan(100);
  expect(recorded.filter((name) => !(name in factNames))).toEqual([]);
});
