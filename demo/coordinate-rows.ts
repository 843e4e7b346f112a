/** Whom to turn to at each organization, and changes of details that their customers wait to see answered. */
import type pg from "pg";
import { splitAddress } from "../server/modules/coordinates/rules.ts";
import { dayInParis } from "../server/platform/dates.ts";
import { makeRandom } from "./random.ts";
import type { Story } from "./story.ts";

const HOUR = 3_600_000;
const AGENCIES: Record<string, object> = {
  montfleuri: {
    services: [
      {
        kind: "billing",
        name: "Facturation de l’eau",
        phone: "01 99 00 11 20",
        email: "eau@montfleuri.example",
      },
      {
        kind: "recovery",
        name: "Recouvrement",
        phone: "01 99 00 11 30",
        email: "recouvrement@montfleuri.example",
      },
    ],
    offices: [
      { name: "Hôtel de ville", address: ["1 place de l’Hôtel-de-Ville", "99110 Montfleuri"] },
      {
        name: "Mairie annexe du Lac",
        address: ["8 allée du Lac", "99110 Montfleuri"],
        phone: "01 99 00 11 40",
      },
    ],
  },
  lafargue: {
    general: { legalName: "Cabinet Lafargue", legalForm: "SARL", capital: "50 000 €" },
    representative: { name: "Hélène Lafargue", function: "Gérante" },
    card: { number: "CPI 9931 2024 000 000 123", issuedBy: "CCI de Port-Levant", validUntil: "2027-06-30" },
    services: [
      {
        kind: "account_manager",
        name: "Gestion locative",
        phone: "01 99 00 22 10",
        email: "gestion@lafargue.example",
      },
      {
        kind: "recovery",
        name: "Contentieux",
        phone: "01 99 00 22 30",
        email: "contentieux@lafargue.example",
      },
    ],
    offices: [{ name: "Agence du Port", address: ["14 quai des Bateliers", "99310 Port-Levant"] }],
  },
  phare: {
    general: { legalName: "Éditions du Phare", legalForm: "SAS", capital: "120 000 €" },
    representative: { name: "Bruno Keller", function: "Président" },
    services: [
      { kind: "billing", name: "Abonnements", phone: "01 99 00 33 10", email: "abonnements@phare.example" },
    ],
    offices: [{ name: "Siège", address: ["3 jetée du Phare", "99310 Port-Levant"] }],
  },
};
const WISHES: readonly Record<string, string>[] = [
  { mobile: "06 39 98 11 22", contactFunction: "Trésorière" },
  { phone: "01 99 00 45 67", iban: "FR1420041010050500013M02606" },
  { address1: "27 rue des Tanneurs", postcode: "99120", city: "Valbrune" },
];

export async function copyCoordinates(client: pg.Client, story: Story, now: Date): Promise<void> {
  const org = story.organizationId;
  await client.query("update organizations set agency = $2 where organization_id = $1", [
    org,
    JSON.stringify(AGENCIES[story.slug]),
  ]);
  const random = makeRandom(`coordinates ${story.slug} ${dayInParis(now)}`);
  const { rows } = await client.query<{
    party_id: string;
    user_id: string;
    phone: string | null;
    address: string[];
  }>(
    `select distinct on (p.code) a.party_id, a.user_id, p.phone, p.address
     from access_accounts a
     join parties p on p.organization_id = a.organization_id and p.id = a.party_id
     where a.organization_id = $1 order by p.code, a.created_at limit $2`,
    [org, WISHES.length],
  );
  for (const [rank, { party_id, user_id, phone, address }] of rows.entries()) {
    const at = new Date(now.getTime() - (rank + 2) * 9 * HOUR);
    const id = random.id(dayInParis(at));
    const known: Record<string, string> = { ...splitAddress(address), phone: phone ?? "" };
    await client.query(
      "insert into coordinate_changes (organization_id, id, party_id, asked_by, asked_at) values ($1, $2, $3, $4, $5)",
      [org, id, party_id, user_id, at],
    );
    for (const [field, wanted] of Object.entries(WISHES[rank]!))
      await client.query(
        "insert into coordinate_change_fields (organization_id, change_id, field, was, wanted) values ($1, $2, $3, $4, $5)",
        [org, id, field, known[field] ?? "", wanted],
      );
  }
}
