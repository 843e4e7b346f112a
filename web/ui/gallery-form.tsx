import { useState } from "react";
import { AmountInput } from "./amount-input.tsx";
import { Button } from "./button.tsx";
import { Checkbox, RadioGroup } from "./choice.tsx";
import { ComboBox } from "./combo-box.tsx";
import { DateField, type DateRange, DateRangeField } from "./date-field.tsx";
import { Field } from "./field.tsx";
import { FileDrop } from "./file-drop.tsx";
import { FieldSet, Form, FormActions } from "./form.tsx";
import { SearchInput, Select, Textarea, TextInput } from "./inputs.tsx";
import { Section } from "./page.tsx";

/** A form with every control, and one error. */
export function FormSample() {
  const [cents, setCents] = useState<number | null>(114798);
  const [files, setFiles] = useState<File[]>([new File(["x".repeat(48_000)], "facture-contestee.pdf")]);
  const [query, setQuery] = useState("");
  return (
    <Section title="Formulaire">
      <SearchInput label="Rechercher une pièce" value={query} onChange={setQuery} />
      <Form
        onSubmit={() => {}}
        errors={{ email: "Saisissez une adresse complète, par exemple marie@exemple.fr." }}
      >
        <Field name="email" label="Adresse électronique" hint="Nous y envoyons vos reçus.">
          <TextInput type="email" autoComplete="email" defaultValue="marie@" />
        </Field>
        <Field name="postcode" label="Code postal">
          <TextInput chars={5} inputMode="numeric" defaultValue="38000" />
        </Field>
        <Field name="amount" label="Montant à régler" hint="Le reste sera dû au 1er décembre.">
          <AmountInput cents={cents} onCents={setCents} />
        </Field>
        <Field name="reason" label="Motif">
          <Select defaultValue="price">
            <option value="price">Tarif appliqué</option>
            <option value="absence">Absence signalée</option>
          </Select>
        </Field>
        <Dates />
        <Choices />
        <Field name="comment" label="Commentaire" optional>
          <Textarea />
        </Field>
        <FileDrop
          label="Pièces jointes"
          hint="PDF ou photos, 10 Mo au plus."
          files={files}
          onFiles={setFiles}
        />
        <FormActions>
          <Button look="primary" type="submit">
            Envoyer
          </Button>
          <Button look="quiet">Annuler</Button>
        </FormActions>
      </Form>
    </Section>
  );
}

function Dates() {
  const [date, setDate] = useState<string | null>("2026-12-01");
  const [range, setRange] = useState<DateRange>({ from: "2026-01-01", to: "2026-11-23" });
  const [city, setCity] = useState<string | null>(null);
  return (
    <>
      <DateField label="Date souhaitée" value={date} onChange={setDate} min="2026-11-24" />
      <DateRangeField label="Période" value={range} onChange={setRange} optional />
      <ComboBox
        label="Immeuble"
        value={city}
        onChange={setCity}
        options={[
          { value: "1", label: "Résidence des Tilleuls", hint: "12 rue Haute" },
          { value: "2", label: "Le Clos Vert" },
        ]}
      />
    </>
  );
}

function Choices() {
  return (
    <>
      <RadioGroup
        rows
        name="means"
        legend="Comment souhaitez-vous payer ?"
        defaultValue="card"
        options={[
          {
            value: "card",
            label: "Par carte bancaire",
            hint: "Immédiat, sur la page sécurisée de votre service.",
          },
          { value: "transfer", label: "Par virement", hint: "Un à deux jours." },
        ]}
      />
      <FieldSet legend="Me prévenir">
        <Checkbox name="mail" defaultChecked>
          Par courriel
        </Checkbox>
        <Checkbox name="sms" hint="Seulement avant une échéance.">
          Par SMS
        </Checkbox>
      </FieldSet>
    </>
  );
}
