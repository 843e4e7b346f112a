/** Éditions du Phare and Phare Diffusion: companies on account, invoices with VAT, returns of books, a buyer with 300 sites. */
import { addDays } from "../server/platform/dates.ts";
import {
  type Account,
  addAccount,
  addEntry,
  addInvoice,
  addParty,
  type Books,
  booksUntil,
  dayOf,
  type Entry,
  type Habit,
  habitOf,
  letter,
  line,
  makeBooks,
  monthsUntil,
  type Party,
  paidOn,
} from "./books.ts";
import { address, phone, plain, shopName, TOWNS } from "./names.ts";
import { payOnline } from "./online.ts";
import { namedCustomer, staffOf, usersFor } from "./people.ts";
import { makeRandom } from "./random.ts";
import {
  type DemoCreditor,
  type DemoUser,
  demoIban,
  demoIcs,
  type Setting,
  type Story,
  scaled,
} from "./story.ts";

type House = { books: Books; months: string[]; until: string; serial: number };
const SEAT = ["3 jetée du Phare", "99310 Port-Levant"];
export const PUBLISHER_SIREN = "999000031";

/** The last month published: what follows waits in the next FEC. Early in a month, the one before is not closed yet. */
export function publishedUntil(today: string): string {
  const back = Number(today.slice(8)) >= 10 ? today : addDays(`${today.slice(0, 8)}01`, -1);
  return addDays(`${back.slice(0, 8)}01`, -1);
}

export function phare({ today, scale }: Setting): Story {
  const random = makeRandom(`phare ${today}`);
  const whole = makeBooks(random);
  const months = monthsUntil(today);
  const start = dayOf(months[0]!, 1);
  const organizationId = random.id(start);
  const creditor = (code: string, name: string, account: number): DemoCreditor => ({
    id: random.id(start),
    code,
    name,
    legalName: `${name} SAS`,
    address: SEAT,
    siret: "",
    ics: demoIcs(account),
    iban: demoIban(account),
    email: `${code.toLowerCase()}@phare.example`,
    customerPrefixes: ["411"],
    dueDays: 45,
    gateway:
      code === "DIFFUSION"
        ? { name: "payzen", siteId: "20261123" }
        : { name: "ogone", pspid: `PHARE${code}` },
  });
  const publisher = creditor("EDITIONS", "Éditions du Phare", 31);
  const diffusion = creditor("DIFFUSION", "Phare Diffusion", 32);
  const house: House = { books: whole, months, until: addDays(today, -1), serial: 0 };
  const named = nameBuyers(house, start, publisher, diffusion, scale);
  for (let i = 0; i < scaled(540, scale); i += 1)
    trade(house, company(house, start, shopName(random)), publisher, habitOf(random), 2);
  for (let i = 0; i < scaled(620, scale); i += 1)
    trade(house, company(house, start, shopName(random)), diffusion, habitOf(random), 2);
  whole.entries.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
  nameLedgerEntries(whole);
  const users = [
    ...named,
    ...staffOf(whole, start, "phare"),
    ...usersFor(whole, start, whole.parties.slice(-scaled(300, scale)), 0.6),
  ];
  const cut = publishedUntil(today);
  const payments = payOnline(whole, users, { today, publishedUntil: cut, perDay: 3 * scale, late: false });
  return {
    slug: "phare",
    organizationId,
    books: booksUntil(whole, cut),
    creditors: [publisher, diffusion],
    users,
    payments: payments.filter((payment) => payment.pieces.every((piece) => piece.entry.date <= cut)),
    publishedUntil: cut,
    next: { books: whole, creditor: publisher },
  };
}

function nameBuyers(
  house: House,
  start: string,
  publisher: DemoCreditor,
  diffusion: DemoCreditor,
  scale: number,
): DemoUser[] {
  const { books } = house;
  const quay = company(house, start, "Librairie du Grand Quai");
  trade(house, quay, publisher, "late", 2);
  trade(house, quay, diffusion, "punctual", 2);
  const school = company(house, start, "Lycée Aristide-Bonvent");
  trade(house, school, publisher, "early", 1);
  const sites = Array.from({ length: scaled(300, scale) }, (_, i) =>
    company(
      house,
      start,
      `Réseau Horizon - site ${String(i + 1).padStart(3, "0")} ${books.random.pick(TOWNS).name}`,
    ),
  );
  for (const site of sites) trade(house, site, diffusion, habitOf(books.random), 1);
  const user = (identifier: string, name: string, parties: Party[], fr: string, en: string) =>
    namedCustomer(books, start, { identifier, name, parties, who: { fr, en } });
  return [
    user(
      "librairie.quai",
      "Irène Colin",
      [quay],
      "libraire, cliente des deux sociétés",
      "bookseller, customer of both companies",
    ),
    user("lycee.bonvent", "Gilles Hamon", [school], "établissement scolaire à jour", "school in order"),
    user(
      "claire.bonnet",
      "Claire Bonnet",
      sites,
      "comptable d’un réseau de 300 sites",
      "accountant of a network of 300 sites",
    ),
  ];
}

function company(house: House, start: string, name: string): Party {
  const { books } = house;
  const code = `P${String(books.parties.length + 1).padStart(5, "0")}`;
  const email = `${plain(name).slice(0, 30)}.${code.toLowerCase()}@example.org`;
  return addParty(books, start, {
    code,
    kind: "company",
    name,
    email,
    phone: phone(books.random),
    address: address(books.random, books.random.pick(TOWNS)),
  });
}

const TITLES = [
  "Le Gardien de brume",
  "Petite géographie des îles",
  "Cuisiner les marées",
  "Atlas des vents",
  "La Lampe et le Sel",
  "Carnets d’un éclusier",
  "Oiseaux de l’estuaire",
  "L’Heure des bouées",
];

/** Invoices with books at 5.5 % and transport at 20 %, returns credited, one payment for one or several invoices. */
function trade(house: House, party: Party, creditor: DemoCreditor, habit: Habit, perMonth: number): void {
  const { books } = house;
  const { random } = books;
  const code = `411${String(books.accounts.length + 1).padStart(6, "0")}`;
  const account = addAccount(books, dayOf(house.months[0]!, 1), {
    creditorId: creditor.id,
    party,
    code,
    kind: "customer",
    label: party.name,
  });
  let waiting: Entry[] = [];
  for (const month of house.months) {
    for (let i = 0; i < perMonth; i += 1) {
      const bill = invoice(house, account, dayOf(month, 2 + i * 13 + random.int(0, 8)));
      if (!bill) break;
      if (random.chance(0.09)) waiting.push(...returned(house, account, bill));
      if (perMonth > 1 && random.chance(0.12)) {
        waiting.push(bill);
        continue;
      }
      const day = paidOn(random, habit, { date: bill.date, dueOn: bill.dueOn! });
      waiting = day ? pay(house, account, [...waiting, bill], day) : [...waiting, bill];
    }
  }
}

function invoice(house: House, account: Account, day: string): Entry | null {
  if (day > house.until) return null;
  const { random } = house.books;
  house.serial += 1;
  const lines = Array.from({ length: random.int(1, 3) }, () =>
    line(random.pick(TITLES), random.int(2, 24), random.int(590, 2_490), 5.5),
  );
  lines.push(line("Participation au transport", 1, random.int(6, 18) * 100, 20));
  return addInvoice(house.books, account, "VE", {
    number: `F${day.slice(2, 4)}-${String(house.serial).padStart(6, "0")}`,
    subject: `Facture du ${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`,
    issuedOn: day,
    dueOn: addDays(day, 45),
    lines,
  }).entry;
}

/** Unsold books sent back. */
function returned(house: House, account: Account, bill: Entry): Entry[] {
  const day = addDays(bill.date, 9);
  const first = bill.invoice!.lines[0]!;
  if (day > house.until) return [];
  house.serial += 1;
  const { entry } = addInvoice(house.books, account, "VE", {
    number: `A${day.slice(2, 4)}-${String(house.serial).padStart(6, "0")}`,
    subject: `Avoir sur retours, ${bill.piece}`,
    issuedOn: day,
    dueOn: null,
    kind: "credit_note",
    lines: [
      line(
        `Retour : ${first.designation}`,
        Math.max(1, Math.floor(first.quantity / 3)),
        first.unitCents,
        5.5,
      ),
    ],
  });
  return [entry];
}

/** Pays what waits, credits deducted. @returns what still waits. */
function pay(house: House, account: Account, waiting: Entry[], day: string): Entry[] {
  const owed = waiting.reduce((sum, entry) => sum + entry.cents, 0);
  const last = waiting.reduce((latest, entry) => (entry.date > latest ? entry.date : latest), day);
  if (owed <= 0 || last > house.until) return waiting;
  const { books } = house;
  const short = books.random.chance(0.01);
  house.serial += 1;
  const cents = short ? Math.floor(owed * 0.6) : owed;
  const credit = addEntry(books, account, {
    journal: "BQ",
    date: last,
    label: books.random.pick(["Virement", "Chèque", "LCR"]),
    piece: `BQ${house.serial}`,
    cents: -cents,
  });
  // A payment that is short waits for its rest: the accounting software letters whole groups only.
  if (!short) letter(books, account, [...waiting, credit]);
  return [];
}

/**
 * Numbers the entries per journal in the order of days, and names each as the import of a FEC would: accounting year,
 * general account, journal, number, rank in that entry (one line per account here).
 */
function nameLedgerEntries(books: Books): void {
  const last = new Map<string, number>();
  for (const entry of books.entries) {
    const year = entry.date.slice(0, 4);
    const rank = (last.get(entry.journal + year) ?? 0) + 1;
    last.set(entry.journal + year, rank);
    entry.origin = "fec";
    entry.sourceKey = `${year}|411000|${entry.journal}|${String(rank).padStart(6, "0")}|1`;
  }
}
