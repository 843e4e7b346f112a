import { type TableColumn, type TableRow, writeCsv } from "../../formats/table-export/index.ts";
import type { Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFact } from "../../platform/facts.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { requireWhole } from "./access.ts";
import type { AuditFact } from "./contract.ts";
import { type AuditQuery, filterOf, showFacts } from "./list-facts.ts";
import { type FactFilter, selectFacts } from "./sql.ts";
import { words } from "./words.ts";

const FACTS_A_PAGE = 1000;
type Wish = AuditQuery & { format: "csv" | "json"; language: "fr" | "en" };

/**
 * The trail as a file, oldest first: CSV for people, JSON for software. Read by pages in short
 * transactions while it is sent. Who took it is a fact too.
 */
export async function exportFacts(outer: Outer, { format, language, ...query }: Wish): Promise<FileAnswer> {
  requireWhole(outer.actor);
  const filter = await outer.transaction(async (ctx) => {
    await recordFact(ctx, {
      name: "audit.exported",
      subject: { kind: "organization", id: ctx.organizationId },
      data: { format, ...query },
    });
    return filterOf(ctx, query);
  });
  const facts = eachFact(outer, filter);
  const fileName = `${words.audit[language]} ${dayInParis(outer.clock())}.${format === "csv" ? "csv" : "json"}`;
  return format === "csv"
    ? {
        mediaType: "text/csv",
        fileName,
        content: writeCsv(columnsOf(language), tableRows(facts), { language }),
      }
    : { mediaType: "application/json", fileName, content: jsonArray(facts) };
}

async function* eachFact(outer: Outer, filter: FactFilter): AsyncGenerator<AuditFact> {
  for (let after: { at: string; id: string } | null = null; ; ) {
    const page = await outer.transaction(async (ctx) => {
      const rows = await selectFacts(ctx, filter, { after, limit: FACTS_A_PAGE, way: "asc" });
      return { rows, shown: await showFacts(ctx, rows) };
    });
    yield* page.shown;
    const last = page.rows.at(-1);
    if (!last || page.rows.length < FACTS_A_PAGE) return;
    after = { at: last.at.toISOString(), id: last.id };
  }
}

async function* jsonArray(facts: AsyncIterable<AuditFact>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const fact of facts) {
    yield before + JSON.stringify(fact);
    before = ",\n";
  }
  yield before === ",\n" ? "\n]\n" : "[]\n";
}

const COLUMNS = [
  "at",
  "name",
  "subject",
  "actor",
  "viewedBy",
  "ip",
  "requestId",
  "seal",
  "data",
  "id",
] as const;
const columnsOf = (language: "fr" | "en"): TableColumn[] =>
  COLUMNS.map((key) => ({ key, header: words[key][language], kind: "text" }));

async function* tableRows(facts: AsyncIterable<AuditFact>): AsyncGenerator<TableRow> {
  for await (const { subject, actor, seal, data, ...fact } of facts)
    yield {
      ...fact,
      subject: subject.id,
      actor: actor.name || actor.id || actor.kind,
      seal: seal === null ? "" : String(seal),
      data: JSON.stringify(data),
    };
}
