/** Requests to be erased: some wait, one is late, one was refused with its reason. */
import type pg from "pg";
import { dueOn } from "../server/modules/privacy/rules.ts";
import { dayInParis } from "../server/platform/dates.ts";
import { copyRows } from "./copy.ts";
import { makeRandom } from "./random.ts";
import type { Story } from "./story.ts";

const DAY = 86_400_000;
type Told = { reason: string; ago: number; only?: string; answer?: string };

const TOLD: readonly Told[] = [
  { reason: "J’ai vendu et je n’ai plus rien à voir avec vous. Merci de m’effacer.", ago: 6 },
  { reason: "Je ne suis plus abonné depuis l’an dernier.", ago: 36, only: "phare" },
  {
    reason: "",
    ago: 52,
    answer:
      "Un litige est ouvert sur votre compte : ces données sont nécessaires jusqu’à sa clôture. Vous pourrez refaire votre demande ensuite.",
  },
];

export async function copyErasures(client: pg.Client, story: Story, now: Date): Promise<void> {
  const random = makeRandom(`erasures ${story.slug} ${dayInParis(now)}`);
  const manager = story.users.find((user) => user.role === "manager" || user.role === "administrator")!;
  // Nobody whose credentials are printed at the start: whoever tries the demonstration erases whom he wants.
  const people = story.users.filter(
    (user) => user.role === "customer" && user.state === "active" && user.who === null,
  );
  const told = TOLD.filter(({ only }) => !only || only === story.slug).slice(0, people.length);
  await copyRows(
    client,
    "erasures",
    "organization_id id user_id asked_by reason state asked_at due_on decided_at decided_by answer",
    told.map(({ reason, ago, answer }, rank) => {
      const at = new Date(now.getTime() - ago * DAY);
      const person = people[rank]!.id;
      const decided = answer ? [new Date(at.getTime() + 9 * DAY), manager.id, answer] : [null, null, ""];
      const state = answer ? "refused" : "waiting";
      const id = random.id(dayInParis(at));
      return [story.organizationId, id, person, person, reason, state, at, dueOn(dayInParis(at)), ...decided];
    }),
  );
}
