/** The alphabet of SMS (3GPP TS 23.038) and what a text costs in parts. */

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Each is sent as two characters. */
const EXTENDED = "^{}\\[~]|€\f";
const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

const SUBSTITUTES: Record<string, string> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "…": "...",
  œ: "oe",
  Œ: "OE",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
};

/**
 * Writes a text with the SMS alphabet where that keeps it readable: one `ê` or one typographic apostrophe would more than
 * double the price of a text. `ê` becomes `e`, `’` becomes `'`; what has no near letter stays.
 */
export function toGsm(text: string): string {
  return [...text.replaceAll(/«\s?/gu, "«").replaceAll(/\s?»/gu, "»")]
    .map((letter) => {
      if (basic.has(letter) || extended.has(letter)) return letter;
      const substitute = SUBSTITUTES[letter];
      if (substitute !== undefined) return substitute;
      const bare = letter.normalize("NFD").replaceAll(/\p{M}/gu, "");
      return [...bare].every((one) => basic.has(one)) ? bare : letter;
    })
    .join("");
}

export type Weight = { alphabet: "gsm7" | "ucs2"; characters: number; segments: number };

/** How long a text is and how many parts it takes: 160 then 153 septets, or 70 then 67 UTF-16 units. */
export function weigh(text: string): Weight {
  const letters = [...text];
  if (letters.every((letter) => basic.has(letter) || extended.has(letter))) {
    const septets = letters.map((letter) => (extended.has(letter) ? 2 : 1));
    const characters = septets.reduce((sum, one) => sum + one, 0);
    return { alphabet: "gsm7", characters, segments: characters <= 160 ? 1 : parts(septets, 153) };
  }
  const units = letters.map((letter) => letter.length);
  const characters = text.length;
  return { alphabet: "ucs2", characters, segments: characters <= 70 ? 1 : parts(units, 67) };
}

/** A letter of two units is never cut in two: it moves to the next part whole. */
function parts(sizes: readonly number[], room: number): number {
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
}
