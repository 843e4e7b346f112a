/** Named entities of HTML that news in French and English use; XML itself knows only five of them. */
const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  euro: "€",
  deg: "°",
  middot: "·",
  bull: "•",
  copy: "©",
  reg: "®",
  trade: "™",
  agrave: "à",
  acirc: "â",
  aelig: "æ",
  auml: "ä",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  ecirc: "ê",
  euml: "ë",
  icirc: "î",
  iuml: "ï",
  ocirc: "ô",
  ouml: "ö",
  oelig: "œ",
  ugrave: "ù",
  ucirc: "û",
  uuml: "ü",
  Agrave: "À",
  Acirc: "Â",
  Ccedil: "Ç",
  Egrave: "È",
  Eacute: "É",
  Ecirc: "Ê",
  Icirc: "Î",
  Ocirc: "Ô",
  OElig: "Œ",
  Ugrave: "Ù",
  Ucirc: "Û",
};
/** Longest text looked at: what follows would be cut anyway. */
const MOST = 20_000;

const decoded = (whole: string, body: string): string => {
  if (!body.startsWith("#")) return NAMED[body] ?? whole;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : " ";
};

/** The words of a piece of HTML or of text, in one line of at most `most` characters, cut between two words. */
export function textOnly(source: string, most: number): string {
  const words = source
    .slice(0, MOST)
    .replace(/<(script|style)\b[^<>]*>[^]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<!--[^]*?(-->|$)/g, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, decoded)
    // Control characters, and those that turn the direction of what follows.
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, " ")
    .replace(/[ \s]+/g, " ")
    .trim()
    .toWellFormed();
  const letters = [...words];
  if (letters.length <= most) return words;
  const cut = letters.slice(0, most - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
