export type { ColumnKind, Language, TableColumn, TableRow, TableRows, TableValue } from "./table.ts";
export { writeCsv } from "./write-csv.ts";
export { writeXlsx, type XlsxOptions } from "./write-xlsx.ts";
