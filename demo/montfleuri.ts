/** Ville de Montfleuri: water every half-year, by bills or by monthly payments, and school meals every month. */
import { addDays } from "../server/platform/dates.ts";
import {
  type Account,
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
import { address, personName, phone, TOWNS } from "./names.ts";
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

type Town = {
  books: Books;
  months: string[];
  until: string;
  water: DemoCreditor;
  school: DemoCreditor;
  serial: number;
};
const HALL = ["1 place de l’Hôtel-de-Ville", "99110 Montfleuri"];

export function montfleuri({ today, scale }: Setting): Story {
  const random = makeRandom(`montfleuri ${today}`);
  const books = makeBooks(random);
  const months = monthsUntil(today);
  const start = dayOf(months[0]!, 1);
  const organizationId = random.id(start);
  const creditor = (code: string, name: string, numcli: string, account: number): DemoCreditor => ({
    id: random.id(start),
    code,
    name,
    legalName: `Ville de Montfleuri - ${name}`,
    address: HALL,
    siret: "",
    ics: demoIcs(account),
    iban: demoIban(account),
    email: `${code.toLowerCase()}@montfleuri.example`,
    customerPrefixes: ["411"],
    dueDays: 30,
    gateway: { name: "payfip", numcli },
  });
  const town: Town = {
    books,
    months,
    until: addDays(today, -1),
    water: creditor("EAU", "Régie de l’eau", "009901", 11),
    school: creditor("CANTINE", "Restauration scolaire", "009902", 12),
    serial: 0,
  };
  const named = nameResidents(town, start);
  for (let i = 0; i < scaled(1980, scale); i += 1) meter(town, resident(town, start));
  for (let i = 0; i < scaled(760, scale); i += 1) school(town, resident(town, start), habitOf(random));
  const users = [
    ...named,
    ...staffOf(books, start, "montfleuri"),
    ...usersFor(books, start, books.parties.slice(6), 0.35),
  ];
  const payments = payOnline(books, users, {
    today,
    publishedUntil: town.until,
    perDay: 6 * scale,
    late: true,
  });
  const creditors = [town.water, town.school];
  return {
    slug: "montfleuri",
    organizationId,
    books,
    creditors,
    users,
    payments,
    publishedUntil: town.until,
  };
}

/** Most of the punctual pay by instalments. */
function meter(town: Town, party: Party): void {
  const { random } = town.books;
  const habit = habitOf(random);
  water(town, party, { habit, instalments: habit === "punctual" && random.chance(0.72) });
}

function nameResidents(town: Town, start: string): DemoUser[] {
  const { books } = town;
  const person = (name: string, phoneOnly = false) => resident(town, start, name, phoneOnly);
  const marie = person("Marie Durand");
  water(town, marie, { habit: "late", round: 24 });
  water(town, marie, { habit: "early" });
  school(town, marie, "late");
  const karim = person("Karim Benali");
  water(town, karim, { habit: "late", round: 37 });
  const jeanne = person("Jeanne Morel");
  water(town, jeanne, { habit: "never", thirst: 2.6, round: 51 });
  const paul = person("Paul Girard", true);
  water(town, paul, { habit: "late", round: 51 });
  const sophie = person("Sophie Leroy");
  school(town, sophie, "never");
  const luc = person("Luc Petit");
  water(town, luc, { habit: "never", round: 24 });
  const user = (
    party: Party,
    identifier: string,
    fr: string,
    en: string,
    over: Partial<Omit<DemoUser, "who">> = {},
  ) =>
    namedCustomer(books, start, {
      identifier,
      name: party.name,
      email: party.email,
      parties: [party],
      who: { fr, en },
      ...over,
    });
  return [
    user(
      marie,
      "marie.durand",
      "plusieurs espaces : eau et cantine",
      "several spaces: water and school meals",
    ),
    user(karim, "karim.benali", "locataire, sur son téléphone", "tenant, on his phone"),
    user(jeanne, "jeanne.morel", "retraitée aveugle, gros retard", "blind pensioner, much overdue"),
    user(paul, "paul.girard", "sans adresse électronique", "without an e-mail address"),
    user(
      sophie,
      "sophie.leroy",
      "pas encore activée : essayez l’activation par e-mail",
      "not activated yet: try it by mail",
      { state: "invited" },
    ),
    user(luc, "luc.petit", "mot de passe provisoire", "temporary password", { state: "temporary" }),
  ];
}

function resident(town: Town, start: string, name?: string, phoneOnly = false): Party {
  const { random } = town.books;
  const drawn = personName(random);
  const full = name ?? `${drawn.given} ${drawn.family}`;
  const code = `U${String(town.books.parties.length + 1).padStart(5, "0")}`;
  const reachable = name ? !phoneOnly : random.chance(0.86);
  return addParty(town.books, start, {
    code,
    kind: "person",
    name: full,
    email: reachable ? (name ? `${emailOf(name, "").replaceAll(/\.@/g, "@")}` : emailOf(full, code)) : null,
    phone: phone(random),
    address: address(random, TOWNS[0]!),
  });
}

/** The meters are read in four rounds: days before today on which the last bill of each was made. */
const ROUNDS = [51, 37, 24, 9] as const;
const HALF_YEAR = 183;

type Meter = { habit: Habit; thirst?: number; round?: (typeof ROUNDS)[number]; instalments?: boolean };

/** A water meter, billed twice. Some pay by monthly instalments, which each bill then takes in. */
function water(town: Town, party: Party, meter: Meter): void {
  const { books, months, until } = town;
  const { random } = books;
  const { habit, thirst = 1, instalments = false } = meter;
  const number = String(books.accounts.length + 1).padStart(5, "0");
  const account = addAccount(books, dayOf(months[0]!, 1), {
    creditorId: town.water.id,
    party,
    code: `4111E${number}`,
    kind: "customer",
    label: `Eau - compteur ${number} - ${party.address[0]}`,
  });
  const cubic = Math.round(random.int(28, 96) * thirst);
  const last = addDays(until, 1 - (meter.round ?? random.pick(ROUNDS)));
  const share = Math.round((cubic * 4.6) / 6) * 100 + 900;
  let credits = instalments
    ? months.flatMap((month) => credit(town, account, dayOf(month, 10), share, "Mensualité eau") ?? [])
    : [];
  for (const day of [addDays(last, -HALF_YEAR), last]) {
    const entry = waterBill(town, account, day, cubic + random.int(-6, 9));
    if (!instalments) {
      settle(town, account, entry, habit, 0.035);
      continue;
    }
    const parts = matchParts([...credits.filter((one) => one.date <= addDays(day, 20)), entry]);
    if (parts) letterParts(books, account, parts);
    credits = credits.filter((one) => one.date > addDays(day, 20));
  }
}

function waterBill(town: Town, account: Account, day: string, cubic: number): Entry {
  town.serial += 1;
  const lines = [
    line("Abonnement eau potable (semestre)", 1, 2_460, 5.5),
    line("Consommation d’eau potable (m³)", cubic, 178, 5.5),
    line("Redevance prélèvement et pollution (m³)", cubic, 42, 5.5),
    line("Abonnement assainissement (semestre)", 1, 1_380, 10),
    line("Collecte et traitement des eaux usées (m³)", cubic, 169, 10),
  ];
  return addInvoice(town.books, account, "EAU", {
    number: `EAU-${day.slice(0, 4)}-${String(town.serial).padStart(6, "0")}`,
    subject: `Facture d’eau, ${cubic} m³`,
    issuedOn: day,
    dueOn: addDays(day, 30),
    lines,
  }).entry;
}

/** A child's meals: a bill at the end of each month, but in August. */
function school(town: Town, party: Party, habit: Habit): void {
  const { books, months } = town;
  const { random } = books;
  const child = personName(random).given;
  const account = addAccount(books, dayOf(months[0]!, 1), {
    creditorId: town.school.id,
    party,
    code: `4112C${String(books.accounts.length + 1).padStart(5, "0")}`,
    kind: "customer",
    label: `Cantine - ${child} - ${party.name}`,
  });
  const price = random.pick([185, 260, 340, 415, 480]);
  for (const month of months) {
    const day = dayOf(month, 28);
    if (month.endsWith("-08") || day > town.until) continue;
    const meals = random.int(6, 17);
    town.serial += 1;
    const { entry } = addInvoice(books, account, "CANT", {
      number: `RS-${month.replace("-", "")}-${String(town.serial).padStart(6, "0")}`,
      subject: `Restauration scolaire ${month.slice(5)}/${month.slice(0, 4)} - ${child}`,
      issuedOn: day,
      dueOn: addDays(day, 30),
      lines: [line(`Repas de ${child}`, meals, price, 0), line("Accueil du midi", meals, 45, 0)],
    });
    settle(town, account, entry, habit, 0.02);
  }
}

/** The payment of one bill, by the habits of who pays; now and then after a credit note, or for a part only. */
function settle(town: Town, account: Account, bill: Entry, habit: Habit, corrected: number): void {
  const { books } = town;
  const { random } = books;
  const day = paidOn(random, habit, { date: bill.date, dueOn: bill.dueOn! });
  if (random.chance(corrected)) return correct(town, account, bill);
  if (!day) return;
  const partly = random.chance(0.012);
  const cents = partly ? Math.floor(bill.cents / 2) : bill.cents;
  const paid = credit(
    town,
    account,
    day,
    cents,
    random.pick(["Paiement TIP", "Virement reçu", "Chèque", "Paiement au guichet"]),
  );
  if (!paid) return;
  if (partly)
    letterParts(books, account, [
      { entry: bill, cents },
      { entry: paid, cents: -cents },
    ]);
  else letter(books, account, [bill, paid]);
}

/** A credit note for a part of the bill: what is left stays to pay. */
function correct(town: Town, account: Account, bill: Entry): void {
  const day = addDays(bill.date, 12);
  if (day > town.until) return;
  town.serial += 1;
  const { entry } = addInvoice(town.books, account, "AV", {
    number: `AV-${day.slice(0, 4)}-${String(town.serial).padStart(6, "0")}`,
    subject: `Avoir sur ${bill.piece}`,
    issuedOn: day,
    dueOn: null,
    kind: "credit_note",
    lines: [line(`Régularisation de ${bill.piece}`, 1, Math.floor(bill.cents / 4), 0)],
  });
  const cents = -entry.cents;
  letterParts(town.books, account, [
    { entry: bill, cents },
    { entry, cents: -cents },
  ]);
}

function credit(town: Town, account: Account, day: string, cents: number, label: string): Entry | null {
  if (day > town.until) return null;
  town.serial += 1;
  return addEntry(town.books, account, {
    journal: "REG",
    date: day,
    label,
    piece: `R${town.serial}`,
    cents: -cents,
  });
}
