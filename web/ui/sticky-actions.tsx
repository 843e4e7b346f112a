import type { ReactNode } from "react";
import "./bars.css";

/** The end of a page with one thing to do: its summary and its button, always within reach of a thumb. */
export function StickyActions({ summary, children }: { summary?: ReactNode; children: ReactNode }) {
  return (
    <div className="q-sticky">
      {summary && <div className="q-sticky__summary">{summary}</div>}
      <div className="q-sticky__actions">{children}</div>
    </div>
  );
}
