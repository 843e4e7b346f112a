import pg from "pg";
import { describe, expect, inject, it } from "vitest";
import { makeLog } from "./log.ts";

function listening() {
  const lines: string[] = [];
  const log = makeLog("info", { write: (line) => void lines.push(line) });
  return { log, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe("ALL-7 the log", () => {
  it("says what a refused statement was about, and nothing of the connection nor of the row", async () => {
    const { log, last } = listening();
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    await client.connect();
    await client.query("create temporary table people (email text constraint people_email unique)");
    await client.query("insert into people values ('marie@example.org')");
    const error = await client.query("insert into people values ('marie@example.org')").catch((one) => one);
    log.error({ err: error }, "refused");
    await client.end();
    const { err } = last() as { err: Record<string, unknown> };
    expect(Object.keys(err).sort()).toEqual(["code", "constraint", "message", "stack", "table", "type"]);
    expect(err).toMatchObject({ code: "23505", constraint: "people_email", table: "people" });
    expect(JSON.stringify(last())).not.toContain("marie@example.org");
  });
  it("keeps the cause, and writes what is no error as text", () => {
    const { log, last } = listening();
    log.error({ err: new Error("outer", { cause: new Error("inner") }) });
    expect(last()["err"]).toMatchObject({ message: "outer", cause: { message: "inner" } });
    log.error({ err: "broken" });
    expect(last()["err"]).toEqual({ message: "broken" });
  });
  it("redacts secrets at any of the first levels", () => {
    const { log, last } = listening();
    log.info({ password: "a", settings: { shaIn: "b" }, deep: { er: { token: "c" } } });
    expect(JSON.stringify(last())).not.toMatch(/"[abc]"/);
  });
});
