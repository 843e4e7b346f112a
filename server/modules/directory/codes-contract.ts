/** Access codes printed as letters, and the door that takes them (ACC-3, OFF-8). */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const Letters = z.object({
  id: outsideId("access_letters"),
  state: z.enum(["queued", "running", "done", "empty"]),
  total: z.int(),
  made: z.int(),
  remaining: z.int().meta({ description: "Parties left for another batch" }),
  askedBy: z.string(),
  askedAt: Instant,
  readableUntil: Instant.nullable(),
  can: z.object({ download: z.boolean() }),
});
const letters = z.object({ letters: idOf("access_letters") });

export const codeRoutes = {
  useAccessCode: route({
    method: "POST",
    path: "/api/access-code",
    who: "anyone",
    summary:
      "Give the code of a letter and what proves who one is; the token leads to the choice of a password",
    body: z.object({
      code: line(40).min(1),
      proof: line(120).min(1),
      language: z.enum(["fr", "en"]).default("fr"),
      captcha: z
        .object({ challenge: z.string().max(500), number: z.int().min(0) })
        .nullable()
        .default(null),
    }),
    response: z.object({ token: z.string() }),
  }),
  listAccessLetters: route({
    method: "GET",
    path: "/api/office/access-letters",
    who: "staff:accountant",
    summary: "Batches of letters with access codes, latest first",
    query: PageQuery,
    response: pageOf(Letters),
  }),
  printAccessLetters: route({
    method: "POST",
    path: "/api/office/access-letters",
    who: "staff:accountant",
    summary:
      "Make codes and their letters: for a selection of parties (500 at most), or for all who have no access and no code",
    body: z.object({
      parties: z.array(idOf("party")).min(1).max(500).nullable(),
      language: z.enum(["fr", "en"]).default("fr"),
    }),
    response: Letters,
    idempotent: true,
  }),
  readAccessLetters: route({
    method: "GET",
    path: "/api/office/access-letters/:letters",
    who: "staff:accountant",
    summary: "One batch of letters, and how far it is",
    params: letters,
    response: Letters,
  }),
  downloadAccessLetters: route({
    method: "GET",
    path: "/api/office/access-letters/:letters/file",
    who: "staff:accountant",
    summary: "The letters of a batch in one PDF, for a week",
    params: letters,
    response: binary("application/pdf"),
  }),
  cancelAccessCode: route({
    method: "DELETE",
    path: "/api/office/parties/:party/access-code",
    who: "staff:accountant",
    summary: "Take the access code of a party back: its letter is lost",
    params: z.object({ party: idOf("party") }),
    response: Done,
  }),
};

export const codeRefusals = {
  "access_code.mistyped": {
    status: 422,
    fr: "Un caractère du code n’est pas le bon. Comparez-le à la lettre.",
    en: "A character of the code is wrong. Compare it with the letter.",
  },
  "access_code.wrong": {
    status: 422,
    fr: "Le code et ce que vous avez donné avec ne correspondent pas.",
    en: "The code and what you gave with it do not match.",
  },
  "access_code.dead": {
    status: 410,
    fr: "Ce code a déjà servi ou n’est plus valable. Demandez une autre lettre au service.",
    en: "This code was already used or is no longer valid. Ask the office for another letter.",
  },
  "access_letters.gone": {
    status: 410,
    fr: "Ce fichier n’est plus gardé. Imprimez de nouvelles lettres.",
    en: "This file is no longer kept. Print new letters.",
  },
} satisfies Refusals;
