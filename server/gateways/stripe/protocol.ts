/** The forms, the signature and the shapes of Stripe's wire. Pure: no network, no clock. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The version of the API that these shapes were written for; sent with every request. */
export const API_VERSION = "2026-07-29.dahlia";
/** A signed notification older than this, when it comes, is refused: somebody may be sending it again. */
const TOLERANCE_SECONDS = 300;

type Value = string | number | boolean | undefined | readonly Value[] | { readonly [name: string]: Value };

/** Nested values as Stripe's forms write them: `line_items[0][quantity]=1`. What is undefined is left out. */
export function bracketForm(values: { readonly [name: string]: Value }): URLSearchParams {
  const form = new URLSearchParams();
  const add = (name: string, value: Value): void => {
    if (value === undefined) return;
    if (typeof value !== "object") return form.append(name, String(value));
    for (const [inner, one] of Object.entries(value))
      add(name === "" ? inner : `${name}[${inner}]`, one as Value);
  };
  add("", values);
  return form;
}

/** HMAC-SHA-256 of `<t>.<body>` with the endpoint's secret as it is written, lower-case hexadecimal. */
export const signatureOf = (body: string, seconds: number, secret: string): string =>
  createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");

/** The `Stripe-Signature` header of a body. */
export const signatureHeader = (body: string, seconds: number, secret: string): string =>
  `t=${seconds},v1=${signatureOf(body, seconds, secret)}`;

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Why a signed body is not to be believed; null when it is. Several `v1` come while a secret is being changed: one is
 * enough. Like Stripe's own libraries, a signature of the future is not refused: clocks differ.
 */
export function signatureFault(body: string, header: string, secret: string, at: Date): string | null {
  const pairs = header.split(",").map((pair): [string, string] => {
    const cut = pair.indexOf("=");
    return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
  });
  const times = pairs.filter(([name]) => name === "t").map(([, value]) => value);
  const given = pairs.filter(([name]) => name === "v1").map(([, value]) => value);
  const [time = ""] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time)) return "no readable time in the signature";
  if (given.length === 0) return "no v1 signature";
  const expected = signatureOf(body, Number(time), secret);
  if (!given.some((one) => sameText(expected, one))) return "wrong signature";
  const age = at.getTime() / 1000 - Number(time);
  return age > TOLERANCE_SECONDS ? "signature too old" : null;
}

const Id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_]{1,200}$`));
const Seconds = z.number().int().nonnegative();
const Cents = z.number().int().nonnegative();

export const Charge = z.object({
  id: z.string(),
  amount_refunded: Cents,
  disputed: z.boolean(),
  created: Seconds,
  payment_method_details: z
    .object({
      type: z.string(),
      card: z.object({ authorization_code: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type Charge = z.output<typeof Charge>;

export const Intent = z.object({
  id: Id("pi"),
  status: z.string(),
  amount_received: Cents,
  currency: z.string(),
  metadata: z.record(z.string(), z.string()),
  latest_charge: z.union([z.string(), Charge]).nullish(),
});
export type Intent = z.output<typeof Intent>;

export const Session = z.object({
  id: Id("cs"),
  status: z.enum(["open", "complete", "expired"]),
  payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
  amount_total: Cents.nullable(),
  currency: z.string().nullable(),
  client_reference_id: z.string().nullable(),
  payment_intent: z.union([z.string(), Intent]).nullable(),
  livemode: z.boolean(),
});
export type Session = z.output<typeof Session>;

/** What the opening of a session answers. */
export const OpenedSession = z.object({
  id: Id("cs"),
  url: z.url({ protocol: /^https?$/ }),
});

export const Refund = z.object({
  id: Id("(?:re|pyr)"),
  amount: Cents,
  status: z.string().nullable(),
  created: Seconds,
  reason: z.string().nullable(),
});
export type Refund = z.output<typeof Refund>;

export const Dispute = z.object({
  id: z.string().min(1),
  amount: Cents,
  status: z.string(),
  created: Seconds,
  reason: z.string(),
});
export type Dispute = z.output<typeof Dispute>;

export const listOf = <T extends z.ZodType>(shape: T) =>
  z.object({ data: z.array(shape), has_more: z.boolean() });

/** The envelope of a notification; what it carries differs by type. */
export const Event = z.object({
  id: Id("evt"),
  type: z.string(),
  livemode: z.boolean(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

export const ApiError = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().nullish(),
    message: z.string().nullish(),
    param: z.string().nullish(),
  }),
});
