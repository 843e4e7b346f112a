/** Kinds of news and the channels that can carry them (INF-4). */

export const CHANNELS = ["mail", "sms", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

export const NEWS = [
  "security",
  "receipts",
  "invoices",
  "payments",
  "debits",
  "disputes",
  "requests",
  "announcements",
  "information",
] as const;
export type NewsKind = (typeof NEWS)[number];

/** `always`: cannot be switched off; `yes` and `no`: unless somebody chose otherwise; absent: not on that channel. */
type Start = "always" | "yes" | "no";
const MATRIX: Record<NewsKind, Partial<Record<Channel, Start>>> = {
  // Who takes over an access must not be able to silence the warning.
  security: { mail: "always", push: "yes" },
  // The receipt is the customer's proof.
  receipts: { mail: "always", push: "yes" },
  invoices: { mail: "yes", sms: "no", push: "yes" },
  payments: { mail: "yes", push: "yes" },
  // Who is debited must be told of his mandates and of what is taken under them.
  debits: { mail: "always", sms: "no", push: "yes" },
  disputes: { mail: "yes", sms: "no", push: "yes" },
  requests: { mail: "yes", sms: "no", push: "yes" },
  announcements: { mail: "yes", push: "yes" },
  information: { mail: "yes", push: "no" },
};

export type Chosen = { news: string; channel: string; wanted: boolean };
export type Cell = { news: NewsKind; channel: Channel; wanted: boolean; fixed: boolean };

/** Every news on every channel that can carry it, with what holds: a person's choice, else the organization's, else ours. */
export function cellsFor(ofOrganization: readonly Chosen[], ofPerson: readonly Chosen[] = []): Cell[] {
  return NEWS.flatMap((news) =>
    CHANNELS.flatMap((channel): Cell[] => {
      const start = MATRIX[news][channel];
      if (!start) return [];
      const same = (one: Chosen) => one.news === news && one.channel === channel;
      const chosen = ofPerson.find(same) ?? ofOrganization.find(same);
      const fixed = start === "always";
      return [{ news, channel, fixed, wanted: fixed || (chosen?.wanted ?? start === "yes") }];
    }),
  );
}

/** True when a choice may be made there: the channel carries that news, and may be left. */
export const mayChoose = (news: NewsKind, channel: Channel): boolean =>
  MATRIX[news][channel] !== undefined && MATRIX[news][channel] !== "always";
