import type { Block, Run } from "./blocks.ts";

const words = (runs: readonly Run[]): string =>
  runs
    .map(({ text, href }) => {
      const address = href?.replace(/^(mailto|tel):/, "");
      return address && address !== text && !text.startsWith("https://") ? `${text} (${address})` : text;
    })
    .join("");

/** The words of a rich text, one paragraph a block, for mails and previews. */
export function plainTextOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "rule") return "—";
      if (block.kind !== "list") return words(block.runs);
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${words(item)}`)
        .join("\n");
    })
    .join("\n\n");
}
