import { describe, expect, it } from "vitest";
import { nextRow } from "./walk-rows.ts";

describe("walking a list by keyboard", () => {
  it("OFF-6 goes from the search to the first row, and back", () => {
    expect(nextRow("ArrowDown", -1, 3, true)).toBe(0);
    expect(nextRow("ArrowUp", 0, 3, false)).toBe(-1);
  });
  it("OFF-6 stops at the last row, and jumps to both ends", () => {
    expect(nextRow("ArrowDown", 2, 3, false)).toBe(2);
    expect(nextRow("Home", 2, 3, false)).toBe(0);
    expect(nextRow("End", 0, 3, false)).toBe(2);
  });
  it("leaves every other key, and what is typed in the search, to the browser", () => {
    expect(nextRow("Enter", 1, 3, false)).toBeNull();
    expect(nextRow("Home", -1, 3, true)).toBeNull();
    expect(nextRow("ArrowDown", -1, 0, true)).toBeNull();
  });
});
