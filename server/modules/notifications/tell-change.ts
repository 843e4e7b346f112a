import type { Context } from "../../platform/context.ts";
import { formatInstant } from "../../platform/dates.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { Language } from "../../platform/money.ts";
import { findUsersByIds, sessionForMail } from "../identity/index.ts";
import { protectionWords } from "./privacy-words.ts";
import { tellPerson } from "./tell-person.ts";
import { accessLabels, unknownDevice } from "./words.ts";
import { writeMail } from "./write-mail.ts";

/** Tells a user that his password changed. Who has just chosen his first one knows. */
export async function tellPasswordChange(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const user = (await findUsersByIds(ctx, [subjectId])).get(subjectId);
  if (!user?.email || data["kind"] === "activation") return;
  const { language } = user;
  await writeMail(ctx, {
    kind: "password_changed",
    to: user.email,
    language,
    userId: user.id,
    subject: { kind: "user", id: user.id },
    onceKey: `password_changed:${factId}`,
    given: {
      fields: { name: user.name, at: formatInstant(ctx.clock(), language) },
      url: `${ctx.baseUrl}/mot-de-passe-oublie`,
    },
  });
}

/** Tells the former address that it no longer serves (ACC-6). */
export async function tellEmailChange(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const user = (await findUsersByIds(ctx, [subjectId])).get(subjectId);
  const old = data["oldEmail"];
  if (!user || typeof old !== "string" || old === "") return;
  const { language } = user;
  const newEmail = maskEmail(user.email ?? "");
  await writeMail(ctx, {
    kind: "email_changed",
    to: old,
    language,
    userId: user.id,
    subject: { kind: "user", id: user.id },
    onceKey: `email_changed:${factId}`,
    given: {
      fields: { name: user.name, at: formatInstant(ctx.clock(), language), newEmail },
      rows: [{ label: accessLabels.newEmail[language], value: newEmail }],
    },
  });
}

/** Tells somebody who had an access already that a colleague lets him act for a party; the others get a link (ACC-8). */
export async function tellColleague(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const person = (await findUsersByIds(ctx, [subjectId])).get(subjectId);
  if (person?.state !== "active") return;
  await tellPerson(ctx, {
    kind: "access_given",
    person,
    given: { fields: { name: person.name, subject: String(data["partyName"]) } },
    path: "/",
    subject: { kind: "user", id: person.id },
    onceKey: `access_given:${factId}`,
  });
}

/**
 * Tells a user that his access served on a device that was not known (ACC-10). A session that ended meanwhile is told
 * too, by what the fact says of it: an intruder who signs out at once must not pass unseen.
 */
export async function tellNewDevice(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const person = (await findUsersByIds(ctx, [subjectId])).get(subjectId);
  const session = await sessionForMail(ctx, subjectId, String(data["sessionId"]));
  if (!person) return;
  const { language } = person;
  const seen = session ?? { browser: data["browser"], system: data["system"], openedAt: ctx.clock() };
  const device = [seen.browser, seen.system].filter(Boolean).join(", ") || unknownDevice[language];
  await tellPerson(ctx, {
    kind: "new_device",
    person,
    given: { fields: { name: person.name, device, at: formatInstant(seen.openedAt, language) } },
    path: "/mon-acces",
    subject: { kind: "user", id: person.id },
    onceKey: `new_device:${factId}`,
  });
}

/** What a change of what protects an access is called; null for what is not told. */
function protectionChange(fact: string, data: FactJob["data"]): Record<Language, string> | null {
  const added = fact === "identity.second_factor_added";
  // The first codes come with the first factor, which is told.
  if (fact === "identity.recovery_codes_made")
    return data["by"] === "factor" ? null : protectionWords.codesMade;
  if (fact === "identity.recovery_code_used") return protectionWords.codeUsed;
  if (fact === "identity.second_factor_reset") return protectionWords.reset;
  if (data["kind"] === "totp") return added ? protectionWords.totpAdded : protectionWords.totpRemoved;
  return data["kind"] === "passkey"
    ? added
      ? protectionWords.passkeyAdded
      : protectionWords.passkeyRemoved
    : null;
}

/**
 * Tells a user that what protects his access changed (ACC-9): whoever took it over must not do so unseen. Always by mail.
 */
export async function tellProtection(
  ctx: Context,
  { factId, fact, subjectId, data }: FactJob,
): Promise<void> {
  const person = (await findUsersByIds(ctx, [subjectId])).get(subjectId);
  const change = protectionChange(fact, data);
  if (!person || !change) return;
  const { language } = person;
  await tellPerson(ctx, {
    kind: "protection_changed",
    person,
    given: {
      fields: { name: person.name, at: formatInstant(ctx.clock(), language), subject: change[language] },
    },
    path: "/mon-acces",
    subject: { kind: "user", id: person.id },
    onceKey: `protection_changed:${factId}`,
  });
}

/** `m•••@example.org`: enough for its owner to know it, not for whoever took over the mailbox. */
const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/, "$1•••");
