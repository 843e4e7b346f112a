/** What the routes of messaging take and give. */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { Day, Instant, line } from "../../platform/shapes.ts";

/** Words in one voice; `href` is https, mailto or tel. */
const Run = z.object({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  href: z.string().optional(),
});
/** A rich text as a tree: screens build elements from it, never markup. */
export const Block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("heading"), level: z.union([z.literal(1), z.literal(2)]), runs: z.array(Run) }),
  z.object({ kind: z.enum(["paragraph", "quote"]), runs: z.array(Run) }),
  z.object({ kind: z.literal("list"), ordered: z.boolean(), items: z.array(z.array(Run)) }),
  z.object({ kind: z.literal("rule") }),
]);
export const AnnouncementKind = z.enum(["important", "welcome", "information", "newsletter"]);
export const AccountKind = z.enum(["customer", "owner", "tenant", "co_owner", "supplier"]);
/** A text of several lines. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(
      // oxlint-disable-next-line no-control-regex
      (text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text),
      "must not have control characters",
    );

/** A file that goes with a message. */
export const Attachment = z.object({
  id: outsideId("attachment"),
  name: z.string(),
  bytes: z.int(),
  mediaType: z.string(),
});
const attachmentIds = z.array(idOf("attachment")).max(5).default([]);

/** What a customer reads. */
export const Announcement = z.object({
  id: outsideId("announcement"),
  kind: AnnouncementKind,
  title: z.string(),
  blocks: z.array(Block),
  from: Day,
  attachments: z.array(Attachment),
});
export const AnnouncementFields = z.object({
  kind: AnnouncementKind,
  title: line(160).min(1),
  body: words(10_000).min(1),
  /** Addressed to whom: empty for everybody. */
  accountKinds: z.array(AccountKind).max(5),
  creditors: z.array(idOf("creditor")).max(200),
  startsOn: Day,
  endsOn: Day.nullable(),
  attachments: attachmentIds,
});
/** `scheduled` and `over` are published ones, before and after their days. */
export const AnnouncementState = z.enum(["draft", "scheduled", "current", "over", "withdrawn"]);
export const OfficeAnnouncement = z.object({
  id: outsideId("announcement"),
  kind: AnnouncementKind,
  title: z.string(),
  state: AnnouncementState,
  accountKinds: z.array(AccountKind),
  creditors: z.array(outsideId("creditor")),
  startsOn: Day,
  endsOn: Day.nullable(),
  changedAt: Instant,
  /** How many have read it; of an important one, closed it. */
  readings: z.int(),
  can: z.object({ change: z.boolean(), publish: z.boolean(), withdraw: z.boolean(), remove: z.boolean() }),
});
export const OfficeAnnouncementRecord = OfficeAnnouncement.extend({
  body: z.string(),
  blocks: z.array(Block),
  attachments: z.array(Attachment),
  author: z.string().nullable(),
});

export const RequestState = z.enum(["open", "answered", "closed"]);
export const Category = z.object({ key: z.string(), fr: z.string(), en: z.string() });
const RequestRow = z.object({
  id: outsideId("request"),
  number: z.int(),
  subject: z.string(),
  category: Category,
  state: RequestState,
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }).nullable(),
  party: z.object({ id: outsideId("party"), name: z.string() }).nullable(),
  createdAt: Instant,
  movedAt: Instant,
});
export const MyRequest = RequestRow.extend({ unread: z.boolean() });
const RequestMessage = z.object({
  id: outsideId("message"),
  /** `note`: between colleagues; a customer never receives one. */
  kind: z.enum(["customer", "staff", "note"]),
  author: z.string(),
  body: z.string(),
  at: Instant,
  attachments: z.array(Attachment),
});
export const MyRequestRecord = MyRequest.extend({
  account: outsideId("account").nullable(),
  messages: z.array(RequestMessage),
  can: z.object({ write: z.boolean(), close: z.boolean() }),
});
export const OfficeRequest = RequestRow.extend({
  author: z.string(),
  assignee: z.object({ id: outsideId("user"), name: z.string() }).nullable(),
});
export const OfficeRequestRecord = OfficeRequest.extend({
  user: outsideId("user"),
  account: outsideId("account").nullable(),
  messages: z.array(RequestMessage),
  /** What was done besides writing, oldest first. */
  events: z.array(
    z.object({
      key: z.string(),
      at: Instant,
      kind: z.enum(["opened", "assigned", "closed", "reopened"]),
      by: z.string(),
      to: z.string().nullable(),
    }),
  ),
  /** Who may be given this request. */
  colleagues: z.array(z.object({ id: outsideId("user"), name: z.string() })),
  can: z.object({ answer: z.boolean(), assign: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
});
export const NewMessage = z.object({ body: words(8000).min(1), attachments: attachmentIds });

const FeedItem = z.object({
  title: z.string(),
  url: z.string().nullable(),
  at: Instant.nullable(),
  summary: z.string(),
});
export const Partner = z.object({
  name: line(120).min(1),
  url: z.url({ protocol: /^https$/ }).max(500),
  text: line(200).default(""),
});
export const News = z.object({ title: z.string(), items: z.array(FeedItem), partners: z.array(Partner) });
export const OfficeNews = News.extend({
  feedUrl: z.string(),
  askedAt: Instant.nullable(),
  goodAt: Instant.nullable(),
  /** Why the last try failed; the last good copy is still shown. */
  failure: z.enum(["unreachable", "not_public", "too_large", "refused", "unreadable"]).nullable(),
});
