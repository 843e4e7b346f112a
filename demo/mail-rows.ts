/** The receipts that payments of the last weeks sent by mail, and what each was about, as rows. */
import type pg from "pg";
import { formatCents } from "../server/platform/money.ts";
import { copyRows } from "./copy.ts";
import { makeRandom } from "./random.ts";
import type { DemoPayment, Story } from "./story.ts";

const DAY = 86_400_000;
const KEPT_DAYS = 120;

export async function copyMails(client: pg.Client, story: Story, name: string, now: Date): Promise<void> {
  const { organizationId: org } = story;
  const random = makeRandom(`mails ${story.slug} ${now.toISOString().slice(0, 10)}`);
  const paid = story.payments.filter(
    ({ state, user, at }) =>
      state === "paid" && user.email !== null && now.getTime() - at.getTime() < KEPT_DAYS * DAY,
  );
  const mails = paid.map((payment) => ({
    payment,
    id: random.id(payment.at.toISOString().slice(0, 10)),
    text: receiptText(payment, name),
  }));
  await copyRows(
    client,
    "mails",
    "organization_id id user_id creditor_id kind language to_address subject text html subject_kind subject_id once_key state tries created_at sent_at",
    mails.map(({ payment, id, text }) => [
      org,
      id,
      payment.user.id,
      payment.creditorId,
      "payment_receipt",
      "fr",
      payment.user.email,
      `Votre reçu de ${formatCents(payment.cents)}`,
      text,
      `<p>${text.replaceAll("\n", "<br>")}</p>`,
      "payment",
      payment.id,
      `receipt:${payment.id}`,
      "sent",
      1,
      payment.at,
      new Date(payment.at.getTime() + 4_000),
    ]),
  );
  await copyRows(
    client,
    "mail_entries",
    "organization_id mail_id entry_id",
    mails.flatMap(({ payment, id }) => payment.pieces.map(({ entry }) => [org, id, entry.id])),
  );
}

const receiptText = ({ user, cents, reference, pieces }: DemoPayment, name: string): string =>
  [
    `Bonjour ${user.name},`,
    "",
    `Votre règlement de ${formatCents(cents)} est enregistré. Le reçu est joint.`,
    "",
    ...pieces.map((piece) => `${piece.entry.label} : ${formatCents(piece.cents)}`),
    `Référence : ${reference}`,
    "",
    name,
  ].join("\n");

/** Two accounts on their way out (OFF-8): one leaves at the next publication, one has left. Nobody signs in for them. */
export async function withdrawAccounts(client: pg.Client, story: Story, now: Date): Promise<void> {
  const seen = new Set(story.users.flatMap((user) => user.parties.map((party) => party.id)));
  const [leaving, gone] = story.books.accounts.filter((one) => !seen.has(one.party.id));
  if (!leaving || !gone) return;
  await client.query("update accounts set withdrawal_asked_at = $3 where organization_id = $1 and id = $2", [
    story.organizationId,
    leaving.id,
    new Date(now.getTime() - 2 * DAY),
  ]);
  await client.query("update accounts set withdrawn_at = $3 where organization_id = $1 and id = $2", [
    story.organizationId,
    gone.id,
    new Date(now.getTime() - 9 * DAY),
  ]);
}
