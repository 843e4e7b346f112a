/** A person of whom something of every kind is held, written by the owner's connection. */
import { Readable } from "node:stream";
import { hashPassword } from "../../server/modules/identity/index.ts";
import { newId } from "../../server/platform/ids.ts";
import { rememberFile } from "../../server/platform/remember-file.ts";
import type { TestApp } from "./app.ts";
import { aCustomer, anEntry, aUser } from "./builders.ts";
import { insertMoney } from "./privacy-money.ts";

export const PASSWORD = "Une phrase de passe 42!";

type Row = Record<string, unknown>;
let serial = 0;

/** Stores a file as an upload does. */
export async function aFile(
  app: TestApp,
  organizationId: string,
  text: string,
  mediaType = "application/pdf",
) {
  const stored = await app.services.files.put(organizationId, Readable.from([Buffer.from(text)]));
  await app.inside(organizationId, (ctx) => rememberFile(ctx, stored, mediaType));
  return stored;
}

export async function aKnownPerson(app: TestApp, organizationId: string, creditorId: string, over: Row = {}) {
  serial += 1;
  const n = serial;
  const password_hash = await hashPassword(PASSWORD);
  const customer = await aCustomer(app, organizationId, creditorId, {
    user: { name: `Éloïse Garnier ${n}`, password_hash, last_sign_in_at: new Date("2026-11-02"), ...over },
    party: {
      name: `Éloïse Garnier ${n}`,
      phone: "+33600000000",
      address: ["1 rue des Lilas"],
      email: `eloise${n}@example.org`,
    },
  });
  const [userId, partyId, accountId] = [customer.user.id, customer.party.id, customer.account.id] as string[];
  const entry = (await anEntry(app, organizationId, accountId!, 4200)).id;
  const staff = await aUser(app, organizationId);
  const insert = async (table: string, row: Row) => {
    const full: Row = { organization_id: organizationId, ...row };
    const names = Object.keys(full);
    await app.admin.query(
      `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(full),
    );
  };
  const now = new Date();
  const invoicePdf = await aFile(app, organizationId, `%PDF-1.7 facture de ${n}`);
  const requestPdf = await aFile(app, organizationId, `%PDF-1.7 demande de ${n}`);
  const mandatePdf = await aFile(app, organizationId, `%PDF-1.7 mandat de ${n}`);
  const disputePdf = await aFile(app, organizationId, `%PDF-1.7 litige de ${n}`);
  const id = {
    request: newId(),
    message: newId(),
    dispute: newId(),
    category: newId(),
    step: newId(),
    payment: newId(),
    announcement: newId(),
    change: newId(),
    device: newId(),
    mandate: newId(),
  };
  await insert("devices", {
    user_id: userId,
    token_hash: Buffer.alloc(32, n),
    first_seen_at: now,
    last_seen_at: now,
  });
  await insert("passkeys", {
    id: newId(),
    user_id: userId,
    credential_id: `cred${n}-${newId()}`,
    public_key: Buffer.alloc(8),
    sign_count: 0,
    transports: [],
    backed_up: false,
    name: "Téléphone",
    created_at: now,
  });
  await insert("totp_secrets", {
    user_id: userId,
    sealed: Buffer.alloc(4),
    created_at: now,
    confirmed_at: now,
  });
  await insert("recovery_codes", { user_id: userId, code_hash: Buffer.alloc(32, n), created_at: now });
  await insert("mail_links", {
    id: newId(),
    user_id: userId,
    kind: "password",
    token_hash: Buffer.from(newId()),
    created_at: now,
    expires_at: now,
  });
  await insert("party_coordinates", {
    party_id: partyId,
    details: JSON.stringify({ mobile: "+33611111111", iban: "FR7630006000011234567890189" }),
    composed_address: [],
    paper: false,
    paper_chosen_at: now,
  });
  await insert("coordinate_changes", {
    id: id.change,
    party_id: partyId,
    asked_by: userId,
    state: "pending",
    asked_at: now,
  });
  await insert("coordinate_change_fields", {
    change_id: id.change,
    field: "mobile",
    was: "",
    wanted: "+33622222222",
  });
  await insert("invoices", {
    id: newId(),
    account_id: accountId,
    number: `FA/${n}`,
    issued_on: "2026-10-01",
    net_cents: 3500,
    vat_cents: 700,
    total_cents: 4200,
    pdf_hash: invoicePdf.hash,
  });
  await insert("tenant_links", {
    creditor_id: creditorId,
    owner_id: partyId,
    tenant_id: partyId,
    lot: "12",
    published_at: now,
  });
  await insert("requests", {
    id: id.request,
    number: 1000 + n,
    user_id: userId,
    party_id: partyId,
    category: "other",
    subject: `Ma fuite ${n}`,
    created_at: now,
    moved_at: now,
    seen_at: now,
  });
  await insert("request_messages", {
    id: id.message,
    request_id: id.request,
    author_id: userId,
    kind: "customer",
    body: `Ma cave est inondée ${n}`,
    created_at: now,
  });
  await insert("request_messages", {
    id: newId(),
    request_id: id.request,
    author_id: staff.id,
    kind: "note",
    body: "note entre collègues",
    created_at: now,
  });
  await insert("attachments", {
    id: newId(),
    uploaded_by: userId,
    name: "cave.pdf",
    media_type: "application/pdf",
    hash: requestPdf.hash,
    bytes: requestPdf.bytes,
    request_message_id: id.message,
    created_at: now,
  });
  await insert("announcements", {
    id: id.announcement,
    kind: "information",
    title: "Travaux",
    body: "x",
    starts_on: "2026-10-01",
    state: "published",
    // Told already, or the clock of the workers would have it mailed in the middle of a test.
    told_at: now,
    created_at: now,
    changed_at: now,
  });
  await insert("announcement_readings", { announcement_id: id.announcement, user_id: userId, read_at: now });
  await insert("dispute_categories", { id: id.category, rank: 1, label_fr: "Erreur" });
  await insert("disputes", {
    id: id.dispute,
    reference: `L${n}-${newId()}`,
    account_id: accountId,
    creditor_id: creditorId,
    party_id: partyId,
    user_id: userId,
    category_id: id.category,
    state: "open",
    total_cents: 100,
    waiting_since: now,
    opened_on: "2026-10-02",
    opened_at: now,
    changed_at: now,
  });
  await insert("dispute_steps", {
    id: id.step,
    dispute_id: id.dispute,
    kind: "opened",
    side: "customer",
    author_id: userId,
    internal: false,
    body: "Je conteste",
    at: now,
  });
  await insert("dispute_files", {
    id: newId(),
    user_id: userId,
    step_id: id.step,
    name: "preuve.pdf",
    hash: disputePdf.hash,
    media_type: "application/pdf",
    bytes: disputePdf.bytes,
    created_at: now,
  });
  await insertMoney(insert, {
    n,
    now,
    userId,
    partyId,
    accountId,
    creditorId,
    entry: entry as string,
    mandatePdf,
    paymentId: id.payment,
    mandateId: id.mandate,
  });
  await insert("mails", {
    id: newId(),
    user_id: userId,
    kind: "announcement",
    to_address: `eloise${n}@example.org`,
    subject: "Travaux",
    text: "Bonjour",
    html: "<p>Bonjour</p>",
    subject_kind: "announcement",
    subject_id: id.announcement,
    once_key: `m${n}-${newId()}`,
    state: "sent",
    created_at: now,
  });
  await insert("texts", {
    id: newId(),
    user_id: userId,
    kind: "announcement",
    to_phone: "+33600000000",
    body: "Travaux",
    segments: 1,
    subject_kind: "announcement",
    subject_id: id.announcement,
    once_key: `t${n}-${newId()}`,
    state: "sent",
    created_at: now,
  });
  await insert("push_devices", {
    id: id.device,
    user_id: userId,
    endpoint: `https://push.example/${n}-${newId()}`,
    p256dh: "x",
    auth: "y",
    name: "Firefox",
    created_at: now,
  });
  await insert("notification_choices", {
    user_id: userId,
    news: "invoices",
    channel: "sms",
    wanted: true,
    changed_at: now,
  });
  await insert("notification_phones", { user_id: userId, phone: "+33600000000", confirmed_at: now });
  await insert("facts", {
    id: newId(),
    at: now,
    name: "identity.signed_in",
    subject_kind: "user",
    subject_id: userId,
    actor_kind: "user",
    actor_id: userId,
    request_id: newId(),
    ip: "192.0.2.1",
    data: "{}",
  });
  return {
    ...customer,
    userId: userId!,
    partyId: partyId!,
    entry: entry as string,
    files: { invoicePdf, requestPdf, disputePdf },
    ids: id,
  };
}
