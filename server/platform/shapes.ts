/** Shapes that every contract shares. */
import { z } from "zod";

/** Integer cents. */
export const Cents = z.int();
/** A date of the trade, `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** An instant, ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true });
export const Cursor = z.string().max(500);
export const Limit = z.coerce.number().int().min(1).max(200);

/** One page of a list; `next` is the cursor of the following page, null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
export const PageQuery = z.object({ cursor: Cursor.optional(), limit: Limit.default(50) });
export const Done = z.object({ done: z.literal(true) });
export const done = { done: true } as const;

/** A name, a label, a search: one line of text without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), "must be one line without control characters")
    // Half a character can't be stored: JSON lets it through (`"\ud800"`).
    .refine((text) => text.isWellFormed(), "must hold whole characters");
export const Email = z.email().max(254);
