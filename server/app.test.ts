import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../test/harness/app.ts";

let folder: string;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quitus-web-"));
  for (const path of ["assets", "help"]) await mkdir(join(folder, path));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Quitus</title>");
  await writeFile(join(folder, "assets/page-Ab12.js"), "export {};");
  await writeFile(join(folder, "help/office-home.fr.jpg"), Buffer.from("ffd8ffe0", "hex"));
  app = await startTestApp({ modules: [], web: folder });
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Reads the answer to its end: a connection left in the middle keeps the server from closing. */
async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${app.origin}${path}`, { headers });
  await answer.arrayBuffer();
  return answer;
}

describe("the files of the web application", () => {
  it("keeps for good what is named after its content", async () => {
    const answer = await get("/assets/page-Ab12.js");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });
  it.each(["/help/office-home.fr.jpg", "/o/montfleuri/help/office-home.fr.jpg"])(
    "ALL-8 asks again for a picture of the guide, whose name does not change: %s",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("image/jpeg");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      // `fetch` would ask past every cache.
      const again = await app.app.inject({
        url: path,
        headers: { "if-none-match": answer.headers.get("etag")! },
      });
      expect(again.statusCode).toBe(304);
    },
  );
  it("answers a page for any other address, never kept", async () => {
    const answer = await get("/guide/sign-in");
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
  });
});
