/** PAY-10 many lines matched together: what one takes, the others no longer find, and nobody waits in a circle. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../../test/harness/app.ts";
import { newId, outside } from "../../platform/ids.ts";
import {
  letterPayment,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
} from "../ledger/index.ts";
import { aBank, received, startBank } from "./banking-fixture.ts";
import { matchLines } from "./match-lines.ts";
import { proposeLines } from "./propose-lines.ts";
import { runImport } from "./run-import.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startBank({ work: false });
});
afterAll(() => app.close());

type Bank = Awaited<ReturnType<typeof aBank>>;
const SOUND = [[], { entries: [], letterings: [] }];
const soundness = (org: string) =>
  app.inside(org, async (ctx) => [await recomputeBalances(ctx), await recomputeSettlements(ctx)]);
/** Stores the lines of a file, without looking at what they pay. */
async function store(bank: Bank, lines: Parameters<Bank["fileOf"]>[0]): Promise<string[]> {
  const { json } = await bank.api("GET", "/bank-lines?limit=100");
  const known = new Set(json.items.map((line: { id: string }) => line.id));
  await bank.drop(bank.fileOf(lines));
  const { rows } = await app.admin.query(
    "select id from bank_files where organization_id = $1 and state = 'queued'",
    [bank.org],
  );
  for (const { id } of rows) await runImport(app.outer(bank.org), id);
  const now = await app.admin.query<{ id: string }>(
    "select id from bank_lines where organization_id = $1 order by id",
    [bank.org],
  );
  return now.rows.map((row) => row.id).filter((id) => !known.has(outside("bank_line", id)));
}
const automatic = { source: "rule", score: 100, reason: "invoice_number" } as const;

describe("PAY-10 lines of one page that want the same entries", () => {
  it("gives an invoice to the first of two lines that name it, and proposes again for the other", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Jean Petit", [
      { piece: "FA-2026-0001", cents: 4000 },
      { piece: "FA-2026-0002", cents: 6000 },
    ]);
    await store(bank, [
      received(4000, { text: "FA-2026-0001", day: "2026-11-02" }),
      received(4000, { text: "FA-2026-0001", day: "2026-11-03" }),
      received(6000, { text: "FA-2026-0002", day: "2026-11-04" }),
    ]);
    await proposeLines(app.outer(bank.org));
    const lines = await bank.lines();
    expect(lines.map((line: { state: string }) => line.state).toSorted()).toEqual([
      "matched",
      "matched",
      "waiting",
    ]);
    const waiting = lines.find((line: { state: string }) => line.state === "waiting");
    expect(waiting.best).toBeNull();
    expect([await bank.openOf(owed.entries[0]!), await bank.openOf(owed.entries[1]!)]).toEqual([0, 0]);
    expect(await bank.balanceOf(owed.accountId)).toBe(0);
    expect(await soundness(bank.org)).toEqual(SOUND);
  });

  it("takes what is due of an entry that several pay in part, and refuses what would be too much", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Jean Petit", [{ piece: "FA-2026-0010", cents: 10_000 }]);
    const ids = await store(bank, [received(6000), received(3000), received(2000), received(1000)]);
    const entryId = owed.entries[0]!;
    const match = (lineId: string, cents: number) => ({
      ...{ lineId, detail: null, accountId: null, by: automatic },
      parts: [{ entryId, cents }],
    });
    const { rows } = await app.admin.query<{ id: string; cents: number }>(
      "select id, cents::int from bank_lines where id = any($1::uuid[]) order by cents desc",
      [ids],
    );
    const refused = await app.inside(bank.org, (ctx) =>
      matchLines(
        ctx,
        rows.map((row) => match(row.id, row.cents)),
      ),
    );
    expect(refused.map((one) => one?.code ?? null)).toEqual([null, null, "bank.entry_not_open", null]);
    expect(await bank.openOf(entryId)).toBe(0);
    const { rows: letterings } = await app.admin.query(
      "select code, (select sum(p.cents)::int from lettering_parts p where p.lettering_id = l.id) as sum from letterings l where account_id = $1 order by code",
      [owed.accountId],
    );
    expect(letterings).toEqual(["q1", "q2", "q3"].map((code) => ({ code, sum: 0 })));
    expect(await soundness(bank.org)).toEqual(SOUND);
  });

  it("counts an entry that is named twice by hand as one part", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Jean Petit", [{ piece: "FA-2026-0020", cents: 5000 }]);
    await store(bank, [received(5000)]);
    const [line] = await bank.lines();
    const entry = outside("entry", owed.entries[0]!);
    const twice = (cents: number) =>
      bank.api("POST", `/bank-lines/${line.id}/match`, {
        pieces: [
          { entry, cents },
          { entry, cents },
        ],
      });
    expect((await twice(3000)).json.code).toBe("bank.entry_not_open");
    expect((await twice(2500)).status).toBe(200);
    expect(await bank.openOf(owed.entries[0]!)).toBe(0);
  });
});

describe("PAY-10 many at the same moment", () => {
  it("looks at the lines twice at once while cards pay: every invoice is paid once", async () => {
    const bank = await aBank(app);
    const owed: Awaited<ReturnType<Bank["customer"]>>[] = [];
    for (let n = 0; n < 12; n++)
      owed.push(
        await bank.customer(`Client ${n}`, [
          { piece: `FA-2026-1${String(n).padStart(3, "0")}`, cents: 5000 + n },
        ]),
      );
    await store(
      bank,
      owed.map((_, n) => received(5000 + n, { text: `FA-2026-1${String(n).padStart(3, "0")}` })),
    );
    const card = (one: (typeof owed)[number], cents: number) =>
      app.inside(bank.org, async (ctx) => {
        const paymentId = newId();
        const { entryId } = await recordPaymentEntry(ctx, {
          ...{ paymentId, accountId: one.accountId, reference: `QT${paymentId}`, label: "Carte", cents },
          receivedOn: "2026-11-20",
        });
        const parts = [{ entryId: one.entries[0]!, cents }];
        return letterPayment(ctx, { paymentId, creditEntryIds: [entryId], parts });
      });
    await Promise.all([
      proposeLines(app.outer(bank.org)),
      proposeLines(app.outer(bank.org)),
      ...owed.slice(0, 6).map((one, n) => card(one, 5000 + n)),
    ]);
    for (const one of owed) expect(await bank.openOf(one.entries[0]!)).toBe(0);
    expect(await soundness(bank.org)).toEqual(SOUND);
  });

  it("undoes lines whose money went to the same accounts the other way round, without waiting in a circle", async () => {
    const bank = await aBank(app);
    const [one, other] = [
      await bank.customer("Un", [{ piece: "FA-2026-2001", cents: 50_000 }]),
      await bank.customer("Deux", [{ piece: "FA-2026-2002", cents: 50_000 }]),
    ];
    const day = (n: number) => `2026-11-${String(n).padStart(2, "0")}`;
    const ids = await store(
      bank,
      Array.from({ length: 8 }, (_, n) => received(3000, { day: day(n + 2), text: `ligne ${n}` })),
    );
    const share = (lineId: string, who: typeof one) =>
      bank.api("POST", `/bank-lines/${lineId}/match`, {
        cents: 1500,
        pieces: [{ entry: outside("entry", who.entries[0]!), cents: 1500 }],
      });
    const lines = ids.map((id) => outside("bank_line", id));
    for (const [n, id] of lines.entries()) {
      const ways = n % 2 === 0 ? [one, other] : [other, one];
      for (const who of ways) expect((await share(id, who)).status).toBe(200);
    }
    const undone = await Promise.all(lines.map((id) => bank.api("POST", `/bank-lines/${id}/undo`)));
    expect(undone.map((answer) => answer.status)).toEqual(lines.map(() => 200));
    expect([await bank.openOf(one.entries[0]!), await bank.openOf(other.entries[0]!)]).toEqual([
      50_000, 50_000,
    ]);
    expect(await soundness(bank.org)).toEqual(SOUND);
  });
});
