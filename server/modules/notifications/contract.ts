import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const MailRow = z.object({
  id: outsideId("mail"),
  kind: z.string(),
  to: z.string(),
  subject: z.string(),
  state: z.enum(["queued", "sent", "failed"]),
  error: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  subjectKind: z.string(),
  attachments: z.array(z.string()),
});

export const contract = {
  listMails: route({
    method: "GET",
    path: "/api/office/mails",
    who: "staff:reader",
    summary: "Mails sent or to be sent, newest first; of a state",
    query: PageQuery.extend({
      search: line(120).optional(),
      state: z.enum(["queued", "sent", "failed"]).optional(),
    }),
    response: pageOf(MailRow),
  }),
  readMail: route({
    method: "GET",
    path: "/api/office/mails/:mail",
    who: "staff:accountant",
    summary: "One mail as it was sent; single-use links are masked",
    params: z.object({ mail: idOf("mail") }),
    response: MailRow.extend({ text: z.string() }),
  }),
};

export const refusals = {} satisfies Refusals;
