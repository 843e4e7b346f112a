/** The few colours of paper, and the organization's accent, whose contrast is corrected and never refused. */

export const INK = "#16202e";
export const GREY = "#4a5361";
export const HAIRLINE = "#c3c7cd";
export const TINT = "#f6f4ee";
export const DEFAULT_ACCENT = "#1f4e79";

const MINIMUM_CONTRAST = 4.5;

/** The accent given as `#rrggbb` (anything else: ours), darkened until it stands at 4.5:1 on our tinted paper (WCAG 1.4.3). */
export function readableAccent(accent: string | undefined): string {
  let channels = channelsOf(accent && /^#[0-9a-f]{6}$/i.test(accent) ? accent : DEFAULT_ACCENT);
  while (contrast(channels, channelsOf(TINT)) < MINIMUM_CONTRAST)
    channels = channels.map((one) => Math.floor(one * 0.94));
  return `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

/** Contrast ratio of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  return contrast(channelsOf(one), channelsOf(other));
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function contrast(one: number[], other: number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(channels: number[]): number {
  const [red, green, blue] = channels.map((one) => {
    const part = one / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
