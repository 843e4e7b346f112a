/** Direct debit in a story, as rows: what creditors offer, mandates signed on line and on paper, as they stand today. */
import { createHash } from "node:crypto";
import type pg from "pg";
import { MANDATE_WORDING_VERSION } from "../server/formats/pdf/index.ts";
import {
  describeCertificate,
  makeIdentity,
  type SigningIdentity,
} from "../server/formats/signature/index.ts";
import { maskTarget } from "../server/modules/mandates/rules.ts";
import { dayInParis } from "../server/platform/dates.ts";
import type { FileStore } from "../server/platform/files.ts";
import { type Cell, copyRows } from "./copy.ts";
import { type Sealed, sealMandate } from "./mandate-files.ts";
import {
  collectedOn,
  DAY,
  type DemoMandate,
  MINUTE,
  makeMandates,
  NOTICE_DAYS,
  purposeOf,
} from "./mandates.ts";
import { faceOf } from "./organizations.ts";
import { makeRandom } from "./random.ts";
import type { Story } from "./story.ts";

/** @param files where the sealed documents go. */
export async function copyMandates(
  client: pg.Client,
  story: Story,
  { files, today, now }: { files: FileStore; today: string; now: Date },
): Promise<void> {
  const mandates = makeMandates(story, today, now);
  await copySettings(client, story, now);
  // Signed then with a certificate that another has followed since: it is verified for ever all the same.
  const { name } = faceOf(story);
  const identity = makeIdentity({ name, from: new Date(now.getTime() - 400 * DAY), years: 5 });
  await copyCertificate(client, story, identity, now);
  const sealed = new Map<string, Sealed>();
  for (const one of mandates)
    if (one.end !== "paper") sealed.set(one.id, await sealMandate(story, one, identity, files));
  await copyFiles(client, story, [...sealed.values()], now);
  await copyRows(
    client,
    "mandates",
    "organization_id id umr creditor_id party_id account_id user_id origin scheme mode state reason language purpose " +
      "pre_notification_days debtor_name debtor_address debtor_iban creditor_name creditor_ics one_off_cents plan_entry_ids " +
      "signed_on document_hash sealed_hash seal_level seal_fingerprint last_collected_on created_at changed_at",
    mandates.map((one) => mandateRow(story, one, sealed.get(one.id), now)),
  );
  await copyRows(client, "mandate_counters", "organization_id last_number", [
    [story.organizationId, mandates.length],
  ]);
  await copyRows(
    client,
    "mandate_instalments",
    "organization_id id mandate_id rank due_on cents taken",
    mandates.flatMap((one) =>
      one.instalments.map((part): Cell[] => [
        story.organizationId,
        part.id,
        one.id,
        part.rank,
        part.dueOn,
        part.cents,
        part.taken,
      ]),
    ),
  );
  await copySignatures(client, story, mandates, sealed);
  await copyEvents(client, story, mandates, now);
}

async function copySettings(client: pg.Client, story: Story, now: Date): Promise<void> {
  const manager = story.users.find((one) => one.role === "manager");
  const at = new Date(now.getTime() - 9 * DAY);
  await copyRows(
    client,
    "mandate_settings",
    "organization_id creditor_id offered automatic plan_months pre_notification_days channels signers " +
      "credit_warning_read_at credit_warning_read_by updated_at",
    story.creditors.map((one) => [
      story.organizationId,
      one.id,
      true,
      true,
      3,
      NOTICE_DAYS,
      ["email", "sms"],
      "any",
      at,
      manager?.id ?? null,
      at,
    ]),
  );
}

async function copyCertificate(
  client: pg.Client,
  story: Story,
  identity: SigningIdentity,
  now: Date,
): Promise<void> {
  const { fingerprint, validFrom, validUntil } = describeCertificate(identity.certificate);
  const random = makeRandom(`seal ${story.slug}`);
  await copyRows(
    client,
    "signing_identities",
    "organization_id id origin fingerprint certificate valid_from valid_until created_at retired_at",
    [
      [
        story.organizationId,
        random.id(dayInParis(now)),
        "generated",
        fingerprint,
        identity.certificate,
        validFrom,
        validUntil,
        validFrom,
        new Date(now.getTime() - 6 * DAY),
      ],
    ],
  );
}

async function copyFiles(
  client: pg.Client,
  story: Story,
  sealed: readonly Sealed[],
  now: Date,
): Promise<void> {
  const all = sealed.flatMap((one) => [one.read, one.signed]);
  const each = new Map(all.map((file) => [file.hash, file]));
  await copyRows(
    client,
    "files",
    "organization_id hash media_type bytes created_at",
    [...each.values()].map((file) => [story.organizationId, file.hash, "application/pdf", file.bytes, now]),
  );
}

function mandateRow(story: Story, one: DemoMandate, sealed: Sealed | undefined, now: Date): Cell[] {
  const clerk = story.users.find((user) => user.role === "accountant")!;
  const signedOn = dayInParis(one.signedAt);
  const used =
    one.end === "finished" || one.end === "suspended" || one.instalments.some((part) => part.taken);
  return [
    story.organizationId,
    one.id,
    one.umr,
    one.creditor.id,
    one.account.party.id,
    one.account.id,
    sealed ? one.user.id : clerk.id,
    sealed ? "online" : "paper",
    "CORE",
    one.mode,
    one.state,
    one.end === "suspended" ? "AM04" : "",
    "fr",
    purposeOf(one),
    NOTICE_DAYS,
    one.account.party.name,
    one.account.party.address,
    one.iban,
    one.creditor.legalName,
    one.creditor.ics,
    one.cents,
    one.planEntryIds,
    signedOn,
    sealed?.read.hash ?? null,
    sealed?.signed.hash ?? null,
    sealed ? "B-B" : null,
    sealed?.fingerprint ?? null,
    used ? collectedOn(one, now) : null,
    one.signedAt,
    one.signedAt,
  ];
}

async function copySignatures(
  client: pg.Client,
  { organizationId, slug }: Story,
  mandates: readonly DemoMandate[],
  sealed: ReadonlyMap<string, Sealed>,
): Promise<void> {
  const random = makeRandom(`signatures ${slug}`);
  const rows = mandates.flatMap((one, index): Cell[][] => {
    const made = sealed.get(one.id);
    if (!made) return [];
    const at = one.signedAt;
    const salt = createHash("sha256").update(one.id).digest().subarray(0, 16);
    return [
      [
        organizationId,
        random.id(dayInParis(at)),
        one.id,
        "mandate",
        one.user.id,
        "done",
        "email",
        one.user.email,
        "access",
        made.read.hash,
        { json: made.document },
        MANDATE_WORDING_VERSION,
        salt,
        1,
        1,
        new Date(at.getTime() - 4 * MINUTE),
        at,
        at,
        { json: made.evidence },
        made.signed.hash,
        "B-B",
        // The authority of the publisher was down that day: it is asked again.
        slug === "phare" && index === 0 ? at : null,
      ],
    ];
  });
  await copyRows(
    client,
    "mandate_signatures",
    "organization_id id mandate_id kind user_id state channel target verified document_hash document wording code_salt codes tries " +
      "created_at right_at sealed_at evidence sealed_hash seal_level stamp_due_at",
    rows,
  );
}

async function copyEvents(
  client: pg.Client,
  story: Story,
  mandates: readonly DemoMandate[],
  now: Date,
): Promise<void> {
  const random = makeRandom(`mandate events ${story.slug}`);
  const clerk = story.users.find((user) => user.role === "accountant")!;
  const rows = mandates.flatMap((one) => {
    const at = (minutes: number) => new Date(one.signedAt.getTime() + minutes * MINUTE);
    const masked = { maskedTarget: maskTarget("email", one.user.email!), channel: "email" };
    const row = (kind: string, side: string, when: Date, data: object = {}): Cell[] => [
      story.organizationId,
      random.id(dayInParis(when)),
      one.id,
      kind,
      side,
      side === "customer" ? one.user.id : side === "staff" ? clerk.id : null,
      { json: data },
      when,
    ];
    const later = new Date(Math.min(at(16 * 24 * 60).getTime(), now.getTime() - MINUTE));
    const signing =
      one.end === "paper"
        ? [row("typed", "staff", at(0))]
        : [
            row("prepared", "customer", at(-4)),
            row("code_asked", "customer", at(-2), masked),
            row("code_sent", "system", at(-1.8), masked),
            row("code_right", "customer", at(-0.1)),
            row("signed", "customer", at(0), { level: "B-B", lastFour: one.iban.slice(-4) }),
          ];
    if (one.end === "finished") signing.push(row("finished", "system", later));
    if (one.end === "suspended") signing.push(row("suspended", "system", later, { reason: "AM04" }));
    if (one.end === "revoked") signing.push(row("revoked", "customer", later));
    return signing;
  });
  await copyRows(client, "mandate_events", "organization_id id mandate_id kind side author_id data at", rows);
}
