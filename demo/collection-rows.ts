/** Direct debits of a story: some to come, a batch to review, one at the bank, what was collected and what came back. */
import type pg from "pg";
import { maskIban } from "../server/formats/iban/index.ts";
import { type Debit, nextTargetDay, writePain008 } from "../server/formats/sepa/index.ts";
import { blockHead, type FileCreditor, sequenceOf } from "../server/modules/collections/rules.ts";
import { addDays, dayInParis } from "../server/platform/dates.ts";
import type { FileStore } from "../server/platform/files.ts";
import { type Batch, chooseCollections, type Made, type Scene } from "./chosen-collections.ts";
import { type Cell, copyRows } from "./copy.ts";
import { DAY, NOTICE_DAYS } from "./mandates.ts";
import { makeRandom } from "./random.ts";
import type { DemoCreditor, Story } from "./story.ts";

export async function copyCollections(
  client: pg.Client,
  story: Story,
  { files, today, now }: { files: FileStore; today: string; now: Date },
): Promise<void> {
  const scene = { story, random: makeRandom(`collections ${story.slug} ${today}`), today, now, client };
  await copySettings(scene);
  const made = await chooseCollections(scene);
  const batches = [...new Set(made.flatMap((one) => (one.batch ? [one.batch] : [])))];
  await copyBatches(scene, batches, made, files);
  await copyMade(scene, made);
  await copyReturns(scene, made);
}

const copySettings = ({ client, story, now }: Scene): Promise<void> =>
  copyRows(
    client,
    "collection_settings",
    "organization_id creditor_id enabled bic version days lead_days cut_off_hour batch_booking four_eyes customer_cancels fee_cents " +
      "fee_account retry_days drop_enabled updated_at",
    story.creditors.map((one): Cell[] => [
      story.organizationId,
      one.id,
      true,
      "",
      "pain.008.001.08",
      ["5"],
      1,
      10,
      true,
      true,
      true,
      0,
      "708500",
      10,
      false,
      new Date(now.getTime() - 9 * DAY),
    ]),
  );

async function copyBatches(
  scene: Scene,
  batches: readonly Batch[],
  made: readonly Made[],
  files: FileStore,
): Promise<void> {
  const { client, story, now } = scene;
  const org = story.organizationId;
  const clerk = story.users.find((one) => one.role === "accountant")?.id ?? null;
  const manager =
    story.users.find((one) => one.role === "manager" || one.role === "administrator")?.id ?? null;
  for (const batch of batches) {
    const at = new Date(
      Math.min(now.getTime() - 3_600_000, Date.parse(`${batch.collectOn}T08:00:00Z`) - 2 * DAY),
    );
    const inside = made.filter((one) => one.batch === batch);
    const sent = batch.state === "sent";
    const stored = sent ? await files.put(org, fileOf(batch, inside, at)) : null;
    if (stored)
      await client.query(
        "insert into files (organization_id, hash, media_type, bytes, created_at) values ($1, $2, 'application/xml', $3, $4)",
        [org, stored.hash, stored.bytes, at],
      );
    await copyRows(
      client,
      "debit_batches",
      "organization_id id reference creditor_id collect_until state prepared_by prepared_at released_by released_at message_id version " +
        "creditor file_hash bytes left_at left_by sent_at sent_by changed_at",
      [
        [
          org,
          batch.id,
          batch.reference,
          batch.creditor.id,
          batch.collectOn,
          batch.state,
          sent ? clerk : null,
          at,
          sent ? manager : null,
          sent ? at : null,
          sent ? batch.messageId : null,
          sent ? "pain.008.001.08" : null,
          sent ? { json: whoCollects(batch.creditor) } : null,
          stored?.hash ?? null,
          stored?.bytes ?? null,
          sent ? at : null,
          sent ? clerk : null,
          sent ? at : null,
          sent ? clerk : null,
          at,
        ],
      ],
    );
    if (sent) await copyBlocks(scene, batch, inside);
  }
  await copyRows(client, "batch_counters", "organization_id year last_number", [
    [org, Number(scene.today.slice(0, 4)), batches.length],
  ]);
}

const whoCollects = (creditor: DemoCreditor): FileCreditor => ({
  name: creditor.legalName,
  ics: creditor.ics,
  iban: creditor.iban,
  bic: "",
  address: null,
  batchBooking: true,
});

/** One block for each kind of mandate, as a release makes them. */
const blocksOf = (batch: Batch, inside: readonly Made[]) =>
  [...Map.groupBy(inside, (one) => one.mandate.mode)]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([mode, debits], rank) => ({
      // An id of its own beside the batch's, the same whenever it is asked.
      id: batch.id.replace(/.$/, String(rank)),
      paymentInformationId: `${batch.messageId}-${rank + 1}`,
      collectOn: batch.collectOn,
      sequence: sequenceOf(mode),
      scheme: "CORE" as const,
      count: debits.length,
      cents: debits.reduce((sum, one) => sum + one.cents, 0),
      mode,
      debits,
    }));

async function* fileOf(batch: Batch, inside: readonly Made[], at: Date): AsyncGenerator<Buffer> {
  const creditor = whoCollects(batch.creditor);
  const blocks = blocksOf(batch, inside).map((block) => ({
    ...blockHead(block, creditor),
    count: block.count,
    cents: block.cents,
    debits: block.debits.map(debitOf),
  }));
  const file = {
    messageId: batch.messageId,
    createdAt: at,
    initiator: creditor.name,
    count: inside.length,
    cents: inside.reduce((sum, one) => sum + one.cents, 0),
    blocks,
  };
  for await (const piece of writePain008(file, "pain.008.001.08")) yield Buffer.from(piece);
}

const debitOf = ({ endToEndId, cents, mandate }: Made): Debit => ({
  endToEndId,
  cents,
  umr: mandate.umr,
  signedOn: dayInParis(mandate.signedAt),
  debtor: { name: mandate.user.name, iban: mandate.iban },
  remittance: { text: mandate.creditor.name },
});

const copyBlocks = ({ client, story }: Scene, batch: Batch, inside: readonly Made[]): Promise<void> =>
  copyRows(
    client,
    "debit_blocks",
    "organization_id id batch_id payment_information_id collect_on sequence scheme count cents",
    blocksOf(batch, inside).map((block): Cell[] => [
      story.organizationId,
      block.id,
      batch.id,
      block.paymentInformationId,
      block.collectOn,
      block.sequence,
      block.scheme,
      block.count,
      block.cents,
    ]),
  );

async function copyMade(scene: Scene, made: readonly Made[]): Promise<void> {
  const { client, story, today, now } = scene;
  const org = story.organizationId;
  await copyRows(
    client,
    "collections",
    "organization_id id end_to_end_id creditor_id account_id party_id user_id mandate_id umr scheme mode kind instalment_id cents collect_on state " +
      "announced_on notice_days debtor_name masked_iban batch_id block_id debit bars collected_at created_at changed_at",
    made.map((one): Cell[] => {
      const announcedOn =
        one.collectOn <= today ? addDays(one.collectOn, -NOTICE_DAYS) : addDays(today, -NOTICE_DAYS);
      const at = new Date(`${one.state === "announced" ? today : announcedOn}T05:10:00Z`);
      const block = one.batch?.state === "sent" ? blockOf(made, one) : null;
      return [
        org,
        one.id,
        one.endToEndId,
        one.mandate.creditor.id,
        one.mandate.account.id,
        one.mandate.account.party.id,
        one.mandate.user.id,
        one.mandate.id,
        one.mandate.umr,
        "CORE",
        one.mandate.mode,
        one.kind,
        one.instalmentId ?? null,
        one.cents,
        one.collectOn,
        one.state,
        one.state === "announced" ? today : announcedOn,
        NOTICE_DAYS,
        one.mandate.user.name,
        maskIban(one.mandate.iban),
        one.batch?.id ?? null,
        block,
        // Its file is made: nobody opens it again.
        block ? Buffer.from("demonstration") : null,
        one.reason !== null,
        one.state === "collected" || one.state === "returned" ? new Date(`${one.collectOn}T07:05:00Z`) : null,
        at < now ? at : now,
        at < now ? at : now,
      ];
    }),
  );
  const parts = made.flatMap((one) => one.parts.map((part) => ({ ...part, one })));
  await copyRows(
    client,
    "collection_pieces",
    "organization_id collection_id entry_id cents",
    parts.map(({ one, entryId, cents }): Cell[] => [org, one.id, entryId, cents]),
  );
  await copyRows(
    client,
    "holds",
    "organization_id id entry_id kind reference_id cents created_at planned_on",
    parts
      .filter(({ one }) => one.state === "announced" || one.state === "prepared" || one.state === "sent")
      .map(({ one, entryId, cents }): Cell[] => [
        org,
        scene.random.id(today),
        entryId,
        "collection",
        one.id,
        cents,
        now,
        one.collectOn,
      ]),
  );
}

const blockOf = (made: readonly Made[], one: Made): string =>
  blocksOf(
    one.batch!,
    made.filter((other) => other.batch === one.batch),
  ).find((block) => block.mode === one.mandate.mode)!.id;

const copyReturns = ({ client, story, random, today, now }: Scene, made: readonly Made[]): Promise<void> =>
  copyRows(
    client,
    "collection_returns",
    "organization_id id collection_id creditor_id kind cents reason_code returned_on sources retry_on recorded_at",
    made
      .filter((one) => one.reason !== null)
      .map((one): Cell[] => [
        story.organizationId,
        random.id(today),
        one.id,
        one.mandate.creditor.id,
        one.state,
        one.cents,
        one.reason,
        today,
        [one.state === "rejected" ? "pain.002" : "camt.054"],
        one.reason === "AM04" ? nextTargetDay(addDays(today, NOTICE_DAYS)) : null,
        new Date(now.getTime() - 3 * 3_600_000),
      ]),
  );
