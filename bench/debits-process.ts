/** A process of its own for a file of debits, so that its memory is its own: writes it to disk, then says how long and how high. */
import { block, debit } from "../server/formats/sepa/debit-file.fixture.ts";
import { type Debit, writePain008 } from "../server/formats/sepa/index.ts";
import { peakMb } from "./peak-memory.ts";
import { writeWhole } from "./write-whole.ts";

export type DebitsDone = { ms: number; peakMb: number; bytes: number };

const [path, count] = [process.argv[2]!, Number(process.argv[3])];

/** Debtors differ by all that is checked and written; they are made as they are read from a database, one by one. */
function* debits(): Generator<Debit> {
  for (let n = 0; n < count; n += 1)
    yield debit(n, {
      debtor: {
        name: `Zoé Lefèvre ${n}`,
        iban: n % 2 ? "FR1420041010050500013M02606" : "DE89370400440532013000",
      },
    });
}

const cents = count * 8333 + (count * (count - 1)) / 2;
const one = { ...block("BENCH-1", []), count, cents, debits: debits() };
const file = {
  messageId: "BENCH",
  createdAt: new Date(),
  initiator: "Ville de Montfleuri",
  count,
  cents,
  blocks: [one],
};
const start = performance.now();
const bytes = await writeWhole(path, writePain008(file, "pain.008.001.08"));
const done: DebitsDone = { ms: performance.now() - start, peakMb: peakMb(), bytes };
process.send?.(done);
process.disconnect?.();
