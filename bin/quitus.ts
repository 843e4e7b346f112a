/** The operators' command line. Exit codes: 0 done, 1 failed or not right, 2 called wrongly. */
import { parseArgs } from "node:util";
import { ConfigurationError } from "../server/platform/config.ts";
import { migrate } from "../server/platform/database/migrate.ts";
import { checkBalances } from "./quitus/check-balances.ts";
import { makeOrganization } from "./quitus/create-organization.ts";
import { importBankFiles } from "./quitus/import-bank.ts";
import { importFecFile } from "./quitus/import-fec.ts";
import { explain, Unsatisfied, UsageError, within } from "./quitus/surroundings.ts";
import { verifyAudit } from "./quitus/verify-audit.ts";

const HELP = `quitus - the command line of the operators

  quitus import fec FILE --creditor CODE [--organization SLUG] [--check]
      Imports a FEC for a creditor, and prints the report. --check does the same work and writes nothing.
  quitus import bank FILE... [--organization SLUG]
      Imports bank files (camt, CFONB) and matches their lines; what was read before changes nothing.
  quitus create organization --slug SLUG --name NAME --kind KIND --administrator EMAIL [--host NAME]
      KIND: municipality, property_manager or company. Prints the link that activates the first administrator.
  quitus check balances [--organization SLUG]
      Recomputes balances, settlements and letterings from the entries; exit code 1 when something differs.
  quitus audit verify [--organization SLUG] [--head NUMBER:HASH]
      Recomputes the seals of the audit trail; exit code 1 and the first fact that was changed, removed or put in.
      --head: a seal noted elsewhere (the log has them all), that the trail must still hold.
  quitus migrate
      Brings the database up to date (the server does it too when it starts).
  quitus help

It reads the same environment as the server (docs/operating/configuration.md).
--demo: works on the demonstration instead, while it runs (npm run demo).`;

const OPTIONS = {
  creditor: { type: "string" },
  organization: { type: "string" },
  check: { type: "boolean", default: false },
  slug: { type: "string" },
  name: { type: "string" },
  kind: { type: "string" },
  administrator: { type: "string" },
  host: { type: "string" },
  head: { type: "string" },
  demo: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = read(args);
  const [verb, noun, ...rest] = positionals;
  const command = [verb, noun].filter(Boolean).join(" ");
  if (values.help || verb === undefined || verb === "help") return console.log(HELP);
  const most = command === "import fec" ? 1 : command === "import bank" ? rest.length : 0;
  if (rest.length > most) throw new UsageError(`"${rest[most]}" is one argument too many`);
  switch (command) {
    case "import fec":
      if (rest[0] === undefined) throw new UsageError("FILE: the file to import is missing");
      return importFecFile({
        ...values,
        file: rest[0],
        creditor: values.creditor,
        organization: values.organization,
      });
    case "import bank":
      return importBankFiles({ files: rest, organization: values.organization, demo: values.demo });
    case "create organization":
      return makeOrganization(values);
    case "check balances":
      return checkBalances({ organization: values.organization, demo: values.demo });
    case "audit verify":
      return verifyAudit({ organization: values.organization, head: values.head, demo: values.demo });
    case "migrate":
      return within(values.demo, async ({ databaseUrl }) => {
        const applied = await migrate(databaseUrl);
        console.log(applied.length === 0 ? "the database was up to date" : `applied: ${applied.join(", ")}`);
      });
    default:
      throw new UsageError(`"${command}" is not a command`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError;
  const expected = usage || error instanceof Unsatisfied || error instanceof ConfigurationError;
  console.error(expected ? (error as Error).message : explain(error));
  if (usage) console.error("\nquitus help tells how it is called.");
  process.exitCode = usage ? 2 : 1;
}
