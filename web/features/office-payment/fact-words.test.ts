import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

it("tells every fact that payments record, in a sentence of its own", async () => {
  const facts = [...(await read("../../../server/modules/payments/facts.ts")).matchAll(/"(payments\.\w+)"/g)];
  const told = await read("./fact-words.ts");
  expect(facts.length).toBeGreaterThan(10);
  for (const [, name] of facts) expect(told).toContain(`case "${name}"`);
});
