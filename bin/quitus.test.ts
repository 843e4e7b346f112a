import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineOf, statementOf, writeCamt } from "../server/formats/bank-file/testing.ts";
import { fecHeader, writeFecLine } from "../server/formats/fec/index.ts";
import { sealFacts } from "../server/modules/audit/index.ts";
import { contract, refusals } from "../server/modules/identity/contract.ts";
import { routes } from "../server/modules/identity/routes.ts";
import { moduleOf } from "../server/platform/doors.ts";
import { recordFact } from "../server/platform/facts.ts";
import { newId, outside } from "../server/platform/ids.ts";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, call } from "../test/harness/builders.ts";

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("identity", contract, routes, refusals)] });
  folder = await mkdtemp(join(tmpdir(), "quitus-cli-"));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command as an operator does, in a process of its own. */
function quitus(
  args: string[],
  over: Record<string, string | undefined> = {},
): Promise<{ code: number; out: string; err: string }> {
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "test",
    DATABASE_URL: app.databaseUrl,
    DATA_DIR: folder,
    PUBLIC_URL: app.origin,
    QUITUS_SECRET: "a secret for tests only, 32 characters",
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Quitus <no-reply@quitus.test>",
    ...over,
  };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "quitus.ts"), ...args], { env });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
  });
}

const bill = (number: string, cents: number, side: "debitCents" | "creditCents", account: string) =>
  writeFecLine({
    journalCode: "VE",
    journalLabel: "Ventes",
    entryNumber: number,
    date: "2026-03-02",
    accountNumber: account,
    accountLabel: "Clients",
    auxiliaryNumber: account === "411000" ? "C1" : "",
    auxiliaryLabel: account === "411000" ? "Librairie du Quai" : "",
    piece: `F${number}`,
    pieceDate: null,
    label: `Facture ${number}`,
    debitCents: 0,
    creditCents: 0,
    [side]: cents,
    lettering: "",
    letteringDate: null,
    validationDate: "2026-03-02",
    dueDate: null,
    currencyCents: null,
    currency: "",
  });

describe("the command line", () => {
  it("tells how it is called, and what is wrong with a call", async () => {
    expect(await quitus(["help"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("import fec FILE"),
    });
    expect(await quitus(["import", "fec"])).toMatchObject({ code: 2, err: expect.stringContaining("FILE:") });
    expect(await quitus(["import", "fec", "/nowhere.txt"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--creditor:"),
    });
    expect(await quitus(["import", "fec", "/nowhere.txt", "--creditor", "X"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('"/nowhere.txt"'),
    });
    expect(await quitus(["dance"])).toMatchObject({ code: 2, err: expect.stringContaining('"dance"') });
    expect(await quitus(["migrate", "--quickly"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--quickly"),
    });
    expect(await quitus(["create", "organization", "--slug", "A B", "--kind", "club"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--slug:.*\n--name:.*\n--kind:.*\n--administrator:/),
    });
  });
  it("names the variable that is missing, and the database that does not answer", async () => {
    expect(await quitus(["migrate"], { SMTP_URL: undefined })).toMatchObject({
      code: 1,
      err: expect.stringContaining("SMTP_URL: is required"),
    });
    expect(await quitus(["migrate"], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" })).toMatchObject({
      code: 1,
      err: expect.stringContaining("DATABASE_URL"),
    });
  });
  it("ALL-6 finds the database up to date", async () => {
    expect(await quitus(["migrate"])).toMatchObject({ code: 0, out: "the database was up to date\n" });
  });
  it("creates an organization whose administrator activates by the printed link; the same again is refused", async () => {
    const args = [
      "create",
      "organization",
      "--slug",
      "vallon",
      "--name",
      "Le Vallon",
      "--kind",
      "company",
      "--administrator",
      "chef@vallon.example",
    ];
    const made = await quitus(args);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining(`${app.origin}/o/vallon`) });
    const token = /\/lien\/([\w-]+)/.exec(made.out)![1];
    const answer = await call("POST", `${app.origin}/o/vallon/api/mail-links/${token}`, {
      body: { password: "Pervenche-1987" },
    });
    expect(answer).toMatchObject({ status: 200, json: { kind: "activation", signedIn: true } });
    const cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!;
    expect((await call("GET", `${app.origin}/o/vallon/api/session`, { cookie })).json.staff).toMatchObject({
      role: "administrator",
      creditors: null,
    });
    expect(await quitus(args)).toMatchObject({
      code: 1,
      err: expect.stringContaining("organization.address_taken"),
    });
  });
  it("API-6 imports a FEC, again without effect, checks one without writing, and tells lines left out", async () => {
    const { organization_id: id, slug } = await anOrganization(app);
    await aCreditor(app, id, { code: "MAISON" });
    const entries = () =>
      app.admin
        .query("select count(*)::int as n from entries where organization_id = $1", [id])
        .then(({ rows }) => rows[0].n);
    const file = join(folder, "2026.txt");
    await writeFile(
      file,
      fecHeader() + bill("1", 12_000, "debitCents", "411000") + bill("1", 12_000, "creditCents", "707000"),
    );
    const args = ["import", "fec", file, "--organization", slug, "--creditor", "MAISON"];
    expect(await quitus([...args, "--check"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing was written"),
    });
    expect(await entries()).toBe(0);
    expect(await quitus(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 created, 0 updated"),
    });
    expect(await quitus(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 created, 0 updated, 1 unchanged"),
    });
    expect(await entries()).toBe(1);
    await writeFile(
      file,
      fecHeader() + bill("1", 12_000, "debitCents", "411000").replace("20260302", "20260231"),
    );
    expect(await quitus(args)).toMatchObject({
      code: 1,
      out: expect.stringContaining("line 2 error"),
      err: expect.stringContaining("left out"),
    });
    expect(
      await quitus(["import", "fec", file, "--organization", "nobody", "--creditor", "MAISON"]),
    ).toMatchObject({ code: 2, err: expect.stringContaining('--organization: "nobody"') });
    expect(
      await quitus(["import", "fec", file, "--organization", slug, "--creditor", "AUTRE"]),
    ).toMatchObject({ code: 2, err: expect.stringContaining('"AUTRE"') });
    expect(await quitus(["import", "fec", file, "--creditor", "MAISON"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--organization: name one of"),
    });
  });
  it("API-6 imports bank files, again without effect, and refuses what is none", async () => {
    const { organization_id: id, slug } = await anOrganization(app);
    await aCreditor(app, id, { iban: "FR7630006000011234567890189" });
    const lines = [lineOf({ cents: 4200, bookedOn: "2026-11-02", kind: "transfer", label: "VIR DURAND" })];
    const { statement } = statementOf(lines, {});
    const file = join(folder, "releve.xml");
    const text = [...writeCamt([{ statement, lines }], { format: "camt.053", version: "08" })].join("");
    await writeFile(file, text);
    const args = ["import", "bank", file, "--organization", slug];
    expect(await quitus(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining("releve.xml: done, camt.053, 1 statements, 1 new lines, 0 known"),
    });
    expect(await quitus(args)).toMatchObject({ code: 0, out: expect.stringContaining("read before") });
    await writeFile(file, "hello, this is no bank file at all");
    expect(await quitus(args)).toMatchObject({ code: 1, out: expect.stringContaining("failed") });
    expect(await quitus(["import", "bank", "--organization", slug])).toMatchObject({ code: 2 });
    const { rows } = await app.admin.query(
      "select count(*)::int as n from bank_lines where organization_id = $1",
      [id],
    );
    expect(rows[0].n).toBe(1);
  });
  it("OFF-7 finds balances right, and a wrong one", async () => {
    const right = await quitus(["check", "balances"]);
    expect(right).toMatchObject({ code: 0, out: expect.stringContaining("is right") });
    await app.admin.query("update accounts set balance_cents = balance_cents + 1");
    expect(await quitus(["check", "balances"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("its entries make 12000"),
      err: expect.stringContaining("1 differences"),
    });
  });
  it("API-6 PAY-10 leaves to the server the mails about what an imported bank file pays", async () => {
    const { organization_id: id, slug } = await anOrganization(app);
    const creditor = await aCreditor(app, id, { iban: "FR7630006000011234567890189" });
    const customer = await aCustomer(app, id, creditor.id as string);
    await anEntry(app, id, customer.account.id as string, 4200, { piece: "FA-2026-0042" });
    const lines = [lineOf({ cents: 4200, bookedOn: "2026-11-02" }, { remittance: ["FA-2026-0042"] })];
    const { statement } = statementOf(lines, {});
    const file = join(folder, "paid.xml");
    await writeFile(
      file,
      [...writeCamt([{ statement, lines }], { format: "camt.053", version: "08" })].join(""),
    );
    expect(await quitus(["import", "bank", file, "--organization", slug])).toMatchObject({ code: 0 });
    const { rows } = await app.admin.query(
      "select name from jobs.job where data->>'organizationId' = $1 and data->>'fact' = 'banking.transfer_received'",
      [id],
    );
    expect(rows.map((row) => row.name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^notifications\./)]),
    );
  });
  it("OFF-9 verifies the audit trail, and names the fact that was changed", async () => {
    const organization = await anOrganization(app);
    const org = organization.organization_id;
    const fact = await app.inside(org, (ctx) =>
      recordFact(ctx, { name: "payments.settled", subject: { kind: "payment", id: newId() } }),
    );
    await sealFacts(app.outer(org), true);
    const verify = (...more: string[]) =>
      quitus(["audit", "verify", "--organization", organization.slug, ...more]);
    const right = await verify();
    expect(right).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 facts in 1 seals are as they were"),
    });
    const head = /head (1:[0-9a-f]{64})/.exec(right.out)![1]!;
    expect(await verify("--head", head)).toMatchObject({ code: 0 });
    expect(await verify("--head", "2:x")).toMatchObject({ code: 2, err: expect.stringContaining("--head:") });
    await app.admin.query("update facts set actor_id = 'nobody' where id = $1", [fact]);
    expect(await verify()).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${outside("fact", fact)} (payments.settled`),
      err: expect.stringContaining("not as it was"),
    });
    const another = { QUITUS_SECRET: "another secret for tests only, 32 characters" };
    expect(await quitus(["audit", "verify", "--organization", organization.slug], another)).toMatchObject({
      code: 1,
      out: expect.stringContaining("another QUITUS_SECRET"),
    });
  });
});
