import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { accentFor, contrast, defaultAccent, type Oklch, surfaces, toHex } from "../lib/theme.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const pair = /--q-([a-z0-9-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g;
const colours = new Map(
  [...css.matchAll(pair)].map(([, name, light, dark]) => [name!, { light: read(light!), dark: read(dark!) }]),
);

function read(text: string): Oklch {
  return text.split(" ").map(Number) as unknown as Oklch;
}

function ratio(theme: "light" | "dark", ink: string, ground: string): number {
  const [one, other] = [colours.get(ink)?.[theme], colours.get(ground)?.[theme]];
  if (!one || !other) throw new Error(`no such token: ${ink} or ${ground}`);
  return contrast(toHex(one), toHex(other));
}

const grounds = ["paper", "sunk", "float"];
const meanings = ["settled", "pending", "overdue", "disputed"];

describe.each(["light", "dark"] as const)("tokens in %s", (theme) => {
  it("ALL-2 read amounts at 7:1, in ink and when overdue or settled", () => {
    for (const ink of ["ink", "ink-2", "overdue", "settled"]) {
      for (const ground of ["paper", "float"])
        expect(ratio(theme, ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(7);
    }
  });

  it("ALL-2 read every text at 4.5:1, on every surface and every wash", () => {
    for (const ground of grounds) {
      for (const ink of ["ink-3", ...meanings]) {
        expect(ratio(theme, ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const meaning of meanings) {
      for (const ink of ["ink", "ink-2", meaning]) {
        expect(ratio(theme, ink, `${meaning}-wash`), `${ink} on its wash`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("ALL-2 show the edge of every control at 3:1", () => {
    for (const ground of grounds) expect(ratio(theme, "edge", ground), ground).toBeGreaterThanOrEqual(3);
  });

  it("lies on the surfaces that accents are corrected for", () => {
    for (const [name, colour] of Object.entries(surfaces[theme]))
      expect(colours.get(name)?.[theme]).toEqual(colour);
  });

  it("starts with the accent that the theme would give", () => {
    const written = (name: string) => new RegExp(`--q-${name}-${theme}: (#[0-9a-f]{6})`).exec(css)?.[1];
    const { accent, hover, on, wash } = accentFor(defaultAccent, theme);
    expect([
      written("accent"),
      written("accent-hover"),
      written("on-accent"),
      written("accent-wash"),
    ]).toEqual([accent, hover, on, wash]);
  });

  it("ALL-2 read the greys on an accent's wash", () => {
    const wash = accentFor(defaultAccent, theme).wash;
    for (const ink of ["ink", "ink-2", "ink-3", ...meanings]) {
      expect(contrast(toHex(colours.get(ink)![theme]), wash), ink).toBeGreaterThanOrEqual(4.5);
    }
  });
});
