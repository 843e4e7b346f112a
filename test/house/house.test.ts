/** The limits that keep the house readable (ARCHITECTURE.md): checked, not promised. */
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { functionsOf, importsOf, LADDER, type Source, sources, tracked } from "./source.ts";

const production = sources("server/**/*.ts", "web/**/*.{ts,tsx}", "bin/*.ts", "demo/**/*.ts").filter(
  (one) => !/\.test\.tsx?$/.test(one.path),
);
const everything = sources(
  "server/**/*.ts",
  "web/**/*.{ts,tsx}",
  "bin/*.ts",
  "demo/**/*.ts",
  "test/**/*.ts",
  "bench/**/*.ts",
);
const moduleFiles = sources("server/modules/*/**/*.ts");
const moduleOf = (path: string) => path.split("/")[2]!;
const targetOf = (source: Source, specifier: string) => join(dirname(source.path), specifier);

describe("sizes", () => {
  it("no file passes 400 lines", () => {
    expect(everything.filter((one) => one.lines > 400).map((one) => `${one.path}: ${one.lines}`)).toEqual([]);
  });
  it("no function passes 60 lines", () => {
    const components = (path: string) => path.endsWith(".tsx");
    const long = production
      .filter((one) => !components(one.path) && !/(harness|test-house)\.ts$|^demo\//.test(one.path))
      .flatMap(functionsOf)
      .filter((one) => one.lines > 60);
    expect(long.map((one) => `${one.path}:${one.line} ${one.name}: ${one.lines}`)).toEqual([]);
  });
  it("no component passes 150 lines: markup is wider than logic, and is split by what it shows", () => {
    const long = production
      .filter((one) => one.path.endsWith(".tsx"))
      .flatMap(functionsOf)
      .filter((one) => one.lines > 150);
    expect(long.map((one) => `${one.path}:${one.line} ${one.name}: ${one.lines}`)).toEqual([]);
  });
  it("no handler in a door passes 15 lines", () => {
    const doors = moduleFiles.filter((one) => basename(one.path) === "routes.ts").flatMap(functionsOf);
    expect(
      doors
        .filter((one) => one.lines > 15 && one.name !== "makeRoutes")
        .map((one) => `${one.path} ${one.name}`),
    ).toEqual([]);
  });
  it("a front door shows at most 20 lines, a README of a module 30", () => {
    const fronts = sources("server/modules/*/index.ts").filter((one) => one.lines > 20);
    const readmes = sources("server/modules/*/README.md").filter((one) => one.lines > 30);
    expect([...fronts, ...readmes].map((one) => `${one.path}: ${one.lines}`)).toEqual([]);
  });
});

describe("the ladder", () => {
  it("every module of the ladder exists, with its front door, contract, routes and README", () => {
    const paths = new Set(sources("server/modules/*/*.{ts,md}").map((one) => one.path));
    const wanted = LADDER.flatMap((name) =>
      ["contract.ts", "routes.ts", "README.md"].map((file) => `server/modules/${name}/${file}`),
    );
    expect(wanted.filter((path) => !paths.has(path))).toEqual([]);
    expect([...new Set(moduleFiles.map((one) => moduleOf(one.path)))].sort()).toEqual([...LADDER].sort());
  });
  it("a module imports only the front door of modules above it", () => {
    const wrong = moduleFiles
      .filter((one) => !one.path.endsWith(".test.ts"))
      .flatMap((one) =>
        importsOf(one)
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => targetOf(one, specifier))
          .filter((target) => target.startsWith("server/modules/") && moduleOf(target) !== moduleOf(one.path))
          .filter(
            (target) =>
              LADDER.indexOf(moduleOf(target) as never) >= LADDER.indexOf(moduleOf(one.path) as never) ||
              basename(target) !== "index.ts",
          )
          .map((target) => `${one.path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });
  it("platform, formats and gateways know no module", () => {
    const low = sources(
      "server/platform/**/*.ts",
      "server/formats/**/*.ts",
      "server/gateways/**/*.ts",
    ).filter((one) => !one.path.endsWith(".test.ts"));
    const wrong = low.flatMap((one) =>
      importsOf(one)
        .filter((specifier) => targetOf(one, specifier).startsWith("server/modules"))
        .map((specifier) => `${one.path} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
  it("formats know no database and no gateway", () => {
    const wrong = sources("server/formats/**/*.ts").flatMap((one) =>
      importsOf(one)
        .filter((specifier) => /kysely|^pg$|platform\/database|gateways/.test(specifier))
        .map((specifier) => `${one.path} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
  it("the web takes only types from the server", () => {
    const wrong = sources("web/**/*.{ts,tsx}").flatMap((one) =>
      [...one.text.matchAll(/^import\s+(?!type\b)[^;]*?from\s+"[^"]*server\/[^"]+"/gms)].map(
        (match) => `${one.path}: ${match[0]}`,
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the vocabulary of a module", () => {
  const KNOWN = /^(index|contract|routes|access|rules|sql|jobs|facts|words)\.ts$/;
  const VERB_NOUN = /^[a-z]+(-[a-z]+)+\.ts$/;
  it("knows only its kinds of files", () => {
    const own = moduleFiles.filter((one) => !one.path.endsWith(".test.ts"));
    const wrong = own.filter((one) => {
      const rest = one.path.split("/").slice(3);
      if (rest[0] === "sql" && rest.length === 2) return false;
      return (
        rest.length !== 1 ||
        !(KNOWN.test(rest[0]!) || VERB_NOUN.test(rest[0]!) || /^[a-z]+-(rules|words)\.ts$/.test(rest[0]!))
      );
    });
    expect(wrong.map((one) => one.path)).toEqual([]);
  });
  it("past 25 files a module was two words", () => {
    // These keep one act per file under one word each: docs/decisions/0005, 0006 and 0017.
    const large = new Set([
      "banking",
      "collections",
      "identity",
      "ledger",
      "mandates",
      "notifications",
      "payments",
    ]);
    // What each module tells of the people in its tables says nothing of how many words it is.
    const counted = Map.groupBy(
      moduleFiles.filter(
        (one) => !/\.test\.ts$|\/(sql\/personal|sql\/terms|personal-data)\.ts$/.test(one.path),
      ),
      (one) => moduleOf(one.path),
    );
    const wrong = [...counted]
      .filter(([name, files]) => files.length > 25 && !large.has(name))
      .map(([name, files]) => `${name}: ${files.length}`);
    expect(wrong).toEqual([]);
  });
  it("keeps statements in sql", () => {
    const outside = moduleFiles.filter(
      (one) => !/\/sql(\.ts|\/)/.test(one.path) && !one.path.endsWith(".test.ts"),
    );
    const wrong = outside.filter((one) =>
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(one.text),
    );
    const allowed = new Set(["server/modules/identity/authenticate-actor.ts"]);
    expect(wrong.map((one) => one.path).filter((path) => !allowed.has(path))).toEqual([]);
  });
  it("reads no table of another module", () => {
    const owners: Record<string, string> = {};
    const owned: Record<string, string[]> = {
      organizations: ["organizations", "organization_addresses", "creditors"],
      identity: [
        "users",
        "sessions",
        "mail_links",
        "api_tokens",
        "totp_secrets",
        "recovery_codes",
        "passkeys",
        "ceremonies",
        "devices",
        "sso_settings",
        "sso_identities",
      ],
      directory: ["parties", "access_accounts", "access_codes", "access_letters"],
      coordinates: ["party_coordinates", "coordinate_changes", "coordinate_change_fields"],
      signatures: ["signing_identities", "timestamp_settings", "stamped_files"],
      ledger: ["accounts", "invoices", "entries", "letterings", "lettering_parts", "holds"],
      messaging: [
        "announcements",
        "announcement_readings",
        "requests",
        "request_messages",
        "request_categories",
        "attachments",
        "news_feeds",
      ],
      disputes: [
        "disputes",
        "dispute_entries",
        "dispute_steps",
        "dispute_files",
        "dispute_categories",
        "dispute_counters",
      ],
      mandates: [
        "mandates",
        "mandate_settings",
        "mandate_counters",
        "mandate_signatures",
        "mandate_events",
        "mandate_instalments",
        "mandate_amendments",
      ],
      payments: [
        "payment_settings",
        "former_payment_settings",
        "cart_entries",
        "payments",
        "payment_entries",
        "receipts",
        "receipt_counters",
        "reversals",
        "declarations",
        "transfer_orders",
        "transfer_order_parts",
      ],
      collections: [
        "collection_settings",
        "batch_counters",
        "debit_batches",
        "debit_blocks",
        "collections",
        "collection_pieces",
        "collection_returns",
      ],
      banking: [
        "bank_accounts",
        "bank_files",
        "bank_statements",
        "bank_statement_days",
        "bank_lines",
        "bank_sightings",
        "bank_allocations",
        "bank_allocation_accounts",
        "bank_allocation_parts",
        "bank_payers",
        "bank_line_notes",
      ],
      exchange: ["imports", "import_problems"],
      exports: ["exports", "export_lines", "export_settings"],
      privacy: ["data_archives", "erasures", "erasure_steps", "access_warnings"],
      webhooks: ["webhooks", "webhook_deliveries"],
      audit: ["fact_seals", "sealed_facts", "fact_reliefs"],
      notifications: [
        "mails",
        "mail_entries",
        "texts",
        "text_settings",
        "text_months",
        "pushes",
        "push_devices",
        "notification_choices",
        "notification_defaults",
        "notification_phones",
        "mail_templates",
        "bounced_addresses",
        "digests",
      ],
    };
    for (const [module, tables] of Object.entries(owned)) for (const table of tables) owners[table] = module;
    const wrong = moduleFiles
      .filter((one) => !one.path.endsWith(".test.ts"))
      .flatMap((one) =>
        [
          ...one.text.matchAll(
            /(?:\b(?:from|join|into|update)\s+|(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(")([a-z_]+)/g,
          ),
        ]
          .map((match) => match[1]!)
          .filter((table) => owners[table] && owners[table] !== moduleOf(one.path))
          .map((table) => `${one.path} reads ${table} of ${owners[table]}`),
      );
    expect([...new Set(wrong)]).toEqual([]);
  });
});

describe("words", () => {
  it("nothing is left undone or switched off", () => {
    const marks = new RegExp(
      `\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X"].join("|")})\\b|\\b(it|describe|test)\\.(only|skip)\\(|not implemented`,
    );
    expect(
      everything
        .filter((one) => one.path !== "test/house/house.test.ts" && marks.test(one.text))
        .map((one) => one.path),
    ).toEqual([]);
  });
  it("no machine path, registry host or working file is named", () => {
    const marks = new RegExp(
      ["(^|[^a-z.])/wo" + "rk/", "[.][.]/sha" + "red", '"resolved": "ht' + "tp"].join("|"),
    );
    const text = sources(
      ...tracked().filter((path) => /\.(ts|tsx|mjs|md|json|sql|css|yaml|yml|html)$/.test(path)),
    );
    expect(text.filter((one) => marks.test(one.text)).map((one) => one.path)).toEqual([]);
  });
  it("the design system has no trade word", () => {
    const trade =
      /\b(invoice|payment|creditor|debtor|lettering|ledger|mandate|facture|paiement|créancier|lettrage)s?\b/i;
    const ui = sources("web/ui/**/*.tsx").filter((one) => !/gallery|samples?\b|\.test\./.test(one.path));
    expect(ui.filter((one) => trade.test(one.text)).map((one) => one.path)).toEqual([]);
  });
  it("ARCHITECTURE and STYLE stay within 150 lines", () => {
    expect(
      sources("ARCHITECTURE.md", "STYLE.md")
        .filter((one) => one.lines > 150)
        .map((one) => one.path),
    ).toEqual([]);
    expect(
      sources("docs/decisions/*.md")
        .filter((one) => one.lines > 40)
        .map((one) => one.path),
    ).toEqual([]);
  });
});
