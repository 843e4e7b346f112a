import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { rfReference } from "../iban/index.ts";
import { readPdf } from "./read-pdf.fixture.ts";
import { type StatementData, type StatementEntry, statementPdf } from "./statement.ts";

const data: StatementData = {
  lang: "fr",
  creditor: { name: "Ville de Montfleuri", addressLines: ["38000 Montfleuri"], siret: "21380185500015" },
  holder: { name: "Mme Éloïse Martin", addressLines: ["12 rue de l’Évêché"] },
  accountNumber: "411-000127",
  from: "2026-01-01",
  to: "2026-06-30",
  asOf: new Date("2026-07-01T04:00:00Z"),
  openingCents: 45012,
  madeAt: new Date("2026-07-01T08:00:00Z"),
};

function entry(index: number): StatementEntry {
  const credit = index % 3 === 0;
  return {
    date: "2026-03-03",
    designation: credit ? "Paiement" : `Facture ${index}`,
    piece: `P-${index}`,
    dueOn: "2026-04-30",
    debitCents: credit ? 0 : 10000 + index,
    creditCents: credit ? 5000 : 0,
    lettering: "ABVLNH",
    state: "Réglée",
  };
}

async function* entries(count: number): AsyncGenerator<StatementEntry> {
  for (let index = 0; index < count; index += 1) yield entry(index);
}

async function read(change: Partial<StatementData>, count: number) {
  return readPdf(await buffer(statementPdf({ ...data, ...change }, entries(count))));
}

const cents = (text: string) => Number(text.replace(/[^\d]/g, "")) * (text.includes("−") ? -1 : 1);
/** Amounts of the row whose label is given, on a page. */
function amounts(text: string, label: string): number[] {
  const row = text.slice(text.indexOf(label) + label.length);
  return [...(row.split(/[a-zé]{4}/)[0] ?? "").matchAll(/−?[\d ]+,\d\d €/g)].map((match) => cents(match[0]));
}

describe("statement", () => {
  it("ACT-3 goes from the opening to the closing balance", async () => {
    const { pages } = await read({ runningBalance: true }, 3);
    const text = pages[0]?.text ?? "";
    expect(amounts(text, "Solde d’ouverture au 1er janvier 2026")).toEqual([45012]);
    for (const balance of ["400,12 €", "500,13 €", "600,15 €"]) expect(text).toContain(balance);
    expect(amounts(text, "Total des mouvements")).toEqual([20003, 5000]);
    expect(amounts(text, "Solde de clôture au 30 juin 2026")).toEqual([60015]);
    expect(text).toContain("Vous devez 600,15 €.");
  });

  it("ACT-3 turns the sign of balances when the organization counts credit as positive", async () => {
    const { pages } = await read({ runningBalance: true, sign: "credit-debit" }, 3);
    expect(amounts(pages[0]?.text ?? "", "Solde de clôture au 30 juin 2026")).toEqual([-60015]);
    expect(pages[0]?.text).toContain("Vous devez 600,15 €.");
  });

  it("PAY-9 ends on the codes of what is due, the first twelve of them", async () => {
    const payee = { name: "Régie de l’eau", iban: "FR7630006000011234567890189" };
    const due = async function* (count: number): AsyncGenerator<StatementEntry> {
      for (let index = 1; index <= count; index += 1)
        yield {
          ...entry(3 * index + 1),
          transfer: { cents: 100 + index, reference: rfReference(`P${3 * index + 1}`) },
        };
    };
    const draw = async (count: number, change: Partial<StatementData>) => {
      const pdf = await readPdf(await buffer(statementPdf({ ...data, ...change }, due(count))));
      return pdf.pages.map((page) => page.text).join("\n");
    };
    const three = await draw(3, { payee });
    expect(three).toContain("Bénéficiaire : Régie de l’eau, IBAN FR76 3000 6000 0112 3456 7890 189");
    expect(three).toContain("1,03 €");
    expect(three.match(/RF\d\d P/g)).toHaveLength(3);
    expect(three).not.toContain("Seules les premières");
    const many = await draw(30, { payee });
    expect(many.match(/RF\d\d P/g)).toHaveLength(12);
    expect(many).toContain("Seules les premières pièces");
    expect(await draw(3, {})).not.toContain("virement");
    expect(await draw(0, { payee })).not.toContain("virement");
  });

  it("ACT-9 says as of when, and pending money apart", async () => {
    const { pages } = await read({ pendingCents: 12000 }, 1);
    expect(pages[0]?.text).toContain("1er juillet 2026 à 6 h 00");
    expect(pages[0]?.text).toContain("non déduits du solde : 120,00 €");
  });

  it("ACT-10 carries forward at each page the sum of what stands above it", async () => {
    const { pages } = await read({}, 100);
    expect(pages.length).toBeGreaterThan(2);
    let seen = 0;
    for (const [index, page] of pages.entries()) {
      seen += (page.text.match(/P-\d/g) ?? []).length;
      if (index === pages.length - 1) break;
      const above = Array.from({ length: seen }, (_, at) => entry(at));
      const debit = above.reduce((sum, one) => sum + one.debitCents, data.openingCents);
      const credit = above.reduce((sum, one) => sum + one.creditCents, 0);
      expect(amounts(page.text, "À reporter")).toEqual([debit, credit]);
      expect(amounts(pages[index + 1]?.text ?? "", "Report")).toEqual([debit, credit]);
      expect(page.tags.filter((tag) => tag === "Table")).toHaveLength(1);
    }
    expect(seen).toBe(100);
  });

  it("ACT-10 says so when there is no entry, and when the account is settled", async () => {
    const { pages } = await read({ openingCents: 0 }, 0);
    expect(pages[0]?.text).toContain("Aucune écriture sur cette période.");
    expect(pages[0]?.text).toContain("Votre compte est soldé.");
  });

  it("ACT-10 reads its entries no faster than the reader takes the pages", async () => {
    let taken = 0;
    async function* counted() {
      for await (const one of entries(4000)) {
        taken += 1;
        yield one;
      }
    }
    const stream = statementPdf(data, counted());
    await setTimeout(300);
    expect(taken).toBeLessThan(400);
    const file = await buffer(stream);
    expect(taken).toBe(4000);
    expect(file.toString("latin1")).toMatch(/\/Count 1\d\d\n/);
  });

  it("ACT-10 closes the source when the reader leaves, and fails with the source", async () => {
    let closed = false;
    async function* source() {
      try {
        yield* entries(4000);
      } finally {
        closed = true;
      }
    }
    const left = statementPdf(data, source());
    await setTimeout(100);
    left.destroy();
    await expect.poll(() => closed).toBe(true);
    async function* broken(): AsyncGenerator<StatementEntry> {
      yield* entries(1);
      throw new Error("connection lost");
    }
    await expect(buffer(statementPdf(data, broken()))).rejects.toThrow("connection lost");
  });

  it("ACT-2 keeps each row whole when texts are long or strange", async () => {
    async function* strange(): AsyncGenerator<StatementEntry> {
      for (const text of ["x".repeat(900), "🎉".repeat(99), "محمد", "a b ".repeat(400)])
        yield {
          ...entry(1),
          designation: text,
          piece: text,
          lettering: text,
          state: text,
          debitCents: 99_999_999_999_99,
        };
    }
    for (const runningBalance of [true, false]) {
      const { pages } = await readPdf(await buffer(statementPdf({ ...data, runningBalance }, strange())));
      for (const page of pages) {
        expect(page.right).toBeLessThan((runningBalance ? 841.89 : 595.28) - 30);
        expect(page.lowest).toBeGreaterThan(20);
      }
    }
  });
});
