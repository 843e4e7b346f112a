import { describe, expect, it } from "vitest";
import { idOf, newId, outside } from "./ids.ts";

describe("an id", () => {
  it("is a UUIDv7 of its instant", () => {
    const at = Date.UTC(2026, 2, 14);
    const id = newId(at);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
  });

  it("comes after those made before it, also within one millisecond: facts keep their order", () => {
    const at = Date.now() + 1;
    const ids = Array.from({ length: 4096 }, () => newId(at));
    expect(ids.toSorted()).toEqual(ids);
    expect(newId(at + 1) > ids.at(-1)!).toBe(true);
  });

  it("carries outside what it names, and comes back as it was", () => {
    const id = newId();
    expect(idOf("account").parse(outside("account", id))).toBe(id);
    expect(idOf("account").safeParse(outside("entry", id)).success).toBe(false);
    expect(idOf("account").safeParse(id).success).toBe(false);
  });
});
