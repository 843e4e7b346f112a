/** The part of the contract about the words of mails. */
import { z } from "zod";
import { binary, route } from "../../platform/route.ts";
import { Instant, line } from "../../platform/shapes.ts";
import { MAIL_KINDS, type MailKind } from "./kind-words.ts";

const Words = z.object({
  subject: line(200).min(1),
  intro: z.string().trim().min(1).max(2_000),
  closing: z.string().trim().max(1_000).default(""),
});
const Template = z.object({
  kind: z.string(),
  language: z.enum(["fr", "en"]),
  label: z.object({ fr: z.string(), en: z.string() }),
  subject: z.string(),
  intro: z.string(),
  closing: z.string(),
  ours: z.object({ subject: z.string(), intro: z.string(), closing: z.string() }),
  fields: z.array(z.string()),
  updatedAt: Instant.nullable(),
});
const templateParams = z.object({
  kind: z.enum(MAIL_KINDS as [MailKind, ...MailKind[]]),
  language: z.enum(["fr", "en"]),
});
const TEMPLATE = "/api/office/mail-templates/:kind/:language";

export const templateContract = {
  listTemplates: route({
    method: "GET",
    path: "/api/office/mail-templates",
    who: "staff:manager",
    summary: "Every kind of mail, and in which languages the organization wrote its own words",
    response: z.object({
      items: z.array(
        z.object({
          kind: z.string(),
          news: z.string(),
          label: z.object({ fr: z.string(), en: z.string() }),
          own: z.array(z.enum(["fr", "en"])),
        }),
      ),
    }),
  }),
  readTemplate: route({
    method: "GET",
    path: TEMPLATE,
    who: "staff:manager",
    summary: "The words of a kind of mail, those of Quitus, and the fields that they may carry",
    params: templateParams,
    response: Template,
  }),
  changeTemplate: route({
    method: "PUT",
    path: TEMPLATE,
    who: "staff:manager",
    summary: "Write a kind of mail in the organization's own words",
    params: templateParams,
    body: Words,
    state: { of: "readTemplate" },
    response: Template,
  }),
  resetTemplate: route({
    method: "DELETE",
    path: TEMPLATE,
    who: "staff:manager",
    summary: "Go back to the words of Quitus",
    params: templateParams,
    response: Template,
  }),
  previewTemplate: route({
    method: "POST",
    path: `${TEMPLATE}/preview`,
    who: "staff:manager",
    summary: "Subject and text of the mail that these words would make of a sample",
    params: templateParams,
    body: Words,
    response: z.object({ subject: z.string(), text: z.string() }),
  }),
  showTemplate: route({
    method: "GET",
    path: `${TEMPLATE}/preview`,
    who: "staff:manager",
    summary: "The mail that these words would make of a sample, as its recipient would see it",
    params: templateParams,
    query: Words,
    response: binary("text/html"),
  }),
};
