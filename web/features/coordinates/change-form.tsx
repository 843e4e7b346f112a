import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, Form, FormActions } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Columns } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import {
  type Coordinates,
  type Field as FieldName,
  fieldWords,
  groups,
  groupWords,
  spaced,
} from "./field-names.ts";

const words = {
  send: { fr: "Envoyer modification", en: "Send change" },
  cancel: { fr: "Annuler", en: "Cancel" },
  sent: {
    fr: "Modification envoyée : le service la vérifie.",
    en: "Change sent: the office checks it.",
  },
  rib: { fr: "Ou votre RIB", en: "Or your French bank details (RIB)" },
  ribHint: {
    fr: "L’IBAN en est déduit. Inutile de remplir les deux.",
    en: "The IBAN is made of it. No need to fill in both.",
  },
  bank: { fr: "Code banque", en: "Bank code" },
  branch: { fr: "Code guichet", en: "Branch code" },
  account: { fr: "Numéro de compte", en: "Account number" },
  key: { fr: "Clé RIB", en: "RIB key" },
} satisfies Words;

const types: Partial<
  Record<FieldName, { type?: string; autoComplete: string; inputMode?: "tel" | "numeric" }>
> = {
  contactLastName: { autoComplete: "family-name" },
  contactFirstName: { autoComplete: "given-name" },
  contactFunction: { autoComplete: "organization-title" },
  address1: { autoComplete: "address-line1" },
  address2: { autoComplete: "address-line2" },
  address3: { autoComplete: "address-line3" },
  postcode: { autoComplete: "postal-code" },
  city: { autoComplete: "address-level2" },
  country: { autoComplete: "country-name" },
  phone: { type: "tel", autoComplete: "tel" },
  mobile: { type: "tel", autoComplete: "tel" },
  email: { type: "email", autoComplete: "email" },
};
const refused = {
  "coordinates.iban_invalid": "iban",
  "coordinates.bic_invalid": "bic",
  "coordinates.email_invalid": "email",
  "coordinates.postcode_invalid": "postcode",
  "coordinates.rib_invalid": "key",
};
const parts = ["bank", "branch", "account", "key"] as const;

type Props = { coordinates: Coordinates; onClose: () => void };

/** The fields open for change: what is known, or what already waits, is in them. */
export function ChangeForm({ coordinates, onClose }: Props) {
  const t = useWords(words);
  const ask = useWrite("askChange", { refreshes: ["readCoordinates"] });
  const waiting = Object.fromEntries(
    (coordinates.pending?.fields ?? [])
      .filter((one) => one.outcome === null)
      .map((one) => [one.field, one.wanted]),
  );
  const shown = (field: FieldName) => waiting[field] ?? coordinates.values[field];
  const submit = (data: FormData) => {
    const sent = Object.fromEntries(
      groups.flatMap(({ fields }) => fields).map((field) => [field, textOf(data, field)]),
    );
    const given = Object.fromEntries(parts.map((part) => [part, textOf(data, part).trim()])) as Record<
      (typeof parts)[number],
      string
    >;
    const ibanTyped = sent["iban"]!.replace(/\s/g, "") !== shown("iban");
    const ribTyped = parts.some((part) => given[part] !== "");
    ask.mutate(
      {
        params: { party: coordinates.party },
        body: { values: sent, rib: ribTyped && !ibanTyped ? given : null },
      },
      {
        onSuccess: () => {
          showToast({ title: t.sent });
          onClose();
        },
      },
    );
  };
  return (
    <Form onSubmit={submit} errors={ask.error && errorsOf(ask.error, refused)}>
      {groups.map((group) => (
        <OpenGroup key={group.key} group={group} shown={shown} />
      ))}
      <FieldSet legend={t.rib} hint={t.ribHint}>
        <Columns min="narrow">
          {parts.map((part) => (
            <Field key={part} name={part} label={t[part]} optional>
              <TextInput autoComplete="off" maxLength={part === "account" ? 11 : part === "key" ? 2 : 5} />
            </Field>
          ))}
        </Columns>
      </FieldSet>
      <FormActions>
        <Button type="submit" look="primary" busy={ask.isPending}>
          {t.send}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}

type GroupProps = { group: (typeof groups)[number]; shown: (field: FieldName) => string };

function OpenGroup({ group, shown }: GroupProps) {
  const names = useWords(fieldWords);
  const legends = useWords(groupWords);
  return (
    <FieldSet legend={legends[group.key]}>
      <Columns>
        {group.fields.map((field) => (
          <Field key={field} name={field} label={names[field]} optional>
            <TextInput
              maxLength={120}
              defaultValue={spaced(field, shown(field))}
              autoComplete="off"
              {...types[field]}
            />
          </Field>
        ))}
      </Columns>
    </FieldSet>
  );
}
