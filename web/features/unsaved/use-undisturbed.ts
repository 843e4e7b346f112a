import { useState } from "react";
import { hasUnsaved } from "../../lib/unsaved.ts";

/** What was read, as a form shows it: replaced by what is read later only while nothing unsaved is on the page. */
export function useUndisturbed<T>(read: T | undefined): T | undefined {
  const [shown, setShown] = useState(read);
  if (read !== undefined && read !== shown && (shown === undefined || !hasUnsaved())) setShown(read);
  return shown;
}
