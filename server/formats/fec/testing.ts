// What tests share: a legal file, how to read it whole, and an entry to write.
import { type FecEntry, type FecLine, type FecProblem, readFec } from "./index.ts";

export const HEADER =
  "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|" +
  "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise";
export const LINE =
  "VE|Ventes|1|20230109|41100000|Clients|C1|Dupont|F12|20230108|Facture 12|74,70|0,00|AA|20230209|20231231||";

export async function* chunks(bytes: Buffer, size = bytes.length || 1): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function read(file: string | Buffer, chunkSize?: number) {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const lines: FecLine[] = [];
  const problems: FecProblem[] = [];
  let bytesRead = 0;
  for await (const batch of readFec(chunks(bytes, chunkSize))) {
    lines.push(...batch.lines);
    problems.push(...batch.problems);
    bytesRead = batch.bytesRead;
  }
  return { lines, problems, codes: problems.map(({ line, code }) => `${line} ${code}`), bytesRead };
}

/** The good line with some of its columns replaced. */
export function withFields(changes: Record<string, string>): string {
  const fields = LINE.split("|");
  for (const [name, value] of Object.entries(changes)) fields[HEADER.split("|").indexOf(name)] = value;
  return fields.join("|");
}

export const readLine = (line: string) => read(`${HEADER}\n${line}\n`);

/** An entry of a sale on a customer's account, with no amount on either side but what is given. */
export const saleEntry = (over: Partial<FecEntry> = {}): FecEntry => ({
  journalCode: "VE",
  journalLabel: "Ventes",
  entryNumber: "1",
  date: "2026-01-15",
  accountNumber: "411000",
  accountLabel: "Clients",
  auxiliaryNumber: "CLI001",
  auxiliaryLabel: "Café des Arts",
  piece: "F-1",
  pieceDate: "2026-01-15",
  label: "Facture",
  debitCents: 0,
  creditCents: 0,
  lettering: "",
  letteringDate: null,
  validationDate: "2026-12-31",
  dueDate: null,
  currencyCents: null,
  currency: "",
  ...over,
});
