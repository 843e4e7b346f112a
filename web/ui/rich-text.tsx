import type { Block, Run } from "../../server/formats/rich-text/index.ts";
import "./rich-text.css";

export type RichBlock = Block;

/** Text with headings, lists and links, as the server read it: never HTML. Headings start at `level`. */
export function RichText({ blocks, level = 2 }: { blocks: readonly RichBlock[]; level?: 2 | 3 }) {
  return (
    <div className="q-rich">
      {blocks.map((block, index) => (
        <RichBlockView key={index} block={block} level={level} />
      ))}
    </div>
  );
}

function RichBlockView({ block, level }: { block: RichBlock; level: 2 | 3 }) {
  switch (block.kind) {
    case "rule":
      return <hr />;
    case "heading": {
      const Heading = `h${level + block.level - 1}` as "h2" | "h3" | "h4";
      return (
        <Heading>
          <Runs runs={block.runs} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Runs runs={block.runs} />
        </p>
      );
    case "quote":
      return (
        <blockquote>
          <Runs runs={block.runs} />
        </blockquote>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((runs, index) => (
            <li key={index}>
              <Runs runs={runs} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, index) => {
    let content: React.ReactNode = run.text;
    if (run.italic) content = <em>{content}</em>;
    if (run.bold) content = <strong>{content}</strong>;
    if (!run.href) return <span key={index}>{content}</span>;
    return (
      <a key={index} href={run.href} rel="noreferrer">
        {content}
      </a>
    );
  });
}
