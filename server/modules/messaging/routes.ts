import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { assignRequest, closeMyRequest, closeRequest, reopenRequest } from "./handle-request.ts";
import { readAttachment, sendAttachment } from "./keep-attachment.ts";
import {
  listOfficeAnnouncements,
  previewAnnouncement,
  readOfficeAnnouncement,
} from "./list-announcements.ts";
import { countRequests, listOfficeRequests, readOfficeRequest } from "./list-requests.ts";
import { openRequest } from "./open-request.ts";
import { publishAnnouncement, withdrawAnnouncement } from "./publish-announcement.ts";
import {
  closeMessage,
  listAnnouncements,
  markAnnouncementRead,
  readAnnouncement,
  readMessages,
} from "./read-announcements.ts";
import { fetchNewsNow, readNews, readOfficeNews, saveNews } from "./read-news.ts";
import { listRequests, markRequestSeen, readRequest } from "./read-request.ts";
import { createAnnouncement, removeAnnouncement, updateAnnouncement } from "./save-announcement.ts";
import { listCategories, saveCategories } from "./save-categories.ts";
import { answerRequest, writeToRequest } from "./write-message.ts";

export const routes = doors(contract, {
  readMessages: (ctx) => readMessages(ctx),
  closeMessage: (ctx, { params }) => closeMessage(ctx, params.announcement),
  listAnnouncements: (ctx, { query }) => listAnnouncements(ctx, query),
  readAnnouncement: (ctx, { params }) => readAnnouncement(ctx, params.announcement),
  markAnnouncementRead: (ctx, { params }) => markAnnouncementRead(ctx, params.announcement),
  readNews: (ctx) => readNews(ctx),
  readAttachment: { out: (outer, { params }) => readAttachment(outer, params.attachment) },
  listRequestCategories: (ctx) => listCategories(ctx),
  listRequests: (ctx, { query }) => listRequests(ctx, query),
  openRequest: { out: (outer, { body }) => openRequest(outer, body) },
  readRequest: (ctx, { params }) => readRequest(ctx, params.request),
  markRequestSeen: (ctx, { params }) => markRequestSeen(ctx, params.request),
  writeToRequest: { out: (outer, { params, body }) => writeToRequest(outer, params.request, body) },
  closeMyRequest: (ctx, { params }) => closeMyRequest(ctx, params.request),
  sendAttachment: { out: (outer, { query, body }) => sendAttachment(outer, query.name, body) },
  listOfficeAnnouncements: (ctx, { query }) => listOfficeAnnouncements(ctx, query),
  readOfficeAnnouncement: (ctx, { params }) => readOfficeAnnouncement(ctx, params.announcement),
  previewAnnouncement: (ctx, { body }) => previewAnnouncement(ctx, body),
  createAnnouncement: (ctx, { body }) => createAnnouncement(ctx, body),
  updateAnnouncement: (ctx, { params, body }) => updateAnnouncement(ctx, params.announcement, body),
  publishAnnouncement: (ctx, { params }) => publishAnnouncement(ctx, params.announcement),
  withdrawAnnouncement: (ctx, { params }) => withdrawAnnouncement(ctx, params.announcement),
  removeAnnouncement: (ctx, { params }) => removeAnnouncement(ctx, params.announcement),
  countRequests: (ctx) => countRequests(ctx),
  listOfficeRequests: (ctx, { query }) => listOfficeRequests(ctx, query),
  readOfficeRequest: (ctx, { params }) => readOfficeRequest(ctx, params.request),
  answerRequest: (ctx, { params, body }) => answerRequest(ctx, params.request, body),
  assignRequest: (ctx, { params, body }) => assignRequest(ctx, params.request, body.user),
  closeRequest: (ctx, { params }) => closeRequest(ctx, params.request),
  reopenRequest: (ctx, { params }) => reopenRequest(ctx, params.request),
  saveRequestCategories: (ctx, { body }) => saveCategories(ctx, body.items),
  readOfficeNews: (ctx) => readOfficeNews(ctx),
  saveNews: (ctx, { body }) => saveNews(ctx, body),
  fetchNews: { out: (outer) => fetchNewsNow(outer) },
});
