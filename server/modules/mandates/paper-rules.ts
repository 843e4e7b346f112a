/** Rules of mandates signed on paper, whether staff type them or another program publishes them. Pure. */
import { readBic, readIban } from "../../formats/iban/index.ts";
import type { CreditorRecord } from "../organizations/index.ts";
import type { refusals } from "./contract.ts";
import { purposeOf } from "./prepare-mandate.ts";
import { dormantBefore, isOurUmr, isUmr, type Mode, type Scheme } from "./rules.ts";
import type { NewMandate } from "./sql/mandates.ts";
import type { DebitSettings } from "./sql/parts.ts";

/** What a paper says. */
export type PaperFacts = {
  /** Its reference; empty for one of ours. */
  umr: string;
  iban: string;
  bic: string;
  holder: string;
  scheme: Scheme;
  mode: Mode;
  cents: number | null;
  signedOn: string;
  /** When the bank was last told of it, before it came here. */
  lastCollectedOn: string | null;
};

export type PaperProblem = keyof typeof refusals;

/** The bank account, read; or what is wrong with it. */
export function readBank(
  paper: Pick<PaperFacts, "iban" | "bic">,
): { iban: string; bic: string | null } | PaperProblem {
  const read = readIban(paper.iban);
  if (!read.ok) return "mandate.iban";
  const bic = paper.bic === "" ? null : readBic(paper.bic, read.country);
  return paper.bic !== "" && bic === null ? "mandate.bic" : { iban: read.iban, bic };
}

/** Why a paper cannot be used today; null when it can. The 36 months run from its last use, else from its signature. */
export function paperProblem(paper: PaperFacts, creditorCode: string, today: string): PaperProblem | null {
  const { umr, signedOn, lastCollectedOn } = paper;
  const since = dormantBefore(today);
  if (signedOn > today || (lastCollectedOn === null && signedOn < since)) return "mandate.signed_on";
  if (
    lastCollectedOn !== null &&
    (lastCollectedOn > today || lastCollectedOn < signedOn || lastCollectedOn < since)
  )
    return "mandate.last_use";
  if (umr !== "" && (!isUmr(umr) || isOurUmr(creditorCode, umr))) return "mandate.umr";
  return paper.mode === "one_off" && paper.cents === null ? "mandate.amount_needed" : null;
}

/** A paper as a mandate in force on an account. */
export const newPaper = (
  paper: Omit<PaperFacts, "bic"> & { bic: string | null },
  on: {
    account: { id: string; partyId: string; code: string; label: string };
    creditor: CreditorRecord;
    settings: Pick<DebitSettings, "preNotificationDays">;
    party: { address: string[] } | undefined;
  },
): Omit<NewMandate, "id"> => ({
  umr: paper.umr,
  creditor_id: on.creditor.id,
  party_id: on.account.partyId,
  account_id: on.account.id,
  user_id: null,
  origin: "paper",
  scheme: paper.scheme,
  mode: paper.mode,
  state: "active",
  language: "fr",
  purpose: purposeOf("fr", on.account, on.creditor.name),
  pre_notification_days: on.settings.preNotificationDays,
  debtor_name: paper.holder,
  debtor_address: on.party?.address ?? [],
  debtor_iban: paper.iban,
  debtor_bic: paper.bic,
  creditor_name: on.creditor.legalName,
  creditor_ics: on.creditor.ics,
  one_off_cents: paper.mode === "one_off" ? paper.cents : null,
  wanted_on: null,
  plan_entry_ids: [],
  signed_on: paper.signedOn,
  last_collected_on: paper.lastCollectedOn,
  document_hash: null,
});
