import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { batchRefusals, batchRoutes } from "./batch-contract.ts";
import {
  Collection,
  CollectionDetail,
  CollectionState,
  OfficeCollection,
  OfficeCollectionDetail,
  OfficeReturn,
  ReturnsReport,
} from "./collection-shapes.ts";
import { settingsRefusals, settingsRoutes } from "./settings-contract.ts";

export type {
  Batch,
  BatchDetail,
  Collection,
  CollectionDetail,
  Coming,
  OfficeCollection,
  OfficeCollectionDetail,
  OfficeReturn,
  ReturnsReport,
} from "./collection-shapes.ts";
export type { CollectionSettings, SettingsChange } from "./settings-contract.ts";

const collectionParams = z.object({ collection: idOf("collection") });

export const contract = {
  ...batchRoutes,
  ...settingsRoutes,
  listCollections: route({
    method: "GET",
    path: "/api/collections",
    who: "user",
    summary:
      "What will be taken by direct debit, soonest first, or what was, latest first, of the parties for whom the user acts",
    query: PageQuery.extend({
      when: z.enum(["coming", "past"]).default("coming"),
      account: idOf("account").optional(),
    }),
    response: pageOf(Collection),
  }),
  readCollection: route({
    method: "GET",
    path: "/api/collections/:collection",
    who: "user",
    summary: "One direct debit: what it pays, and why it came back",
    params: collectionParams,
    response: CollectionDetail,
  }),
  cancelCollection: route({
    method: "POST",
    path: "/api/collections/:collection/cancel",
    who: "user",
    summary: "Give a direct debit up before it is in a file: what it was to pay is to be paid otherwise",
    params: collectionParams,
    response: CollectionDetail,
  }),
  listOfficeCollections: route({
    method: "GET",
    path: "/api/office/collections",
    who: "staff:reader",
    summary: "Direct debits: those to come, soonest first; all, latest first (MAN-7)",
    query: PageQuery.extend({
      search: line(120).optional(),
      state: CollectionState.or(z.enum(["coming"])).optional(),
      creditor: idOf("creditor").optional(),
      account: idOf("account").optional(),
      from: Day.optional(),
      to: Day.optional(),
    }),
    response: pageOf(OfficeCollection),
  }),
  readOfficeCollection: route({
    method: "GET",
    path: "/api/office/collections/:collection",
    who: "staff:reader",
    summary: "One direct debit with all that happened to it",
    params: collectionParams,
    response: OfficeCollectionDetail,
  }),
  cancelOfficeCollection: route({
    method: "POST",
    path: "/api/office/collections/:collection/cancel",
    who: "staff:accountant",
    summary: "Give a direct debit up before it is in a file; the debtor is told",
    params: collectionParams,
    response: OfficeCollectionDetail,
  }),
  announceCollections: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/announce-collections",
    who: "staff:accountant",
    summary: "Announce now what is due of a creditor, as the job does every morning",
    params: z.object({ creditor: idOf("creditor") }),
    response: z.object({ announced: z.int() }),
  }),
  listReturns: route({
    method: "GET",
    path: "/api/office/collection-returns",
    who: "staff:reader",
    summary: "Direct debits that came back, the latest first; `open`: nobody dealt with them (MAN-8)",
    query: PageQuery.extend({
      state: z.enum(["open", "handled"]).optional(),
      creditor: idOf("creditor").optional(),
    }),
    response: pageOf(OfficeReturn),
  }),
  handleReturn: route({
    method: "POST",
    path: "/api/office/collection-returns/:collectionReturn/handle",
    who: "staff:accountant",
    summary: "Deal with a return: `again` lets its entries be collected again; `done` only closes it",
    params: z.object({ collectionReturn: idOf("collection_return") }),
    body: z.object({ how: z.enum(["again", "done"]) }),
    response: OfficeReturn,
  }),
  importReturns: route({
    method: "POST",
    path: "/api/office/return-files",
    who: "staff:accountant",
    summary:
      "Send a file of the bank that tells of debits that came back: pain.002, camt.054, CFONB 240; again, it changes nothing",
    body: binary("application/octet-stream"),
    limit: 60_000_000,
    response: ReturnsReport,
  }),
};

export const refusals = {
  ...batchRefusals,
  ...settingsRefusals,
  "collection.not_offered": {
    status: 409,
    fr: "Ce prélèvement ne s’annule pas en ligne. Écrivez au service.",
    en: "This direct debit cannot be cancelled on line. Write to the office.",
  },
  "collection.too_late": {
    status: 409,
    fr: "Ce prélèvement est déjà transmis à la banque. Vous pouvez vous y opposer auprès de votre banque.",
    en: "This direct debit has already gone to the bank. You can oppose it at your bank.",
  },
  "returns.not_readable": {
    status: 422,
    fr: "Ce fichier n’est ni un pain.002, ni un camt.054, ni un CFONB.",
    en: "This file is neither a pain.002, nor a camt.054, nor a CFONB file.",
  },
  "returns.handled": {
    status: 409,
    fr: "Ce rejet est déjà traité.",
    en: "This return is already dealt with.",
  },
} satisfies Refusals;
