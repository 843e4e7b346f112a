import type { ReactNode } from "react";

/** Words for those who listen to the page, that the eye does not need. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="q-hidden">{children}</span>;
}
