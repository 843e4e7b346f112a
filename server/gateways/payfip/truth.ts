/** From what PayFiP answers about an attempt to what Quitus believes of it. Pure. */
import type { AskedAttempt, ProviderTruth } from "../payment-gateway.ts";
import { parisInstant } from "./paris-time.ts";

/** An idOp can be opened for 15 minutes; with a margin, nothing more is expected after 20. */
export const ABANDONED_AFTER_MINUTES = 20;

/** Is the attempt too young for PayFiP's silence, or an abandonment, to be believed? */
function isYoung(attempt: AskedAttempt, now: Date): boolean {
  return now.getTime() - attempt.startedAt.getTime() < ABANDONED_AFTER_MINUTES * 60_000;
}

function truth(
  state: ProviderTruth["state"],
  code: string,
  rest: Partial<ProviderTruth> = {},
): ProviderTruth {
  return {
    state,
    code,
    cents: null,
    means: null,
    providerReference: null,
    authorisation: null,
    at: null,
    alert: null,
    ...rest,
  };
}

/**
 * An attempt without idOp never gave the browser anywhere to go, so nothing can have been paid: it waits for its age,
 * then expires. Code "none".
 */
export function truthWithoutIdOp(attempt: AskedAttempt, now: Date): ProviderTruth {
  return truth(isYoung(attempt, now) ? "waiting" : "expired", "none");
}

/**
 * P1 (unknown, or purged in the night): expired. P5 (no result yet): waiting while young, then expired.
 * @returns null for any other fault: PayFiP then has not answered the question, and the caller asks again later.
 */
export function truthOfFault(code: string, attempt: AskedAttempt, now: Date): ProviderTruth | null {
  const known = { providerReference: attempt.providerReference };
  if (code === "P1") return truth("expired", code, known);
  if (code === "P5") return truth(isYoung(attempt, now) ? "waiting" : "expired", code, known);
  return null;
}

/**
 * The detail of an operation. Nothing is believed unless it echoes our refdet, amount, client and entry mode: the
 * look-up is the only proof that PayFiP gives. `exer` is not compared: a live answer was seen to hold "20" for 2020.
 */
export function truthOfDetail(
  fields: Map<string, string>,
  attempt: AskedAttempt,
  config: { numcli: string; saisie: string },
  now: Date,
): ProviderTruth {
  const code = fields.get("resultrans") ?? "";
  const known: Partial<ProviderTruth> = {
    providerReference: attempt.providerReference,
    at: parisInstant(fields.get("dattrans") ?? "", fields.get("heurtrans") ?? "", attempt.startedAt),
  };
  const differing = differences(fields, attempt, config);
  if (differing.length > 0) {
    const alert = `PayFiP's answer (result ${code || "missing"}) is not about this attempt: ${differing.join("; ")}.`;
    return truth("waiting", code, { ...known, alert });
  }
  switch (code) {
    case "P":
    case "V":
      return truth("paid", code, {
        ...known,
        cents: attempt.cents,
        means: code === "P" ? "card" : "direct_debit",
        authorisation: fields.get("numauto") || null,
      });
    case "R":
      return truth("denied", code, { ...known, means: "card" });
    case "Z":
      return truth("denied", code, { ...known, means: "direct_debit" });
    case "A":
      // The idOp can still be opened again: the payer may come back and pay.
      return truth(isYoung(attempt, now) ? "waiting" : "cancelled", code, known);
    default:
      return truth("waiting", code, { ...known, alert: `PayFiP answered an unknown result "${code}".` });
  }
}

function differences(
  fields: Map<string, string>,
  attempt: AskedAttempt,
  config: { numcli: string; saisie: string },
): string[] {
  const found: string[] = [];
  const compare = (name: string, expected: string, same: (echoed: string) => boolean) => {
    const echoed = fields.get(name);
    if (echoed === undefined || !same(echoed))
      found.push(`${name} is ${echoed ?? "missing"}, not ${expected}`);
  };
  compare("refdet", attempt.reference, (echoed) => echoed === attempt.reference);
  compare(
    "montant",
    String(attempt.cents),
    (echoed) => /^\d{1,11}$/.test(echoed) && Number(echoed) === attempt.cents,
  );
  compare("numcli", config.numcli, (echoed) => echoed === config.numcli);
  compare("saisie", config.saisie, (echoed) => echoed === config.saisie);
  const idOp = fields.get("idop");
  if (idOp !== undefined && idOp.toLowerCase() !== attempt.providerReference?.toLowerCase()) {
    found.push(`idOp is ${idOp}, not ${attempt.providerReference}`);
  }
  return found;
}
