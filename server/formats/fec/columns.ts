/** The 18 legal columns in their order (art. A47 A-1 LPF), with their exact spelling. */
export const LEGAL_COLUMNS = [
  "JournalCode",
  "JournalLib",
  "EcritureNum",
  "EcritureDate",
  "CompteNum",
  "CompteLib",
  "CompAuxNum",
  "CompAuxLib",
  "PieceRef",
  "PieceDate",
  "EcritureLib",
  "Debit",
  "Credit",
  "EcritureLet",
  "DateLet",
  "ValidDate",
  "Montantdevise",
  "Idevise",
] as const;

export type ColumnName = (typeof LEGAL_COLUMNS)[number] | "Montant" | "Sens" | "EcheanceDate";

/** Where each known column stands in the file; -1 when the file has none. */
export type FecLayout = {
  separator: string;
  at: Record<ColumnName, number>;
  /** Number of columns, without the empty names that a trailing separator makes. */
  width: number;
  /** Number of fields of the header line as it is written. */
  rawWidth: number;
};

export type HeaderFault = { code: string; value?: string };
export type ReadHeader = { layout: FecLayout | null; faults: HeaderFault[] };

const ALL: readonly ColumnName[] = [...LEGAL_COLUMNS, "Montant", "Sens", "EcheanceDate"];
const BY_FOLDED_NAME = new Map<string, ColumnName>([
  ...ALL.map((name) => [name.toLowerCase(), name] as const),
  ["dateecheance", "EcheanceDate"],
  ["echeance", "EcheanceDate"],
]);
/** Without these no entry can be posted to an account. */
const NEEDED: ColumnName[] = ["JournalCode", "EcritureNum", "EcritureDate", "CompteNum", "EcritureLib"];
const AMOUNTS: ColumnName[] = ["Debit", "Credit"];

function fold(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/**
 * Reads the header: tab or pipe, names in any order, case and accents folded. Debit and Credit may be Montant and
 * Sens. A fault of an error kind leaves `layout` null and refuses the file.
 */
export function readHeader(line: string): ReadHeader {
  const names = line.split(/[\t|;,]/).map(fold);
  if (!names.some((name) => BY_FOLDED_NAME.has(name))) return refused("fec.header_missing");
  const separator = line.includes("\t") ? "\t" : "|";
  const fields = line.split(separator).map(fold);
  if (fields.length < 2) return refused("fec.separator_unknown");
  const at = Object.fromEntries(ALL.map((name) => [name, -1])) as Record<ColumnName, number>;
  const faults: HeaderFault[] = [];
  fields.forEach((field, index) => {
    const name = BY_FOLDED_NAME.get(field);
    if (!name) return;
    if (at[name] === -1) at[name] = index;
    else faults.push({ code: "fec.column_twice", value: name });
  });
  const signed = at.Montant >= 0 && at.Sens >= 0;
  const needed = signed ? NEEDED : [...NEEDED, ...AMOUNTS];
  const missing = needed.filter((name) => at[name] < 0);
  if (missing.length > 0) return refused("fec.columns_missing", missing.join(", "));
  const absent = LEGAL_COLUMNS.filter((name) => at[name] < 0 && !(signed && AMOUNTS.includes(name)));
  if (absent.length > 0) faults.push({ code: "fec.columns_absent", value: absent.join(", ") });
  const width = fields.findLastIndex((field) => field !== "") + 1;
  return { layout: { separator, at, width, rawWidth: fields.length }, faults };
}

function refused(code: string, value?: string): ReadHeader {
  return { layout: null, faults: [value === undefined ? { code } : { code, value }] };
}
