/** Cabinet Lafargue: rents every month, owners who receive theirs, co-owners called every quarter. */
import { addDays } from "../server/platform/dates.ts";
import {
  type Account,
  type AccountKind,
  addAccount,
  addEntry,
  addInvoice,
  addParty,
  type Books,
  dayOf,
  type Entry,
  type Habit,
  habitOf,
  letter,
  letterParts,
  line,
  makeBooks,
  matchParts,
  monthsUntil,
  type Party,
  paidOn,
} from "./books.ts";
import { address, personName, phone, street, TOWNS } from "./names.ts";
import { payOnline } from "./online.ts";
import { emailOf, namedCustomer, staffOf, usersFor } from "./people.ts";
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

type Office = {
  books: Books;
  months: string[];
  until: string;
  rents: DemoCreditor;
  buildings: DemoCreditor[];
  serial: number;
};
const HOUSE = ["14 quai des Bateliers", "99310 Port-Levant"];
const BUILDINGS = ["Les Tilleuls", "Le Belvédère", "Les Jardins du Bief", "La Verrerie"];

/** Each building has its own bank. */
function gatewayFor(code: string): DemoCreditor["gateway"] {
  if (code === "SDC2") return { name: "monetico", tpe: "4400002" };
  if (code === "SDC3") return { name: "stripe", account: "jardins" };
  return { name: "ogone", pspid: `LAFARGUE${code}`.slice(0, 30) };
}

export function lafargue({ today, scale }: Setting): Story {
  const random = makeRandom(`lafargue ${today}`);
  const books = makeBooks(random);
  const months = monthsUntil(today);
  const start = dayOf(months[0]!, 1);
  const organizationId = random.id(start);
  const creditor = (code: string, name: string, account: number, prefixes: string[]): DemoCreditor => ({
    id: random.id(start),
    code,
    name,
    legalName:
      code === "GERANCE"
        ? "Cabinet Lafargue - Gérance"
        : `Syndicat des copropriétaires ${name.replace("SDC ", "")}`,
    address: HOUSE,
    siret: "",
    ics: demoIcs(account),
    iban: demoIban(account),
    email: "comptabilite@lafargue.example",
    customerPrefixes: prefixes,
    dueDays: code === "GERANCE" ? 5 : 15,
    gateway: gatewayFor(code),
  });
  const office: Office = {
    books,
    months,
    until: addDays(today, -1),
    rents: creditor("GERANCE", "Gérance Lafargue", 21, ["411", "467"]),
    buildings: BUILDINGS.map((name, i) => creditor(`SDC${i + 1}`, `SDC Résidence ${name}`, 22 + i, ["450"])),
    serial: 0,
  };
  const named = nameClients(office, start);
  for (let i = 0; i < scaled(960, scale); i += 1) tenancy(office, someone(office, start), habitOf(random));
  for (let i = 0; i < scaled(230, scale); i += 1) ownership(office, someone(office, start));
  for (let i = 0; i < scaled(330, scale); i += 1)
    coOwnership(office, someone(office, start), random.pick(office.buildings), habitOf(random));
  const staff = staffOf(books, start, "lafargue");
  const users = [
    ...named,
    ...staff,
    limited(books, start),
    ...usersFor(books, start, books.parties.slice(3), 0.45),
  ];
  const payments = payOnline(books, users, {
    today,
    publishedUntil: office.until,
    perDay: 5 * scale,
    late: false,
  });
  const creditors = [office.rents, ...office.buildings];
  return {
    slug: "lafargue",
    organizationId,
    books,
    creditors,
    users,
    payments,
    publishedUntil: office.until,
  };
}

/** A member of staff who sees one building only (ACC-9). */
const limited = (books: Books, start: string): DemoUser => ({
  id: books.random.id(start),
  identifier: "tilleuls",
  name: "Odile Masson",
  email: "tilleuls@lafargue.example",
  role: "accountant",
  state: "active",
  creditors: ["SDC1"],
  parties: [],
  who: { fr: "comptable de la seule Résidence Les Tilleuls", en: "accountant of one building only" },
});

function nameClients(office: Office, start: string): DemoUser[] {
  const { books } = office;
  const helene = someone(office, start, "Hélène Martel");
  tenancy(office, helene, "punctual");
  const omar = someone(office, start, "Omar Haddad");
  tenancy(office, omar, "never");
  const agnes = someone(office, start, "Agnès Fleury");
  ownership(office, agnes);
  ownership(office, agnes);
  coOwnership(office, agnes, office.buildings[0]!, "late");
  coOwnership(office, agnes, office.buildings[1]!, "punctual");
  const user = (party: Party, identifier: string, fr: string, en: string) =>
    namedCustomer(books, start, {
      identifier,
      name: party.name,
      email: party.email,
      parties: [party],
      who: { fr, en },
    });
  return [
    user(helene, "helene.martel", "locataire à jour", "tenant in order"),
    user(omar, "omar.haddad", "locataire en retard de plusieurs mois", "tenant, several months late"),
    user(agnes, "agnes.fleury", "propriétaire bailleur et copropriétaire", "owner and co-owner"),
  ];
}

function someone(office: Office, start: string, name?: string): Party {
  const { random } = office.books;
  const drawn = personName(random);
  const full = name ?? `${drawn.given} ${drawn.family}`;
  const code = `L${String(office.books.parties.length + 1).padStart(5, "0")}`;
  const email = name ? emailOf(name, "").replace(".@", "@") : random.chance(0.9) ? emailOf(full, code) : null;
  const home = address(random, random.pick(TOWNS));
  return addParty(office.books, start, {
    code,
    kind: "person",
    name: full,
    email,
    phone: phone(random),
    address: home,
  });
}

function open(
  office: Office,
  party: Party,
  creditor: DemoCreditor,
  kind: AccountKind,
  root: string,
  label: string,
): Account {
  const code = `${root}${String(office.books.accounts.length + 1).padStart(5, "0")}`;
  return addAccount(office.books, dayOf(office.months[0]!, 1), {
    creditorId: creditor.id,
    party,
    code,
    kind,
    label,
  });
}

const monthName = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });
const named = (month: string): string => monthName.format(new Date(`${month}-01T00:00:00Z`));

/** Rent and provision for charges on the 1st, due on the 5th; one payment letters both. */
function tenancy(office: Office, party: Party, habit: Habit): void {
  const { random } = office.books;
  const account = open(
    office,
    party,
    office.rents,
    "tenant",
    "4110",
    `Bail ${random.pick(["T1", "T2", "T3", "T4"])} - ${street(random)}`,
  );
  const rent = random.int(420, 1180) * 100;
  const charges = random.int(35, 160) * 100;
  for (const month of office.months) {
    const day = dayOf(month, 1);
    if (day > office.until) break;
    const stops = habit === "never" && month < office.months[7]!;
    const dueOn = dayOf(month, 5);
    const post = (label: string, cents: number, suffix: string) =>
      addEntry(office.books, account, {
        journal: "QUI",
        date: day,
        dueOn,
        label: `${label} ${named(month)}`,
        piece: `AE-${month}-${account.code}${suffix}`,
        cents,
      });
    const debits = [post("Loyer", rent, "-L"), post("Provision pour charges", charges, "-C")];
    const paid = stops
      ? dueOn
      : paidOn(random, habit === "late" && random.chance(0.6) ? "punctual" : habit, { date: day, dueOn });
    const credit = paid && receive(office, account, paid, rent + charges, "Règlement loyer");
    if (credit) letter(office.books, account, [...debits, credit]);
  }
  if (random.chance(0.3)) regularise(office, account, random.int(-180, 260) * 100);
}

/** Once a year the real charges take the place of the provisions: something more to pay, or something back. */
function regularise(office: Office, account: Account, cents: number): void {
  const month = office.months[10]!;
  const day = dayOf(month, 27);
  if (cents === 0 || day > office.until) return;
  office.serial += 1;
  const kind = cents > 0 ? "invoice" : "credit_note";
  addInvoice(office.books, account, "OD", {
    number: `REG-${month.slice(0, 4)}-${String(office.serial).padStart(6, "0")}`,
    subject: `Régularisation des charges ${Number(month.slice(0, 4)) - 1}`,
    issuedOn: day,
    dueOn: cents > 0 ? addDays(day, 30) : null,
    kind,
    lines: [line("Charges réelles, provisions déduites", 1, Math.abs(cents), 0)],
  });
}

/** The owner's account: rents received for him, fees, now and then works, and what is sent to him on the 15th. */
function ownership(office: Office, party: Party): void {
  const { books } = office;
  const { random } = books;
  const account = open(office, party, office.rents, "owner", "4670", `Gestion locative - ${street(random)}`);
  const rent = random.int(480, 1450) * 100;
  for (const month of office.months) {
    const day = dayOf(month, 8);
    if (day > office.until) break;
    const post = (date: string, label: string, cents: number) =>
      addEntry(books, account, {
        journal: "GER",
        date,
        label: `${label} ${named(month)}`,
        piece: `GER-${month}`,
        cents,
      });
    const entries: Entry[] = [post(day, "Loyer encaissé", -rent)];
    office.serial += 1;
    const fees = addInvoice(books, account, "HON", {
      number: `HON-${month.replace("-", "")}-${String(office.serial).padStart(6, "0")}`,
      subject: `Honoraires de gestion ${named(month)}`,
      issuedOn: day,
      dueOn: null,
      lines: [line("Honoraires de gestion (6,5 % des encaissements)", 1, Math.round(rent * 0.065), 20)],
    });
    entries.push(fees.entry, post(day, "Garantie des loyers impayés", Math.round(rent * 0.025)));
    if (random.chance(0.25))
      entries.push(
        post(
          day,
          random.pick(["Plomberie", "Serrurerie", "Chaudière", "Peinture"]),
          random.int(60, 380) * 100,
        ),
      );
    const left = -entries.reduce((sum, entry) => sum + entry.cents, 0);
    const sent = dayOf(month, 15);
    if (left <= 0 || sent > office.until) continue;
    entries.push(post(sent, "Virement au propriétaire", left));
    letter(books, account, entries);
  }
}

/** A call for the budget and one for the works fund at the start of each quarter; the late ones pay them in one go. */
function coOwnership(office: Office, party: Party, building: DemoCreditor, habit: Habit): void {
  const { books } = office;
  const { random } = books;
  const lot = random.int(1, 240);
  const account = open(
    office,
    party,
    building,
    "co_owner",
    "4501",
    `Lot ${lot} - ${building.name.replace("SDC ", "")}`,
  );
  const share = random.int(180, 720) * 100;
  const waiting: Entry[] = [];
  for (const month of office.months.filter((one) => ["01", "04", "07", "10"].includes(one.slice(5)))) {
    const day = dayOf(month, 1);
    if (day > office.until) break;
    office.serial += 1;
    const quarter = `${Math.ceil(Number(month.slice(5)) / 3)}e trimestre ${month.slice(0, 4)}`;
    const call = addInvoice(books, account, "APP", {
      number: `AF-${month.replace("-", "")}-${String(office.serial).padStart(6, "0")}`,
      subject: `Appel de fonds ${quarter}`,
      issuedOn: day,
      dueOn: addDays(day, 15),
      lines: [
        line("Charges générales", 1, Math.round(share * 0.7), 0),
        line("Ascenseur", 1, Math.round(share * 0.12), 0),
        line("Eau froide", 1, Math.round(share * 0.18), 0),
      ],
    });
    const fund = addEntry(books, account, {
      journal: "APP",
      date: day,
      dueOn: addDays(day, 15),
      label: `Fonds de travaux ${quarter}`,
      piece: `FT-${month}-${lot}`,
      cents: Math.round(share * 0.05),
    });
    waiting.push(call.entry, fund);
    const paid = paidOn(random, habit, { date: day, dueOn: addDays(day, 15) });
    if (!paid) continue;
    const owed = waiting.reduce((sum, entry) => sum + entry.cents, 0);
    const rounded = random.chance(0.1) ? Math.floor(owed / 10_000) * 10_000 : owed;
    const credit = rounded > 0 ? receive(office, account, paid, rounded, "Règlement copropriétaire") : null;
    const parts = credit && matchParts([...waiting, credit]);
    if (parts) letterParts(books, account, parts);
    if (credit) waiting.length = 0;
  }
}

function receive(office: Office, account: Account, day: string, cents: number, label: string): Entry | null {
  if (day > office.until) return null;
  office.serial += 1;
  return addEntry(office.books, account, {
    journal: "BQ",
    date: day,
    label,
    piece: `BQ${office.serial}`,
    cents: -cents,
  });
}
