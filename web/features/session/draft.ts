import type { GotOf } from "../../lib/api.ts";

type Draft = NonNullable<GotOf<"stopViewing">["preview"]>;
let kept: Draft | null = null;

/** Keeps the settings that were previewed until their form opens again: nothing typed is lost. */
export function keepDraft(draft: Draft | null): void {
  kept = draft;
}

/** The settings that were previewed and are still not saved, if any. */
export const keptDraft = (): Draft | null => kept;
