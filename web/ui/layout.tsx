import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import "./layout.css";

type Gap = 1 | 2 | 3 | 4 | 6 | 8 | 12;

/** Things one under the other; the gap is in steps of 4 px. */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ReactNode }) {
  return <div className={`q-stack q-gap-${gap}`}>{children}</div>;
}

type RowProps = { gap?: Gap; justify?: "start" | "between" | "end"; children: ReactNode };

/** Things side by side on one line, wrapping when there is no room. */
export function Row({ gap = 3, justify = "start", children }: RowProps) {
  return <div className={`q-row q-row--${justify} q-gap-${gap}`}>{children}</div>;
}

/** Equal columns, as many as fit: `min` says how narrow each may become. */
export function Columns({
  min = "medium",
  children,
}: {
  min?: "narrow" | "medium" | "wide";
  children: ReactNode;
}) {
  return <div className={`q-columns q-columns--${min}`}>{children}</div>;
}

/** One column of a form's width: for pages with one thing to do. */
export function Column({ children }: { children: ReactNode }) {
  return <div className="q-column">{children}</div>;
}

type TextProps = {
  look?: "plain" | "lead" | "muted" | "small" | "strong" | "overdue" | "settled";
  as?: "p" | "span" | "div";
  children: ReactNode;
};

/** A paragraph in one of the few voices that we have. */
export function Text({ look = "plain", as: Tag = "p", children }: TextProps) {
  return <Tag className={classes("q-text", `q-text--${look}`)}>{children}</Tag>;
}

/** Lines that stay lines, such as those of an address. */
export function Lines({ of }: { of: readonly string[] }) {
  return <span className="q-lines">{of.join("\n")}</span>;
}
