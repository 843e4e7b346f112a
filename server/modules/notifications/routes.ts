import { doors } from "../../platform/doors.ts";
import {
  changeDefault,
  chooseNotification,
  readDefaults,
  readMyNotifications,
  vouchForAddress,
} from "./choose-channels.ts";
import { readTextSettings, testTextSettings, updateTextSettings } from "./configure-texts.ts";
import { contract } from "./contract.ts";
import { forgetDevice, keepDevice } from "./keep-device.ts";
import { leaveNews, readUnsubscription } from "./leave-news.ts";
import { makeManifest } from "./make-manifest.ts";
import {
  changeTemplate,
  listTemplates,
  previewTemplate,
  readTemplate,
  resetTemplate,
  showTemplate,
} from "./manage-templates.ts";
import { askPhoneCode, forgetPhone, provePhone } from "./prove-phone.ts";
import { listInvoiceMails, listMails, readMail, resendMail } from "./read-mails.ts";
import { listTexts } from "./read-texts.ts";
import { receiveBounce } from "./receive-bounce.ts";
import { receiveReceipt } from "./receive-receipt.ts";
import { unsubscribePage } from "./rules.ts";

export const routes = doors(contract, {
  listMails: (ctx, { query }) => listMails(ctx, query),
  readMail: (ctx, { params }) => readMail(ctx, params.mail),
  resendMail: (ctx, { params }) => resendMail(ctx, params.mail),
  listInvoiceMails: (ctx, { params }) => listInvoiceMails(ctx, params.account, params.invoice),
  readMyNotifications: (ctx) => readMyNotifications(ctx),
  chooseNotification: (ctx, { body }) => chooseNotification(ctx, body),
  askPhoneCode: { out: (outer, { body }) => askPhoneCode(outer, body.phone) },
  provePhone: { out: (outer, { body }) => provePhone(outer, body.code) },
  forgetPhone: (ctx) => forgetPhone(ctx),
  keepDevice: (ctx, { body }) => keepDevice(ctx, body),
  forgetDevice: (ctx, { params }) => forgetDevice(ctx, params.device),
  vouchForAddress: (ctx) => vouchForAddress(ctx),
  readUnsubscription: (ctx, { params }) => readUnsubscription(ctx, params.token),
  changeUnsubscription: (ctx, { params, body }) => leaveNews(ctx, params.token, body.wanted),
  openUnsubscribe: async (ctx, { params }) => ({ redirect: unsubscribePage(ctx.baseUrl, params.token) }),
  unsubscribe: async (ctx, { params }) => ({
    done: Boolean(await leaveNews(ctx, params.token, false)) as true,
  }),
  receiveReceipt: (ctx, { params, body }, http) => receiveReceipt(ctx, params, body, http),
  receiveBounce: { out: (outer, { params, body }) => receiveBounce(outer, params.token, body) },
  readManifest: (ctx) => makeManifest(ctx),
  readDefaultNotifications: (ctx) => readDefaults(ctx),
  changeDefaultNotification: (ctx, { body }) => changeDefault(ctx, body),
  listTexts: (ctx, { query }) => listTexts(ctx, query),
  readTextSettings: (ctx) => readTextSettings(ctx),
  updateTextSettings: (ctx, { body }) => updateTextSettings(ctx, body),
  testTextSettings: { out: (outer, { body }) => testTextSettings(outer, body.phone) },
  listTemplates: (ctx) => listTemplates(ctx),
  readTemplate: (ctx, { params }) => readTemplate(ctx, params),
  changeTemplate: (ctx, { params, body }) => changeTemplate(ctx, params, body),
  resetTemplate: (ctx, { params }) => resetTemplate(ctx, params),
  previewTemplate: (ctx, { params, body }) => previewTemplate(ctx, params, body),
  showTemplate: (ctx, { params, query }) => showTemplate(ctx, params, query),
});
