import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import "./lists.css";

export type Definition = { key?: string; term: ReactNode; value: ReactNode };

/** Terms and their values, on hairlines; `wide` puts the values at the end of the line, as in a bill. */
export function DefinitionList({ items, wide }: { items: Definition[]; wide?: boolean }) {
  return (
    <dl className={classes("q-definitions", wide && "q-definitions--wide")}>
      {items.map((item, index) => (
        <div key={item.key ?? index}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
