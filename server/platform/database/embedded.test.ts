import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded.ts";

it("ALL-6 two data folders have two servers, whatever port they ask for; a folder is joined, not started twice", async () => {
  const folders = await Promise.all(
    ["a", "b"].map((name) => mkdtemp(join(tmpdir(), `quitus-embedded-${name}-`))),
  );
  const one = await startEmbeddedPostgres(folders[0]!, 56_700, { throwaway: true });
  const other = await startEmbeddedPostgres(folders[1]!, one.port, { throwaway: true });
  const again = await startEmbeddedPostgres(folders[0]!, 56_790, { throwaway: true });
  expect(other.port).not.toBe(one.port);
  expect([again.port, again.pid]).toEqual([one.port, one.pid]);
  await Promise.all([one.stop(), other.stop()]);
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});
