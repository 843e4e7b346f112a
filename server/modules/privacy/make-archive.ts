import { type TableColumn, type TableRow, writeCsv } from "../../formats/table-export/index.ts";
import { writeZip, type ZipEntry } from "../../formats/zip/index.ts";
import type { Outer } from "../../platform/context.ts";
import { formatInstant } from "../../platform/dates.ts";
import { assert } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { Language } from "../../platform/money.ts";
import {
  type Consent,
  heldPage,
  type PersonalKind,
  type PersonalRow,
  type Subject,
} from "../../platform/personal-data.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { subjectOf } from "../directory/index.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { tellPerson } from "../notifications/index.ts";
import { type Brand, readBrand, readSettings } from "../organizations/index.ts";
import { facts } from "./facts.ts";
import { gatherConsents, gatherHeld, type KindHeld } from "./gather-kinds.ts";
import { expiryOf } from "./rules.ts";
import { type ArchiveRow, beatArchive, findArchive, finishArchive } from "./sql/archives.ts";
import { archiveNames, archiveWords } from "./words.ts";
import { summaryPage } from "./write-summary.ts";

const PAGE = 500;
const BEAT_MS = 1000;

type Story = {
  archive: ArchiveRow;
  person: Person;
  of: Subject;
  brand: Brand;
  held: KindHeld[];
  consents: Consent[];
  grid: Awaited<ReturnType<typeof readSettings>>["retention"];
};

/** Makes the archive page by page, as a stream into the file store. Again, or after a crash, it starts over. */
export async function makeArchive(outer: Outer, archiveId: string): Promise<void> {
  const archive = await outer.transaction((ctx) => findArchive(ctx, archiveId));
  if (archive?.state !== "making") return;
  const story = await outer.transaction(async (ctx): Promise<Story> => {
    const of = await subjectOf(ctx, archive.userId);
    const person = (await findUsersByIds(ctx, [archive.userId])).get(archive.userId);
    assert(person, "an archive is of a user");
    const { retention: grid } = await readSettings(ctx);
    const held = await gatherHeld(ctx, of);
    return {
      archive,
      person,
      of,
      grid,
      held,
      brand: await readBrand(ctx),
      consents: await gatherConsents(ctx, person.id),
    };
  });
  const stored = await outer.services.files.put(
    outer.organizationId,
    writeZip(entriesOf(outer, story), outer.clock()),
  );
  const kept = await outer.transaction(async (ctx) => {
    const expiresAt = expiryOf(ctx.clock());
    if (!(await finishArchive(ctx, archiveId, { ...stored, expiresAt }))) return false;
    await rememberFile(ctx, stored, "application/zip");
    const subject = { kind: "user", id: archive.userId };
    await recordFact(ctx, { name: facts.archiveReady, subject, data: { archiveId, bytes: stored.bytes } });
    await tellPerson(ctx, {
      kind: "data_ready",
      person: story.person,
      given: { fields: { name: story.person.name, at: formatInstant(expiresAt, story.person.language) } },
      path: "/mes-donnees",
      subject: { kind: "archive", id: archiveId },
      onceKey: `data_ready:${archiveId}`,
    });
    return true;
  });
  // Made by another meanwhile, or its person is erased: this one is nobody's.
  if (!kept) await dropUnlessKept(outer, archiveId, stored.hash);
}

async function dropUnlessKept(outer: Outer, archiveId: string, hash: string): Promise<void> {
  const archive = await outer.transaction((ctx) => findArchive(ctx, archiveId));
  if (archive?.fileHash !== hash)
    await outer.services.files.remove(outer.organizationId, hash, outer.clock());
}

async function* entriesOf(outer: Outer, story: Story): AsyncGenerator<ZipEntry> {
  const { language } = story.archive;
  const beat = heartbeat(outer, story);
  const folder = archiveNames.data[language];
  yield {
    name: archiveNames.summary[language],
    content: [summaryPage({ ...story, language, at: outer.clock() })],
  };
  yield {
    name: `${folder}/${archiveNames.consents[language]}`,
    content: [JSON.stringify(story.consents, null, 2)],
  };
  for (const { kind } of story.held) {
    const rows = () => rowsOf(outer, kind, story.of, beat);
    yield { name: `${folder}/${kind.kind}.csv`, content: csvOf(kind, rows(), language) };
    yield { name: `${folder}/${kind.kind}.json`, content: jsonOf(kind, rows()) };
    if (kind.files) yield* filesOf(outer, rows(), `${archiveNames.files[language]}/${kind.kind}`, language);
  }
}

/** Each page is read in a short transaction of its own. */
async function* rowsOf(
  outer: Outer,
  kind: PersonalKind,
  of: Subject,
  beat: (rows: number) => Promise<void>,
): AsyncGenerator<PersonalRow> {
  for (let after: string | null = null; ; ) {
    const page: PersonalRow[] = await outer.transaction((ctx) =>
      heldPage(ctx, kind, of, { after, limit: PAGE }),
    );
    yield* page;
    await beat(page.length);
    if (page.length < PAGE) return;
    after = page.at(-1)!.key;
  }
}

function csvOf(kind: PersonalKind, rows: AsyncIterable<PersonalRow>, language: Language) {
  const columns: TableColumn[] = kind.columns.map((column) => ({
    key: column.key,
    header: column[language],
    kind: column.kind === "cents" ? "cents" : column.kind === "day" ? "date" : "text",
  }));
  return writeCsv(
    columns,
    mapped(rows, (row) => cells(kind, row)),
    { language },
  );
}

async function* jsonOf(kind: PersonalKind, rows: AsyncIterable<PersonalRow>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const row of rows) {
    yield before + JSON.stringify(cells(kind, row));
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** The row as it is handed over: its columns in their order, instants as ISO 8601. */
const cells = (kind: PersonalKind, row: PersonalRow): TableRow =>
  Object.fromEntries(
    kind.columns.map(({ key }) => {
      const value = row[key];
      if (value instanceof Date) return [key, value.toISOString()];
      return [key, typeof value === "boolean" ? String(value) : (value as string | number | null)];
    }),
  );

async function* filesOf(
  outer: Outer,
  rows: AsyncIterable<PersonalRow>,
  folder: string,
  language: Language,
): AsyncGenerator<ZipEntry> {
  const { files } = outer.services;
  for await (const { file_hash: hash, file_name: name } of rows) {
    if (!hash || !name) continue;
    const path = `${folder}/${name.replaceAll("/", "-")}`;
    if (await files.has(outer.organizationId, hash))
      yield { name: path, content: await files.get(outer.organizationId, hash), stored: true };
    else yield { name: `${path}.txt`, content: [archiveWords.absent[language]] };
  }
}

/** Counts the rows that passed and tells, once a second at most. */
function heartbeat(outer: Outer, { archive, held }: Story): (rows: number) => Promise<void> {
  const total = held.reduce((sum, { kind, held: { count } }) => sum + count * (kind.files ? 3 : 2), 0);
  let [done, toldAt] = [0, 0];
  return async (rows) => {
    done += rows;
    if (Date.now() - toldAt < BEAT_MS) return;
    toldAt = Date.now();
    await outer.transaction((ctx) => beatArchive(ctx, archive.id, { total, done }));
  };
}

async function* mapped<T, U>(items: AsyncIterable<T>, to: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield to(item);
}
