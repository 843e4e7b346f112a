/** Bills of the town that their customers say they paid by other means: some wait, others were confirmed or refused. */
import type pg from "pg";
import { dayInParis } from "../server/platform/dates.ts";
import { type Entry, settlementOf } from "./books.ts";
import { type Cell, copyRows } from "./copy.ts";
import { makeRandom } from "./random.ts";
import type { DemoUser, Story } from "./story.ts";

const DAY = 86_400_000;
type Told = {
  means: string;
  reference: string;
  comment: string;
  /** Days since it was declared, and since the bill was paid. */
  ago: number;
  end?: { state: "accepted" | "refused" | "withdrawn"; answer: string };
};

const TOLD: readonly Told[] = [
  { means: "cheque", reference: "Chèque 2210457", comment: "Déposé au guichet lundi.", ago: 1 },
  { means: "transfer", reference: "VIR EAU NOVEMBRE", comment: "", ago: 2 },
  { means: "cash", reference: "", comment: "Payé en espèces au guichet, j’ai le ticket.", ago: 4 },
  {
    means: "transfer",
    reference: "VIR CANTINE",
    comment: "",
    ago: 9,
    end: { state: "accepted", answer: "Virement bien reçu, merci." },
  },
  {
    means: "cheque",
    reference: "Chèque 881204",
    comment: "Envoyé par la poste.",
    ago: 15,
    end: { state: "refused", answer: "Aucun chèque reçu à ce jour. Vérifiez auprès de votre banque." },
  },
  { means: "transfer", reference: "", comment: "", ago: 20, end: { state: "withdrawn", answer: "" } },
];

export async function copyDeclarations(client: pg.Client, story: Story, now: Date): Promise<void> {
  if (story.slug !== "montfleuri") return;
  const random = makeRandom(`declarations ${story.slug} ${dayInParis(now)}`);
  const clerk = story.users.find((user) => user.role === "accountant" && user.creditors === null)!;
  const chosen = await choose(client, story);
  const made = TOLD.slice(0, chosen.length).map((told, rank) => {
    const at = new Date(now.getTime() - told.ago * DAY);
    return { ...chosen[rank]!, told, at, id: random.id(dayInParis(at)) };
  });
  const org = story.organizationId;
  await copyRows(
    client,
    "declarations",
    "organization_id id user_id creditor_id account_id entry_id cents paid_on means reference comment state answer declared_at closed_at decided_by",
    made.map(({ id, user, entry, told, at }): Cell[] => {
      const closed = told.end ? new Date(at.getTime() + DAY) : null;
      const { account } = entry;
      const decided = told.end && told.end.state !== "withdrawn" ? clerk.id : null;
      const what = [
        told.means,
        told.reference,
        told.comment,
        told.end?.state ?? "declared",
        told.end?.answer ?? "",
      ];
      const whose = [org, id, user.id, account.creditorId, account.id, entry.id, entry.cents, dayInParis(at)];
      return [...whose, ...what, at, closed, decided];
    }),
  );
  const held = made.filter(({ told }) => !told.end || told.end.state === "accepted");
  await copyRows(
    client,
    "holds",
    "organization_id id entry_id kind reference_id cents created_at",
    held.map(({ id, entry, at }) => [
      org,
      random.id(dayInParis(at)),
      entry.id,
      "declared",
      id,
      entry.cents,
      at,
    ]),
  );
}

/** What is wholly open and that nothing holds, one for each customer who signs in. */
async function choose(client: pg.Client, story: Story): Promise<{ user: DemoUser; entry: Entry }[]> {
  const { rows } = await client.query<{ entry_id: string }>(
    "select entry_id from holds where organization_id = $1 and released_at is null",
    [story.organizationId],
  );
  const held = new Set(rows.map((row) => row.entry_id));
  const settled = settlementOf(story.books);
  const free = story.books.entries.filter(
    (entry) => entry.cents > 500 && !settled.has(entry) && !entry.supersededBy && !held.has(entry.id),
  );
  const byParty = Map.groupBy(free, (entry) => entry.account.party.id);
  return story.users
    .filter((user) => user.role === "customer" && user.state === "active" && user.who === null)
    .flatMap((user) => {
      const entry = user.parties.flatMap((party) => byParty.get(party.id) ?? [])[0];
      return entry ? [{ user, entry }] : [];
    });
}
