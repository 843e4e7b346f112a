import type { StaffRole } from "./role.ts";

/** The rooms of the office that not every member of staff may enter, and from which role on; the server refuses all the same. */
const rooms: readonly [path: string, role: StaffRole][] = [
  ["/bureau/signature", "administrator"],
  ["/bureau/connexion-unique", "administrator"],
  ["/bureau/jetons", "administrator"],
  ["/bureau/webhooks", "administrator"],
  ["/bureau/journal", "manager"],
  ["/bureau/modeles-de-courriels", "manager"],
  ["/bureau/donnees", "manager"],
  ["/bureau/lettres-d-acces", "accountant"],
  ["/bureau/messages/nouveau", "manager"],
];

/** The least role that a page of the office asks for; `pathname` with or without the base. */
export function roleOfPage(pathname: string): StaffRole {
  const path = pathname.slice(Math.max(0, pathname.indexOf("/bureau")));
  return rooms.find(([room]) => path === room || path.startsWith(`${room}/`))?.[1] ?? "reader";
}
