/** Tables that run over pages: the header comes again on each page, a row is never cut, and each page holds a table of its own. */
import { GREY, HAIRLINE, INK, TINT } from "./colour.ts";
import { drawLines, leading } from "./kit.ts";
import { artifact, type Element, group, hairline, newPage, type Sheet } from "./sheet.ts";
import { clean, shrunk, type TextStyle, wrap } from "./text.ts";

export interface Column {
  title: string;
  /** Points; the one column without a width takes what is left. */
  width?: number;
  align?: "left" | "right";
  /** What is cut only at need (a date, a number): made smaller, down to four fifths, to stay on one line. */
  whole?: boolean;
}

/** `span`: how many columns it covers. A cell of a right-aligned column is shrunk, never cut. */
export type Cell = string | { text: string; span?: number; bold?: boolean; colour?: string };

export interface RowOptions {
  /** `strong`: totals and carried sums, bold on a tint. */
  strong?: boolean;
  /** Points kept free below this row, for a row that must close the page. */
  keep?: number;
}

export interface Table {
  sheet: Sheet;
  columns: Required<Column>[];
  size: number;
  element: Element;
  body: Element;
  /** Rows drawn at the foot of a page that is full and at the head of the next. */
  carry?: { before: () => Cell[]; after: () => Cell[] };
}

const PAD = 4;
const MAX_LINES = 4;

/** Starts a table as wide as the page at `sheet.y`. */
export function openTable(
  sheet: Sheet,
  columns: Column[],
  options: { size?: number; carry?: Table["carry"] } = {},
): Table {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const rest = sheet.right - sheet.left - fixed;
  const sized = columns.map((column) => ({
    title: column.title,
    width: column.width ?? rest,
    align: column.align ?? ("left" as const),
    whole: column.whole ?? false,
  }));
  const table: Table = {
    sheet,
    columns: sized,
    size: options.size ?? 9,
    ...(options.carry ? { carry: options.carry } : {}),
    ...elements(sheet),
  };
  if (sheet.y + 80 > sheet.bottom) newPage(sheet);
  header(table);
  return table;
}

function elements(sheet: Sheet): { element: Element; body: Element } {
  const element = group(sheet, "Table");
  return { element, body: element };
}

/** Ends a table; `sheet.y` is below it. */
export function closeTable(table: Table): void {
  if (table.body !== table.element) table.body.end();
  table.element.end();
}

function header(table: Table): void {
  const { sheet } = table;
  const style: TextStyle = { size: table.size - 0.5, colour: GREY, weight: "bold" };
  const head = group(sheet, "THead", table.element);
  const titles = table.columns.map((column) => wrap(column.title, style, column.width - PAD * 2, 2));
  const height = Math.max(...titles.map((lines) => lines.length)) * leading(style) + PAD * 2;
  const row = group(sheet, "TR", head);
  let x = sheet.left;
  for (const [index, column] of table.columns.entries()) {
    const lines = titles[index] ?? [];
    const y = sheet.y + height - PAD - lines.length * leading(style);
    const place = { x: x + PAD, y, width: column.width - PAD * 2 };
    cell(sheet, row, "TH", { scope: "Column" }, () =>
      drawLines(sheet, lines, place, { ...style, align: column.align }),
    );
    x += column.width;
  }
  row.end();
  head.end();
  sheet.y += height;
  artifact(sheet, () => hairline(sheet, sheet.left, sheet.right, sheet.y, INK, 0.9));
  table.body = group(sheet, "TBody", table.element);
}

/** Adds a row, on a new page (after the carried sums) when it does not fit. Cells follow the columns; an empty one is `""`. */
export function addRow(table: Table, cells: Cell[], options: RowOptions = {}): void {
  const { sheet } = table;
  const laid = lay(table, cells, options);
  const height = Math.max(...laid.map((one) => one.lines.length * leading(one.style))) + PAD * 2;
  const carried = table.carry ? leading({ size: table.size }) + PAD * 2 : 0;
  if (sheet.y + height + carried + (options.keep ?? 0) > sheet.bottom) turnPage(table);
  drawRow(table, laid, height, options);
}

/** Starts a page in the middle of a table. */
function turnPage(table: Table): void {
  const { carry, sheet } = table;
  if (carry) drawCarried(table, carry.before());
  closeTable(table);
  newPage(sheet);
  Object.assign(table, elements(sheet));
  header(table);
  if (carry) drawCarried(table, carry.after());
}

function drawCarried(table: Table, cells: Cell[]): void {
  const laid = lay(table, cells, { strong: true });
  drawRow(table, laid, leading({ size: table.size }) + PAD * 2, { strong: true });
}

interface LaidCell {
  lines: string[];
  style: TextStyle;
  x: number;
  width: number;
  span: number;
}

function lay(table: Table, cells: Cell[], options: RowOptions): LaidCell[] {
  const laid: LaidCell[] = [];
  let x = table.sheet.left;
  let at = 0;
  for (const given of cells) {
    const one = typeof given === "string" ? { text: given } : given;
    const span = one.span ?? 1;
    const covered = table.columns.slice(at, at + span);
    const width = covered.reduce((sum, column) => sum + column.width, 0);
    const align = covered[0]?.align ?? "left";
    const weight = options.strong || one.bold ? "bold" : "regular";
    const style: TextStyle = { size: table.size, colour: one.colour ?? INK, weight, align };
    const inner = width - PAD * 2;
    const place = { x: x + PAD, width: inner, span };
    // What is aligned on the right is an amount: all of it, on one line.
    const line = clean(one.text).replaceAll("\n", " ");
    const small = shrunk(line, style, inner);
    const whole = align === "right" || (covered[0]?.whole && small.size >= style.size * 0.8);
    laid.push(
      whole
        ? { lines: [line], style: small, ...place }
        : { lines: wrap(one.text, style, inner, MAX_LINES), style, ...place },
    );
    x += width;
    at += span;
  }
  return laid;
}

function drawRow(table: Table, laid: LaidCell[], height: number, options: RowOptions): void {
  const { sheet } = table;
  const top = sheet.y;
  artifact(sheet, () => {
    if (options.strong) sheet.doc.rect(sheet.left, top, sheet.right - sheet.left, height).fill(TINT);
    hairline(sheet, sheet.left, sheet.right, top + height, HAIRLINE, 0.5);
  });
  const row = group(sheet, "TR", table.body);
  for (const one of laid) {
    // What was made smaller stands on the same line as its neighbours.
    const place = { x: one.x, y: top + PAD + (table.size - one.style.size) * 0.98, width: one.width };
    const empty = one.lines.join("") === "";
    const draw = empty ? undefined : () => drawLines(sheet, one.lines, place, one.style);
    const header = options.strong && one === laid[0];
    cell(
      sheet,
      row,
      header ? "TH" : "TD",
      header ? { scope: "Row", span: one.span } : { span: one.span },
      draw,
    );
  }
  row.end();
  sheet.y = top + height;
}

function cell(
  sheet: Sheet,
  row: Element,
  tag: "TH" | "TD",
  options: { scope?: string; span?: number },
  draw: (() => void) | undefined,
): void {
  const element = sheet.doc.struct(tag) as Element;
  const { scope, span } = options;
  const attributes = { ...(scope ? { Scope: scope } : {}), ...(span && span > 1 ? { ColSpan: span } : {}) };
  if (Object.keys(attributes).length > 0)
    element.dictionary.data = { ...element.dictionary.data, A: { O: "Table", ...attributes } };
  row.add(element);
  if (!draw) return element.end();
  const content = sheet.doc.markStructureContent(tag);
  draw();
  sheet.doc.endMarkedContent();
  element.add(content);
  element.end();
}
