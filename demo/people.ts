/** Users of the demonstration: those whose credentials are printed, and the many who make it alive. */
import type { Books, Party } from "./books.ts";
import { plain } from "./names.ts";
import type { DemoUser, Role } from "./story.ts";

type Wish = {
  identifier: string;
  name: string;
  email?: string | null;
  state?: DemoUser["state"];
  parties: Party[];
  who: { fr: string; en: string };
};

/** A customer whose credentials are printed. */
export function namedCustomer(books: Books, on: string, wish: Wish): DemoUser {
  return {
    id: books.random.id(on),
    identifier: wish.identifier,
    name: wish.name,
    email: wish.email === undefined ? `${wish.identifier}@example.org` : wish.email,
    role: "customer",
    state: wish.state ?? "active",
    creditors: null,
    parties: wish.parties,
    who: wish.who,
  };
}

const STAFF: readonly [
  identifier: string,
  name: string,
  role: Exclude<Role, "customer">,
  fr: string,
  en: string,
][] = [
  ["lecture", "Rose Perrin", "reader", "consultation seule", "reads only"],
  ["compta", "Martin Aubry", "accountant", "comptable", "accountant"],
  ["responsable", "Nadia Mercier", "manager", "responsable", "manager"],
  ["admin", "Yves Fontaine", "administrator", "administrateur", "administrator"],
];

/** One member of staff per role. */
export const staffOf = (books: Books, on: string, slug: string): DemoUser[] =>
  STAFF.map(([identifier, name, role, fr, en]) => ({
    id: books.random.id(on),
    identifier,
    name,
    email: `${identifier}@${slug}.example`,
    role,
    state: "active",
    creditors: null,
    parties: [],
    who: { fr, en },
  }));

/** Active users for a part of the parties: identifier, the party's code. */
export function usersFor(books: Books, on: string, parties: readonly Party[], part: number): DemoUser[] {
  return parties
    .filter(() => books.random.chance(part))
    .map((party) => ({
      id: books.random.id(on),
      identifier: party.code,
      name: party.name,
      email: party.email,
      role: "customer",
      state: "active",
      creditors: null,
      parties: [party],
      who: null,
    }));
}

/** Unique in its organization, by the party's code; at a domain reserved for examples (RFC 2606). */
export const emailOf = (name: string, code: string): string => `${plain(name)}.${plain(code)}@example.org`;
