import type { Context } from "../../platform/context.ts";
import type { FactJob } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { Language } from "../../platform/money.ts";
import { type ChangeForMail, changeForMail } from "../coordinates/index.ts";
import { contactsOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { coordinateNames, decisionWords, paperWords } from "./coordinate-words.ts";
import { tellPerson, tellService } from "./tell-person.ts";

type ChangeField = ChangeForMail["fields"][number]["field"];

/** What a change is about, in words and each once: neither an address nor a bank account is written in a mail. */
const namesOf = (language: Language, fields: readonly ChangeField[]): string =>
  [...new Set(fields.map((field) => coordinateNames[field][language]))].join(", ");

/** Tells the service that a customer asks for a change (INF-2). */
export async function tellChangeAsked(ctx: Context, { factId, subjectId }: FactJob): Promise<void> {
  const change = await changeForMail(ctx, subjectId);
  if (!change) return;
  const open = change.fields.filter((one) => one.outcome === null).map((one) => one.field);
  if (open.length === 0) return;
  await tellService(ctx, {
    kind: "change_asked",
    given: (language) => ({ fields: { name: change.partyName, subject: namesOf(language, open) } }),
    path: `/bureau/coordonnees/${outside("change", subjectId)}`,
    subject: { kind: "change", id: subjectId },
    onceKey: `change_asked:${factId}`,
  });
}

/** Tells everybody who acts for the party what was decided, with the reason of each refusal. */
export async function tellChangeDecided(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const change = await changeForMail(ctx, subjectId);
  if (!change) return;
  const accepted = data["accepted"] as ChangeField[];
  const refused = data["refused"] as ChangeField[];
  const decision = refused.length === 0 ? "accepted" : accepted.length === 0 ? "refused" : "partly";
  for (const person of (await findUsersByIds(ctx, change.userIds)).values()) {
    if (person.state !== "active") continue;
    const { language } = person;
    const reasons = change.fields.filter((one) => refused.includes(one.field) && one.reason);
    await tellPerson(ctx, {
      kind: "change_decided",
      person,
      given: {
        fields: {
          name: person.name,
          subject: namesOf(language, [...accepted, ...refused]),
          answer: decisionWords[decision][language],
        },
        rows: reasons.map(({ field, reason }) => ({
          label: coordinateNames[field][language],
          value: reason,
        })),
      },
      path: "/mes-coordonnees",
      subject: { kind: "change", id: subjectId },
      onceKey: `change_decided:${factId}:${person.id}`,
    });
  }
}

/** Tells the service that a customer wants invoices on paper, or no more (INF-3). */
export async function tellPaperChosen(ctx: Context, { factId, subjectId, data }: FactJob): Promise<void> {
  const party = (await contactsOf(ctx, [subjectId])).get(subjectId);
  if (!party) return;
  const answer = paperWords[data["paper"] === true ? "paper" : "paperless"];
  await tellService(ctx, {
    kind: "paper_choice",
    given: (language) => ({ fields: { name: party.name, answer: answer[language] } }),
    path: `/bureau/tiers?tiers=${outside("party", subjectId)}`,
    subject: { kind: "party", id: subjectId },
    onceKey: `paper_choice:${factId}`,
  });
}
