/** What a story's people chose to be told, the organization's own words, and the SMS of the last weeks, as rows. */
import type pg from "pg";
import { weigh } from "../server/gateways/sms/gsm.ts";
import { copyRows } from "./copy.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const HOUR = 3_600_000;

/** What each organization wrote its own way. */
const WRITTEN: Record<string, [kind: string, subject: string, intro: string, closing: string][]> = {
  montfleuri: [
    [
      "request_answered",
      "La mairie vous répond : {objet}",
      "Bonjour {nom},\n\nNous avons répondu à votre demande « {objet} ». La réponse vous attend dans votre espace.",
      "La régie de la ville de Montfleuri reste à votre écoute.",
    ],
  ],
  phare: [
    [
      "new_invoices",
      "Éditions du Phare : {nombre} à régler",
      "Bonjour {nom},\n\nVos nouvelles factures ({montant}) sont en ligne. Merci de les régler avant leur échéance.",
      "Le service abonnements",
    ],
  ],
};

/** Texts as they read; `%` is the organization's name. */
const TEXTS: [kind: string, body: string][] = [
  ["new_invoices", "% : une nouvelle facture, 84,20 € à régler."],
  ["request_answered", "% : Une réponse à votre demande vous attend."],
  ["dispute_answered", "% : Une réponse à votre litige vous attend."],
  ["new_invoices", "% : 2 nouvelles factures, 146,75 € à régler."],
];

/** @param name the organization's, as its texts begin. */
export async function copyNotifications(
  client: pg.Client,
  story: Story,
  name: string,
  now: Date,
): Promise<void> {
  const random = makeRandom(`notifications ${story.slug} ${now.toISOString().slice(0, 10)}`);
  const readers = story.users
    .filter((user) => user.role === "customer" && user.state === "active")
    .slice(0, 60);
  const withPhone = readers.filter(() => random.chance(0.3));
  await copyChoices(client, story, readers, withPhone, now);
  await copyTexts(client, story, withPhone, { name, now, random });
  const author = story.users.find((user) => user.role === "manager" || user.role === "administrator");
  await copyRows(
    client,
    "mail_templates",
    "organization_id kind language subject intro closing updated_at updated_by",
    (WRITTEN[story.slug] ?? []).map(([kind, subject, intro, closing]) => [
      story.organizationId,
      kind,
      "fr",
      subject,
      intro,
      closing,
      new Date(now.getTime() - 20 * 24 * HOUR),
      author!.id,
    ]),
  );
}

/** Numbers that ARCEP keeps for fiction: nobody has them. */
const phoneOf = (rank: number): string => `+3363998${String(1000 + rank)}`;

async function copyChoices(
  client: pg.Client,
  { organizationId: org }: Story,
  readers: readonly DemoUser[],
  withPhone: readonly DemoUser[],
  now: Date,
): Promise<void> {
  await copyRows(
    client,
    "notification_phones",
    "organization_id user_id phone confirmed_at",
    withPhone.map((user, rank) => [org, user.id, phoneOf(rank), now]),
  );
  const wanted = withPhone.flatMap((user) =>
    ["invoices", "requests", "disputes"].map((news) => [org, user.id, news, "sms", true, now]),
  );
  const unwanted = readers
    .filter((_user, rank) => rank % 5 === 4)
    .map((user) => [org, user.id, "announcements", "mail", false, now]);
  await copyRows(client, "notification_choices", "organization_id user_id news channel wanted changed_at", [
    ...wanted,
    ...unwanted,
  ]);
}

async function copyTexts(
  client: pg.Client,
  story: Story,
  withPhone: readonly DemoUser[],
  { name, now, random }: { name: string; now: Date; random: Random },
): Promise<void> {
  const sent = withPhone.slice(0, 16).map((user, rank) => {
    // Of the first nothing was ever heard: so long ago that the provider, who knows none of these, is asked no more.
    const at = new Date(now.getTime() - (rank === 0 ? 75 : rank * 19 + 3) * HOUR);
    const [kind, text] = TEXTS[rank % TEXTS.length]!;
    const body = text.replace("%", name);
    const state = rank === 5 ? "failed" : rank === 0 ? "sent" : "delivered";
    return { user, rank, at, kind, body, state, id: random.id(at.toISOString().slice(0, 10)) };
  });
  await copyRows(
    client,
    "texts",
    "organization_id id user_id kind to_phone body segments subject_kind subject_id once_key state gateway reference tries error created_at sent_at delivered_at",
    sent.map((one) => [
      story.organizationId,
      one.id,
      one.user.id,
      one.kind,
      phoneOf(one.rank),
      one.body,
      weigh(one.body).segments,
      "user",
      one.user.id,
      `demo:${one.id}`,
      one.state,
      "ovh",
      one.state === "failed" ? null : String(5000 + one.rank),
      1,
      one.state === "failed" ? "OVH: this number cannot receive texts" : null,
      one.at,
      one.state === "failed" ? null : one.at,
      one.state === "delivered" ? one.at : null,
    ]),
  );
  await copyRows(client, "text_months", "organization_id month segments", [
    [story.organizationId, now.toISOString().slice(0, 7), sent.length],
  ]);
}
