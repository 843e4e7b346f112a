/** `quitus audit verify [--organization SLUG] [--head NUMBER:HASH]`: recomputes every seal of the trail (OFF-9). */
import { type Head, verifyChain } from "../../server/modules/audit/index.ts";
import { placesOf, Unsatisfied, UsageError, within } from "./surroundings.ts";

type Wish = { organization: string | undefined; head: string | undefined; demo: boolean };
const SAYS = {
  changed: "was changed",
  removed: "was removed",
  inserted: "was put in afterwards",
  seal_changed: "the seal was changed, or what it holds",
  seal_missing: "the seal is missing",
  cut: "the chain was cut before this seal",
  other_secret: "the seal was made with another QUITUS_SECRET",
} as const;

/** @throws Unsatisfied when a trail is not as it was. */
export async function verifyAudit(wish: Wish): Promise<void> {
  const head = wish.head === undefined ? undefined : readHead(wish.head);
  if (head && !wish.organization) throw new UsageError("--head: name its --organization");
  await within(wish.demo, async (here) => {
    let wrong = 0;
    for (const { slug, outer } of await placesOf(here, wish.organization)) {
      const { problem, seals, facts, waiting, head: last } = await verifyChain(outer, head);
      if (problem) {
        wrong += 1;
        const seal = problem.seal === null ? "" : `seal ${problem.seal}: `;
        const fact = problem.fact
          ? `fact ${problem.fact}${problem.name ? ` (${problem.name}, ${problem.at})` : ""} `
          : problem.kind === "removed"
            ? "a fact "
            : "";
        console.log(`${slug}: ${seal}${fact}${SAYS[problem.kind]}`);
      } else
        console.log(
          `${slug}: ${facts} facts in ${seals} seals are as they were; ${waiting} wait for the next seal` +
            (last ? `; head ${last.number}:${last.hash}` : ""),
        );
    }
    if (wrong > 0) throw new Unsatisfied("the audit trail is not as it was");
  });
}

function readHead(text: string): Head {
  const match = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text);
  if (!match)
    throw new UsageError(`--head: "${text}" is not NUMBER:HASH, as the log and this command print it`);
  return { number: Number(match[1]), hash: match[2]! };
}
