import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { Select, Textarea, TextInput } from "../../ui/inputs.tsx";
import { Columns, Row, Stack } from "../../ui/layout.tsx";
import type { Agency, Office } from "./place-card.tsx";

type Service = Agency["services"][number];
export type Kind = Service["kind"];

const words = {
  kind: { fr: "Rôle", en: "Role" },
  billing: { fr: "Facturation", en: "Billing" },
  recovery: { fr: "Recouvrement", en: "Recovery" },
  account_manager: { fr: "Gestionnaire du compte", en: "Account manager" },
  other: { fr: "Autre", en: "Other" },
  name: { fr: "Nom", en: "Name" },
  address: { fr: "Adresse", en: "Address" },
  addressHint: { fr: "Six lignes au plus.", en: "Six lines at most." },
  phone: { fr: "Téléphone", en: "Phone" },
  fax: { fr: "Télécopie", en: "Fax" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  hours: { fr: "Horaires", en: "Hours" },
  remove: { fr: "Retirer", en: "Remove" },
  addService: { fr: "Ajouter un service", en: "Add a service" },
  addOffice: { fr: "Ajouter un bureau", en: "Add an office" },
  service: { fr: (n: number) => `Service ${n}`, en: (n: number) => `Service ${n}` },
  office: { fr: (n: number) => `Bureau ${n}`, en: (n: number) => `Office ${n}` },
} satisfies Words;
const kinds = ["billing", "recovery", "account_manager", "other"] as const;

type Props = { list: "services" | "offices"; places: readonly (Service | Office)[] };

/** The services or the offices in the form of the agency; each one's fields are named by its place in the list. */
export function PlaceFields({ list, places }: Props) {
  const t = useWords(words);
  const [rows, setRows] = useState(() =>
    places.map((place, key) => ({ key, place: place as Partial<Service> })),
  );
  const add = () => setRows([...rows, { key: (rows.at(-1)?.key ?? -1) + 1, place: {} }]);
  return (
    <Stack gap={6}>
      <input type="hidden" name={list} value={rows.map((row) => row.key).join(",")} />
      {rows.map(({ key, place }, index) => (
        <FieldSet key={key} legend={list === "services" ? t.service(index + 1) : t.office(index + 1)}>
          <Columns>
            {list === "services" && (
              <Field name={`${list}.${key}.kind`} label={t.kind}>
                <Select defaultValue={place.kind ?? "billing"}>
                  {kinds.map((kind) => (
                    <option key={kind} value={kind}>
                      {t[kind]}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field name={`${list}.${key}.name`} label={t.name}>
              <TextInput maxLength={120} defaultValue={place.name} />
            </Field>
            <Field name={`${list}.${key}.phone`} label={t.phone} optional>
              <TextInput type="tel" maxLength={40} defaultValue={place.phone} />
            </Field>
            <Field name={`${list}.${key}.fax`} label={t.fax} optional>
              <TextInput maxLength={40} defaultValue={place.fax} />
            </Field>
            <Field name={`${list}.${key}.email`} label={t.email} optional>
              <TextInput type="email" maxLength={254} defaultValue={place.email} />
            </Field>
            <Field name={`${list}.${key}.hours`} label={t.hours} optional>
              <TextInput maxLength={200} defaultValue={place.hours} />
            </Field>
          </Columns>
          <Field name={`${list}.${key}.address`} label={t.address} hint={t.addressHint} optional>
            <Textarea rows={3} defaultValue={place.address?.join("\n")} />
          </Field>
          <Row justify="end">
            <Button small icon={Trash2} onClick={() => setRows(rows.filter((row) => row.key !== key))}>
              {t.remove}
            </Button>
          </Row>
        </FieldSet>
      ))}
      <Row>
        <Button icon={Plus} onClick={add}>
          {list === "services" ? t.addService : t.addOffice}
        </Button>
      </Row>
    </Stack>
  );
}

/** What the form says of the services or of the offices, in their order. */
export function placesIn(data: FormData, list: Props["list"]): Service[] {
  const keys = textOf(data, list).split(",").filter(Boolean);
  return keys.map((key) => {
    const of = (field: string) => textOf(data, `${list}.${key}.${field}`).trim();
    return {
      kind: (of("kind") || "other") as Kind,
      name: of("name"),
      phone: of("phone"),
      fax: of("fax"),
      email: of("email"),
      hours: of("hours"),
      address: of("address")
        .split("\n")
        .map((one) => one.trim())
        .filter(Boolean),
    };
  });
}
