/** PAY-10 whoever changes many lines at once takes them in the order of their ids: nobody waits in a circle. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../../test/harness/app.ts";
import type { Context } from "../../platform/context.ts";
import { aBank, received, startBank } from "./banking-fixture.ts";
import { proposeLines } from "./propose-lines.ts";
import { runImport } from "./run-import.ts";
import { lockLines } from "./sql/lines.ts";
import { enrichKnown, openStage } from "./sql/merging.ts";
import { forgetProposals, markProposed, saveProposals } from "./sql/proposals.ts";
import { moveLines } from "./sql/statements.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startBank({ work: false });
});
afterAll(() => app.close());

type Lines = { ids: string[]; account: string; creditor: string; proposed: boolean };

/** The lines that a statement in another format tells of again. */
async function tellAgain(ctx: Context, { ids }: Lines): Promise<void> {
  await openStage(ctx);
  await sql`insert into bank_staged (line_id, booked_on, cents, kind, payer_hash, payer_mask)
    select id, booked_on, cents, kind, '', '' from bank_lines where id = any(${ids}::uuid[])`.execute(ctx.db);
  await sql`create temp table bank_known on commit drop as select line_id as id, booked_on, cents from bank_staged`.execute(
    ctx.db,
  );
  await enrichKnown(ctx, "cfonb120");
}

const WRITES: Record<string, { proposed: boolean; write(ctx: Context, lines: Lines): Promise<unknown> }> = {
  "keeps what is proposed": {
    proposed: false,
    write: (ctx, { ids }) =>
      saveProposals(
        ctx,
        ids.map((id) => ({ id, proposals: [] })),
      ),
  },
  "says that lines were looked at": { proposed: false, write: (ctx, { ids }) => markProposed(ctx, ids) },
  "asks to look again": { proposed: true, write: (ctx) => forgetProposals(ctx, null) },
  "asks to look again, for some creditors": {
    proposed: true,
    write: (ctx, { creditor }) => forgetProposals(ctx, [creditor]),
  },
  "moves an account": {
    proposed: false,
    write: (ctx, { account, creditor }) => moveLines(ctx, account, creditor),
  },
  "reads them again in another format": { proposed: false, write: tellAgain },
  "matches them": { proposed: false, write: (ctx, { ids }) => lockLines(ctx, ids) },
};

/** The first by id is the last on the disk, where a statement that scans meets it last. */
async function someLines(proposed: boolean) {
  const bank = await aBank(app);
  await bank.drop(
    bank.fileOf(Array.from({ length: 6 }, (_, n) => received(1000 + n, { text: `ligne ${n}` }))),
  );
  const { rows: files } = await app.admin.query("select id from bank_files where organization_id = $1", [
    bank.org,
  ]);
  await runImport(app.outer(bank.org), files[0].id);
  if (proposed) await proposeLines(app.outer(bank.org));
  const { rows } = await app.admin.query(
    "select id, bank_account_id as account from bank_lines where organization_id = $1 order by id",
    [bank.org],
  );
  const ids: string[] = rows.map((row) => row.id);
  await app.admin.query("update bank_lines set label = label where id = $1", [ids[0]]);
  return { bank, lines: { ids, account: rows[0].account as string, creditor: bank.creditor, proposed } };
}

/** Until somebody waits for what this connection holds. */
async function untilAwaited(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await app.admin.query(
        "select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))",
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}

it.each(Object.keys(WRITES))("who %s and waits for the first line holds no other", async (name) => {
  const { proposed, write } = WRITES[name]!;
  const { bank, lines } = await someLines(proposed);
  const [first, ...others] = lines.ids;
  await app.admin.query("begin");
  await app.admin.query("select from bank_lines where id = $1 for update", [first]);
  const done = app.inside(bank.org, (ctx) => write(ctx, lines));
  try {
    await untilAwaited();
    await app.admin.query("select from bank_lines where id = any($1::uuid[]) for update nowait", [others]);
  } finally {
    await app.admin.query("rollback");
    await done;
  }
});
