/**
 * The characters that every bank of SEPA takes (EPC217-08): letters without accents, digits and a few signs. What is outside
 * is converted to what a reader would write, else to a full stop.
 */

const SIGNS: Readonly<Record<string, string>> = {
  Œ: "OE",
  œ: "oe",
  Æ: "AE",
  æ: "ae",
  ß: "ss",
  ẞ: "SS",
  Ø: "O",
  ø: "o",
  Ł: "L",
  ł: "l",
  Đ: "D",
  đ: "d",
  Ð: "D",
  ð: "d",
  Þ: "TH",
  þ: "th",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  "’": "'",
  "‘": "'",
  "‚": "'",
  "`": "'",
  "´": "'",
  ʼ: "'",
  "–": "-",
  "—": "-",
  "‐": "-",
  "−": "-",
  _: "-",
  "~": "-",
  "&": "+",
  ";": ",",
  "[": "(",
  "{": "(",
  "]": ")",
  "}": ")",
  "<": "(",
  ">": ")",
  "\\": "/",
  "|": "/",
  "⁄": "/",
  "€": "EUR",
  "°": "o",
  "«": "'",
  "»": "'",
  "“": "'",
  "”": "'",
  '"': "'",
  "№": "No",
  "*": ".",
  "@": "(at)",
};

/** Greek and Cyrillic letters of countries in SEPA. */
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "α a,β v,γ g,δ d,ε e,ζ z,η i,θ th,ι i,κ k,λ l,μ m,ν n,ξ x,ο o,π p,ρ r,σ s,ς s,τ t,υ y,φ f,χ ch,ψ ps,ω o," +
    "а a,б b,в v,г g,д d,е e,ж zh,з z,и i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х h,ц ts,ч ch,ш sh,щ sht,ъ a,ь y," +
    "ю yu,я ya,ы y,э e,і i,є ye,ђ dj,ј j,љ lj,њ nj,ћ c,џ dz"
  )
    .split(",")
    .map((pair) => pair.split(" ") as [string, string]),
);

const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ ]$/;

function letter(character: string): string {
  const small = character.toLowerCase();
  const found = LETTERS[small];
  if (found === undefined) return ".";
  return small === character ? found : found[0]!.toUpperCase() + found.slice(1);
}

/** Greek writes the sound of `ou` with two letters. */
const withGreekU = (text: string): string => text.replace(/(?<=[οΟ])υ/g, "u").replace(/(?<=[οΟ])Υ/g, "U");

/** A text in the SEPA character set, without doubled blanks, cut to `most` characters. May be empty. */
export function sepaText(text: string, most: number): string {
  if (/^[A-Za-z0-9/\-?:().,'+]+(?: [A-Za-z0-9/\-?:().,'+]+)*$/.test(text))
    return text.slice(0, most).trimEnd();
  let converted = "";
  for (const character of withGreekU(text.normalize("NFKD"))) {
    if (ALLOWED.test(character)) converted += character;
    else if (/\s/.test(character)) converted += " ";
    else if (!/[\p{M}\p{C}]/u.test(character)) converted += SIGNS[character] ?? letter(character);
  }
  return converted.replace(/ +/g, " ").trim().slice(0, most).trimEnd();
}

/** True for what may name a message, a block or a debit: 1 to 35 characters of the set, no slash at an end and no two together. */
export const isSepaIdentifier = (text: string): boolean =>
  /^[A-Za-z0-9/\-?:().,'+]{1,35}$/.test(text) && !/^\/|\/\/|\/$/.test(text);

/** True for a mandate reference: as an identifier, and older ones hold blanks. */
export const isMandateReference = (text: string): boolean =>
  text.length <= 35 && text === text.trim() && isSepaIdentifier(text.replaceAll(" ", "-"));
