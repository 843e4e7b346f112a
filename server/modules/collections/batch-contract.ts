import { z } from "zod";
import { idOf } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { Batch, BatchDetail, BatchState, Coming, OfficeCollection } from "./collection-shapes.ts";

const batchParams = z.object({ batch: idOf("batch") });

export const batchRoutes = {
  listComing: route({
    method: "GET",
    path: "/api/office/coming-collections",
    who: "staff:reader",
    summary: "What is announced and in no batch yet, by creditor and day, with the bank's cut-off",
    response: z.object({ items: z.array(Coming) }),
  }),
  listBatches: route({
    method: "GET",
    path: "/api/office/debit-batches",
    who: "staff:reader",
    summary: "Batches of direct debits, the latest first; `open`: not given to the bank yet (MAN-7)",
    query: PageQuery.extend({
      creditor: idOf("creditor").optional(),
      state: BatchState.or(z.enum(["open"])).optional(),
    }),
    response: pageOf(Batch),
  }),
  prepareBatch: route({
    method: "POST",
    path: "/api/office/debit-batches",
    who: "staff:accountant",
    summary: "Make a batch of what is announced for a creditor until a day",
    body: z.object({ creditor: idOf("creditor"), until: Day }),
    response: BatchDetail,
    idempotent: true,
  }),
  readBatch: route({
    method: "GET",
    path: "/api/office/debit-batches/:batch",
    who: "staff:reader",
    summary: "One batch: totals, blocks, file, what may be done",
    params: batchParams,
    response: BatchDetail,
  }),
  listBatchCollections: route({
    method: "GET",
    path: "/api/office/debit-batches/:batch/collections",
    who: "staff:reader",
    summary: "The debits of a batch",
    params: batchParams,
    query: PageQuery,
    response: pageOf(OfficeCollection),
  }),
  checkBatch: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/check",
    who: "staff:accountant",
    summary: "Say that one has checked a batch that was proposed: the first of the two pairs of eyes",
    params: batchParams,
    response: BatchDetail,
  }),
  releaseBatch: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/release",
    who: "staff:manager",
    summary: "Release a batch, of the total and the first day that were seen: its file is made",
    params: batchParams,
    body: z.object({ expectedCents: Cents, collectOn: Day }),
    response: BatchDetail,
  }),
  cancelBatch: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/cancel",
    who: "staff:manager",
    summary: "Give a batch up before its file leaves: its debits go back to what is to come",
    params: batchParams,
    response: BatchDetail,
  }),
  sayBatchNotTaken: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/not-taken",
    who: "staff:manager",
    summary:
      "Say that the bank did not take a file that was downloaded or dropped: gives its batch up, or asks somebody else to with four eyes; its debits wait for the next bank day",
    params: batchParams,
    body: z.object({ reason: line(400).min(3) }),
    response: BatchDetail,
  }),
  answerBatchNotTaken: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/not-taken/answer",
    who: "staff:manager",
    summary: "Confirm, as the second person, that the bank did not take the file; or take that back",
    params: batchParams,
    body: z.object({ answer: z.enum(["confirm", "withdraw"]) }),
    response: BatchDetail,
  }),
  readBatchFile: route({
    method: "GET",
    path: "/api/office/debit-batches/:batch/file",
    who: "staff:accountant",
    summary: "The pain.008 file; from the first reading on its batch is no longer cancelled in passing",
    params: batchParams,
    response: binary("application/xml"),
  }),
  markBatchSent: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/sent",
    who: "staff:accountant",
    summary: "Say that the file was given to the bank",
    params: batchParams,
    response: BatchDetail,
  }),
  dropBatch: route({
    method: "POST",
    path: "/api/office/debit-batches/:batch/drop",
    who: "staff:manager",
    summary: "Drop the file by SFTP again, after a failure",
    params: batchParams,
    response: BatchDetail,
  }),
};

export const batchRefusals = {
  "batch.not_collecting": {
    status: 409,
    fr: "Les prélèvements de ce créancier ne sont pas activés.",
    en: "This creditor does not collect by direct debit.",
  },
  "batch.nothing": {
    status: 409,
    fr: "Il n’y a rien à mettre dans cette remise.",
    en: "There is nothing to put in this batch.",
  },
  "batch.not_draft": {
    status: 409,
    fr: "Cette remise n’est plus à contrôler.",
    en: "This batch is no longer to be reviewed.",
  },
  "batch.four_eyes": {
    status: 403,
    fr: "Deux personnes sont nécessaires : celle qui libère n’est pas celle qui a préparé ou contrôlé.",
    en: "Two people are needed: who releases is not who prepared or checked.",
  },
  "batch.creditor_incomplete": {
    status: 409,
    fr: "L’ICS ou l’IBAN du créancier manque : complétez-le dans les réglages.",
    en: "The creditor’s identifier (ICS) or IBAN is missing: complete it in the settings.",
  },
  "batch.changed": {
    status: 409,
    fr: "Le total de la remise a changé. Vérifiez-le, puis confirmez de nouveau.",
    en: "The total of the batch has changed. Check it, then confirm again.",
  },
  "batch.day_passed": {
    status: 409,
    fr: "L’heure limite de la banque est passée : le prélèvement se fera le {day}. Vérifiez, puis confirmez de nouveau.",
    en: "The bank’s cut-off has passed: the debits will be taken on {day}. Check, then confirm again.",
  },
  "batch.unfit": {
    status: 409,
    fr: "La banque refuserait le prélèvement de « {debtor} » ({field}). Retirez-le ou corrigez le mandat.",
    en: "The bank would refuse the debit of “{debtor}” ({field}). Remove it, or correct the mandate.",
  },
  "batch.no_file": {
    status: 409,
    fr: "Le fichier de cette remise n’est pas encore fait.",
    en: "The file of this batch is not made yet.",
  },
  "batch.already_sent": {
    status: 409,
    fr: "La banque a le fichier de cette remise, ou est en train de le recevoir.",
    en: "The bank has the file of this batch, or is receiving it.",
  },
  "batch.file_left": {
    status: 409,
    fr: "Le fichier de cette remise est sorti : la banque l’a peut-être, et ses prélèvements seraient faits deux fois. Si elle ne l’a pas pris, dites-le.",
    en: "The file of this batch has left: the bank may have it, and its debits would be taken twice. If it did not take it, say so.",
  },
  "batch.file_not_left": {
    status: 409,
    fr: "Le fichier de cette remise n’est pas sorti : annulez-la simplement.",
    en: "The file of this batch has not left: simply cancel it.",
  },
  "batch.not_taken_said": {
    status: 409,
    fr: "Une autre personne l’a déjà dit : confirmez, ou retirez ce qu’elle a dit.",
    en: "Somebody else has said so already: confirm it, or take it back.",
  },
  "batch.nothing_said": {
    status: 409,
    fr: "Personne ne dit que la banque n’a pas pris ce fichier.",
    en: "Nobody says that the bank did not take this file.",
  },
  "batch.four_eyes_not_taken": {
    status: 403,
    fr: "Deux personnes sont nécessaires : celle qui confirme n’est pas celle qui l’a dit.",
    en: "Two people are needed: who confirms is not who said it.",
  },
  "batch.given_up": {
    status: 409,
    fr: "Cette remise est annulée : son fichier ne doit plus servir.",
    en: "This batch is cancelled: its file must not be used any more.",
  },
  "batch.giving_up": {
    status: 409,
    fr: "Une personne dit que la banque n’a pas pris ce fichier : il ne sort plus, sauf si elle le retire.",
    en: "Somebody says that the bank did not take this file: it does not leave again, unless that is taken back.",
  },
  "batch.dropping": {
    status: 409,
    fr: "Le fichier est en cours de dépôt à la banque.",
    en: "The file is being dropped at the bank.",
  },
  "batch.not_failed": {
    status: 409,
    fr: "Le dépôt de ce fichier n’est pas en échec.",
    en: "The drop of this file has not failed.",
  },
} as const;
