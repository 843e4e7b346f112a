import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import type { Agency } from "../features/agency/place-card.tsx";
import { PlaceFields, placesIn } from "../features/agency/place-fields.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { query } from "../lib/queries.ts";
import { useSettingsWrite } from "../lib/settings-write.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormActions } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Column, Columns } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Agence", en: "Agency" },
  lead: {
    fr: "Ce que vos clients lisent dans leurs contacts : vos services, vos bureaux et qui vous êtes.",
    en: "What your customers read in their contacts: your services, your offices and who you are.",
  },
  general: { fr: "Généralités", en: "General" },
  representative: { fr: "Représentant légal", en: "Legal representative" },
  card: { fr: "Carte professionnelle", en: "Professional card" },
  services: { fr: "Services", en: "Services" },
  offices: { fr: "Bureaux", en: "Offices" },
  "general.legalName": { fr: "Raison sociale", en: "Legal name" },
  "general.legalForm": { fr: "Forme juridique", en: "Legal form" },
  "general.capital": { fr: "Capital", en: "Capital" },
  "general.siret": { fr: "SIRET", en: "SIRET" },
  "general.rcs": { fr: "RCS", en: "Trade register" },
  "general.vat": { fr: "TVA intracommunautaire", en: "VAT number" },
  "representative.name": { fr: "Nom", en: "Name" },
  "representative.function": { fr: "Fonction", en: "Function" },
  "card.number": { fr: "Numéro de la carte", en: "Card number" },
  "card.issuedBy": { fr: "Délivrée par", en: "Issued by" },
  "card.validUntil": { fr: "Valable jusqu’au", en: "Valid until" },
  "card.guarantor": { fr: "Garantie financière", en: "Financial guarantee" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "L’agence est enregistrée : vos clients la voient déjà.",
    en: "Saved: your customers see it already.",
  },
  readOnly: {
    fr: "Votre rôle permet de lire cette page, pas de la changer.",
    en: "Your role allows reading this page, not changing it.",
  },
} satisfies Words;

type Part = "general" | "representative" | "card";
const parts = {
  general: ["legalName", "legalForm", "capital", "siret", "rcs", "vat"],
  representative: ["name", "function"],
  card: ["number", "issuedBy", "validUntil", "guarantor"],
} as const;

/** The agency (SPEC OFF-4): general, legal representative and professional card, services and offices. */
export function AgencyPage() {
  const t = useWords(words);
  const may = useMay();
  const { data, error, refetch } = useQuery(query("readAgency", {}));
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      {!may("manager") && <Notice>{t.readOnly}</Notice>}
      <Column>{data ? <AgencyForm agency={data} /> : <Skeleton lines={12} />}</Column>
    </>
  );
}

function AgencyForm({ agency }: { agency: Agency }) {
  const t = useWords(words);
  const may = useMay();
  const update = useSettingsWrite("updateAgency", ["readAgency", {}], { refreshes: ["readAgency"] });
  const submit = (data: FormData) => {
    const of = (part: Part) =>
      Object.fromEntries(parts[part].map((field) => [field, textOf(data, `${part}.${field}`).trim()]));
    const card = of("card");
    update.mutate(
      {
        body: {
          general: of("general"),
          representative: of("representative"),
          card: { ...card, validUntil: card["validUntil"] || null },
          services: placesIn(data, "services"),
          offices: placesIn(data, "offices"),
        },
      },
      { onSuccess: () => showToast({ title: t.saved }) },
    );
  };
  return (
    <GuardedForm busy={update.isPending} onSubmit={submit} errors={update.error && errorsOf(update.error)}>
      {(Object.keys(parts) as Part[]).map((part) => (
        <Section key={part} title={t[part]}>
          <Columns>
            {parts[part].map((field) => {
              const name = `${part}.${field}` as keyof typeof words;
              const known = agency[part] as Record<string, string | null>;
              return (
                <Field key={name} name={name} label={t[name] as string} optional>
                  <TextInput
                    type={field === "validUntil" ? "date" : "text"}
                    defaultValue={known[field] ?? ""}
                  />
                </Field>
              );
            })}
          </Columns>
        </Section>
      ))}
      <Section title={t.services}>
        <PlaceFields list="services" places={agency.services} />
      </Section>
      <Section title={t.offices}>
        <PlaceFields list="offices" places={agency.offices} />
      </Section>
      {may("manager") && (
        <FormActions>
          <Button look="primary" type="submit" busy={update.isPending}>
            {t.save}
          </Button>
        </FormActions>
      )}
    </GuardedForm>
  );
}
