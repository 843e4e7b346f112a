import type { Context } from "../../platform/context.ts";
import type { Language } from "../../platform/money.ts";
import { findUserByEmail, type Person } from "../identity/index.ts";
import { readBrand } from "../organizations/index.ts";
import { type MailKind, mailKinds, mailTexts } from "./kind-words.ts";
import { type Channel, cellsFor, type NewsKind } from "./news-rules.ts";
import { selectChoices, selectDefaults } from "./sql/choices.ts";
import type { Attachment } from "./sql/mails.ts";
import { type MailGiven, merge } from "./template-rules.ts";
import { writePushes, writeText } from "./write-brief.ts";
import { writeMail } from "./write-mail.ts";

/** A piece of news for one person. */
export type News = {
  kind: MailKind;
  person: Pick<Person, "id" | "name" | "email" | "language">;
  /** Where a mail goes, when it is not the person's usual address. */
  to?: string | null;
  given: Omit<MailGiven, "url">;
  /** Where it is read, from the organization's base: `/paiements/pay_...`. */
  path: string;
  subject: { kind: string; id: string };
  /** One per piece of news and person: whatever runs twice, it is told once on each channel. */
  onceKey: string;
  creditorId?: string;
  attachments?: Attachment[];
  /** The entries that it is about (ACT-5). */
  entries?: readonly string[];
};

/** The channels on which a person wants a kind of news. */
export async function channelsOf(ctx: Context, userId: string, news: NewsKind): Promise<Set<Channel>> {
  const cells = cellsFor(await selectDefaults(ctx), await selectChoices(ctx, userId));
  return new Set(cells.filter((cell) => cell.news === news && cell.wanted).map((cell) => cell.channel));
}

/** Tells a person a piece of news, on the channels that he chose. */
export async function tellPerson(ctx: Context, news: News): Promise<void> {
  const { person, given } = news;
  const { news: about } = mailKinds[news.kind];
  if (about === "staff") return;
  const wanted = await channelsOf(ctx, person.id, about);
  const to = news.to ?? person.email;
  const url = `${ctx.baseUrl}${news.path}`;
  if (to && wanted.has("mail"))
    await writeMail(ctx, {
      kind: news.kind,
      to,
      language: person.language,
      userId: person.id,
      creditorId: news.creditorId,
      subject: news.subject,
      onceKey: news.onceKey,
      attachments: news.attachments,
      entries: news.entries,
      given: { ...given, url },
    });
  const brand = await readBrand(ctx);
  const fields = { ...given.fields, organization: brand.name };
  const words = mailTexts[news.kind][person.language];
  const brief = {
    kind: news.kind,
    userId: person.id,
    title: brand.name,
    body: merge(person.language, words.brief ?? words.title, fields),
    path: news.path,
    subject: news.subject,
    onceKey: news.onceKey,
  };
  if (wanted.has("sms")) await writeText(ctx, brief);
  if (wanted.has("push")) await writePushes(ctx, brief);
}

export type ServiceNews = Omit<News, "person" | "to" | "given"> & {
  creditorEmail?: string | undefined;
  /** In the language of whoever reads the service's mails. */
  given: (language: Language) => Omit<MailGiven, "url">;
};

/**
 * Tells the service: the creditor's address if it has one, else the organization's. Without any, nobody is told by mail. An
 * address that is somebody's reads it in his language; one that is nobody's, in French.
 */
export async function tellService(ctx: Context, news: ServiceNews): Promise<void> {
  const to = news.creditorEmail || (await readBrand(ctx)).contact.email;
  if (!to) return;
  const language = (await findUserByEmail(ctx, to))?.language ?? "fr";
  await writeMail(ctx, {
    kind: news.kind,
    to,
    language,
    creditorId: news.creditorId,
    subject: news.subject,
    onceKey: news.onceKey,
    entries: news.entries,
    given: { ...news.given(language), url: `${ctx.baseUrl}${news.path}` },
  });
}
