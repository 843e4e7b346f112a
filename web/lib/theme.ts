import { useSyncExternalStore } from "react";

/** What a person chose for this device; `system` follows the device. */
export type Theme = "light" | "dark" | "system";

/** A colour as lightness 0-1, chroma, hue in degrees: the way web/ui/tokens.css writes it. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** The accent that suits an organization without a colour of its own. */
export const defaultAccent = "#1f4f96";

/** The surfaces that an accent may lie on: the same values as in web/ui/tokens.css, which a test compares. */
export const surfaces = {
  light: { paper: [0.986, 0.006, 88], sunk: [0.964, 0.008, 88], float: [1, 0, 88] },
  dark: { paper: [0.205, 0.014, 262], sunk: [0.24, 0.016, 262], float: [0.262, 0.018, 262] },
} as const satisfies Record<"light" | "dark", Record<string, Oklch>>;

/** One theme's colours made from an organization's colour, as `#rrggbb`. */
export type Accent = { accent: string; hover: string; on: string; wash: string };

// WCAG 2.2 asks 4.5:1; the rest pays for the rounding of screens, and for eyes in the dark.
const asked = { light: 4.55, dark: 6.5 };

/**
 * Corrects a colour just enough to be read: as text on every surface and on its own wash, and under the text
 * that lies on it, at 4.5:1 at least (WCAG 2.2, 1.4.3). No colour is refused; what is not a colour gives the default.
 */
export function accentFor(hex: string, theme: "light" | "dark"): Accent {
  const [lightness, chroma, hue] = toOklch(parseHex(hex) ?? parseHex(defaultAccent)!);
  const grounds = surfaces[theme];
  const dark = theme === "dark";
  const wash = toHex([dark ? 0.285 : 0.956, Math.min(chroma, dark ? 0.032 : 0.016), hue]);
  const against = [...Object.values(grounds).map(toHex), wash];
  const away = dark ? 0.004 : -0.004;
  const corrected = dark ? chroma * 0.75 : chroma; // on a dark ground a strong colour glares
  let level = Math.min(1, Math.max(0, lightness));
  let accent = toHex([level, chroma, hue]);
  while (level >= 0 && level <= 1 && against.some((ground) => contrast(accent, ground) < asked[theme])) {
    level = level + away;
    accent = toHex([Math.min(1, Math.max(0, level)), corrected, hue]);
  }
  const hover = toHex([Math.min(1, Math.max(0, level + away * 14)), chroma, hue]);
  return { accent, hover, on: toHex(grounds.paper), wash };
}

/** Hands an organization's colour to the style sheets, for both themes. Allowed by our content security policy. */
export function applyAccent(hex: string | null, root: HTMLElement = document.documentElement): void {
  const brand = hex && parseHex(hex) ? hex : defaultAccent;
  root.style.setProperty("--q-brand", brand);
  for (const theme of ["light", "dark"] as const) {
    const { accent, hover, on, wash } = accentFor(brand, theme);
    root.style.setProperty(`--q-accent-${theme}`, accent);
    root.style.setProperty(`--q-accent-hover-${theme}`, hover);
    root.style.setProperty(`--q-on-accent-${theme}`, on);
    root.style.setProperty(`--q-accent-wash-${theme}`, wash);
  }
}

/** The WCAG contrast ratio of two colours `#rrggbb`, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** An OKLCH colour as the nearest `#rrggbb` of the same lightness and hue that a screen can show. */
export function toHex([lightness, chroma, hue]: Oklch): string {
  let rgb = toLinear([lightness, chroma, hue]);
  if (!inGamut(rgb)) {
    let [inside, outside] = [0, chroma];
    for (let step = 0; step < 16; step += 1) {
      const middle = (inside + outside) / 2;
      if (inGamut(toLinear([lightness, middle, hue]))) inside = middle;
      else outside = middle;
    }
    rgb = toLinear([lightness, inside, hue]);
  }
  return `#${rgb.map((value) => byte(value).toString(16).padStart(2, "0")).join("")}`;
}

const storageKey = "quitus.theme";
const listeners = new Set<() => void>();
let current: Theme | undefined;

/** The theme chosen on this device. */
function getTheme(): Theme {
  current ??= readStored();
  return current;
}

/** Keeps the choice on this device and shows it: `data-theme` on `<html>` rules the style sheets. */
export function setTheme(theme: Theme): void {
  current = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // a browser may refuse storage: the choice then lasts as long as the page
  }
  applyTheme();
  for (const listener of listeners) listener();
}

/** Shows the kept choice; to be called once, before the first render. */
export function applyTheme(): void {
  const theme = getTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The theme chosen, and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, getTheme, () => "system"), setTheme];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): Theme {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

type Triple = [number, number, number];

/** Reads `#rgb` or `#rrggbb` into three linear lights from 0 to 1; null for anything else. */
function parseHex(hex: string): Triple | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex.trim());
  const long = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : hex.trim();
  if (!/^#[0-9a-f]{6}$/i.test(long)) return null;
  return [1, 3, 5].map((at) => linear(Number.parseInt(long.slice(at, at + 2), 16) / 255)) as Triple;
}

function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex) ?? [0, 0, 0];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const gamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
const byte = (value: number) => Math.round(255 * gamma(Math.min(1, Math.max(0, value))));
const inGamut = (rgb: Triple) => rgb.every((value) => value >= -0.0001 && value <= 1.0001);

// Björn Ottosson's OKLab (2020), with the matrices of CSS Color 4.
function toOklch([red, green, blue]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  return [lightness, Math.hypot(a, b), (Math.atan2(b, a) * 180) / Math.PI];
}

function toLinear([lightness, chroma, hue]: Oklch): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
