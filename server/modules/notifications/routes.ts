import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { listMails, readMail } from "./read-mails.ts";

export const routes = doors(contract, {
  listMails: (ctx, { query }) => listMails(ctx, query),
  readMail: (ctx, { params }) => readMail(ctx, params.mail),
});
