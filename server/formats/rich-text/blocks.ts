/** Words in one voice. `href` is `https:`, `mailto:` or `tel:`, never anything else. A line end is `\n` in the text. */
export type Run = { text: string; bold?: boolean; italic?: boolean; href?: string };

export type Block =
  | { kind: "heading"; level: 1 | 2; runs: Run[] }
  | { kind: "paragraph"; runs: Run[] }
  | { kind: "quote"; runs: Run[] }
  | { kind: "list"; ordered: boolean; items: Run[][] }
  | { kind: "rule" };
