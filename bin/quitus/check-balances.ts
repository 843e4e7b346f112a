/** `quitus check balances [--organization SLUG]`: recomputes what the ledger keeps, and changes nothing (OFF-7). */
import { recomputeBalances, recomputeSettlements } from "../../server/modules/ledger/index.ts";
import { placesOf, Unsatisfied, within } from "./surroundings.ts";

/** @throws Unsatisfied when something differs. */
export async function checkBalances(wish: {
  organization: string | undefined;
  demo: boolean;
}): Promise<void> {
  await within(wish.demo, async (here) => {
    let wrong = 0;
    for (const { slug, outer } of await placesOf(here, wish.organization)) {
      const [balances, settlements] = await outer.transaction(async (ctx) => [
        await recomputeBalances(ctx),
        await recomputeSettlements(ctx),
      ]);
      for (const one of balances)
        console.log(
          `${slug}: account ${one.accountId} keeps ${one.keptCents} cents, its entries make ${one.computedCents}`,
        );
      for (const one of settlements.entries)
        console.log(
          `${slug}: entry ${one.entryId} keeps ${one.keptCents} cents settled, its letterings make ${one.computedCents}`,
        );
      for (const one of settlements.letterings)
        console.log(`${slug}: lettering ${one.letteringId} is off by ${one.cents} cents`);
      const found = balances.length + settlements.entries.length + settlements.letterings.length;
      console.log(
        `${slug}: ${found === 0 ? "every balance, settlement and lettering is right" : `${found} differences`}`,
      );
      wrong += found;
    }
    if (wrong > 0) throw new Unsatisfied(`${wrong} differences`);
  });
}
