import { useState } from "react";
import { useMay } from "../features/office-frame/role.ts";
import { AccountOptions, accountNamesInForm } from "../features/office-settings/account-options.tsx";
import { BrandFields, LogoField } from "../features/office-settings/brand-fields.tsx";
import { useExpected } from "../features/office-settings/expected.ts";
import { fieldErrors } from "../features/office-settings/field-errors.ts";
import {
  AccessFields,
  PaymentFields,
  ReadingFields,
  ServiceFields,
  settingsOf,
} from "../features/office-settings/options-fields.tsx";
import { PreviewSettings } from "../features/office-settings/preview-settings.tsx";
import { RetentionFields, retentionNamesInForm } from "../features/office-settings/retention-fields.tsx";
import { SettingsSections } from "../features/office-settings/settings-sections.tsx";
import { keepDraft, keptDraft } from "../features/session/draft.ts";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import type { CallOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { sentenceOf } from "../lib/queries.ts";
import { type Organization, useOrganization } from "../lib/session.tsx";
import { useSettingsWrite } from "../lib/settings-write.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import type { FormErrors } from "../ui/form.tsx";
import { Textarea, TextInput } from "../ui/inputs.tsx";
import { Column } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { StickyActions } from "../ui/sticky-actions.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Organisme", en: "Organization" },
  brand: { fr: "Nom et couleur", en: "Name and colour" },
  contact: { fr: "Qui contacter", en: "Whom to contact" },
  service: { fr: "Service", en: "Office" },
  email: { fr: "Courriel", en: "E-mail" },
  phone: { fr: "Téléphone", en: "Phone" },
  address: { fr: "Adresse", en: "Address" },
  addressHint: { fr: "Six lignes au plus.", en: "Six lines at most." },
  hours: { fr: "Horaires", en: "Hours" },
  services: { fr: "Services ouverts aux clients", en: "Services open to customers" },
  payment: { fr: "Paiement en ligne", en: "On-line payment" },
  access: { fr: "Entrée et mots de passe", en: "Entry and passwords" },
  accounts: { fr: "Comptes et factures", en: "Accounts and bills" },
  retention: { fr: "Durées de conservation", en: "How long things are kept" },
  texts: { fr: "Textes", en: "Texts" },
  legalNotice: { fr: "Mentions légales", en: "Legal notice" },
  accessibility: { fr: "Déclaration d’accessibilité", en: "Accessibility statement" },
  textHint: { fr: "Une ligne vide sépare les paragraphes.", en: "An empty line parts the paragraphs." },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "Les réglages sont enregistrés : vos clients les voient déjà.",
    en: "The settings are saved: your customers see them already.",
  },
  draft: {
    fr: "Ce que vous avez vu en aperçu n’est pas encore enregistré.",
    en: "What you saw in the preview is not saved yet.",
  },
  discard: { fr: "Oublier ces changements", en: "Forget these changes" },
  readOnly: {
    fr: "Votre rôle permet de lire ces réglages, pas de les changer.",
    en: "Your role allows reading these settings, not changing them.",
  },
} satisfies Words;

/** Where the form names a field otherwise than the server. */
const namesInForm = {
  "contact.service": "service",
  "contact.email": "contactEmail",
  "contact.phone": "phone",
  "contact.address": "address",
  "contact.hours": "hours",
  "settings.searchableMonths": "searchableMonths",
  "settings.transferTermDays": "transferTermDays",
  "settings.bankAutomaticScore": "bankAutomaticScore",
  "settings.disputeDelayDays": "disputeDelayDays",
  ...accountNamesInForm,
  ...retentionNamesInForm,
};

/** The settings of the organization: brand, contact, options, texts. */
export function SettingsPage() {
  const t = useWords(words);
  const may = useMay();
  const saved = useOrganization();
  const [draft, setDraft] = useState(keptDraft);
  const [round, setRound] = useState(0);
  const organization = { ...saved, ...draft };
  const { settings } = organization;
  const endDraft = () => {
    keepDraft(null);
    setDraft(null);
  };
  const forget = () => {
    endDraft();
    setRound(round + 1);
  };
  const update = useSettingsWrite("updateOrganization", ["readOrganization", {}], {
    refreshes: ["readOrganization"],
  });
  const expected = useExpected();
  const [wrong, setWrong] = useState<FormErrors | null>(null);
  const refuse = (error: Error) => setWrong(fieldErrors(error, sentenceOf(error), namesInForm, expected));
  const submit = (data: FormData) => {
    setWrong(null);
    update.mutate(
      { body: bodyOf(data, organization) },
      {
        onSuccess: () => {
          endDraft();
          showToast({ title: t.saved });
        },
        onError: refuse,
      },
    );
  };
  return (
    <>
      <PageTitle title={t.title} />
      {!may("manager") && <Notice>{t.readOnly}</Notice>}
      <Column>
        {may("manager") && <LogoField organization={organization} />}
        {draft && (
          <Notice kind="warning" actions={<Button onClick={forget}>{t.discard}</Button>}>
            {t.draft}
          </Notice>
        )}
        <GuardedForm busy={update.isPending} key={round} onSubmit={submit} errors={wrong}>
          <SettingsSections
            sections={[
              { key: "nom", title: t.brand, content: <BrandFields organization={organization} /> },
              { key: "contact", title: t.contact, content: <ContactFields organization={organization} /> },
              { key: "services", title: t.services, content: <ServiceFields settings={settings} /> },
              { key: "paiement", title: t.payment, content: <PaymentFields settings={settings} /> },
              { key: "acces", title: t.access, content: <AccessFields settings={settings} /> },
              { key: "comptes", title: t.accounts, content: <AccountFields settings={settings} /> },
              { key: "conservation", title: t.retention, content: <RetentionFields settings={settings} /> },
              { key: "textes", title: t.texts, content: <TextFields organization={organization} /> },
            ]}
          />
          {may("manager") && (
            <StickyActions>
              <Button look="primary" type="submit" busy={update.isPending}>
                {t.save}
              </Button>
              <PreviewSettings fieldsOf={(data) => bodyOf(data, organization)} onError={refuse} />
            </StickyActions>
          )}
        </GuardedForm>
      </Column>
    </>
  );
}

const AccountFields = ({ settings }: Pick<Organization, "settings">) => (
  <>
    <ReadingFields settings={settings} />
    <AccountOptions settings={settings} />
  </>
);

function TextFields({ organization }: { organization: Organization }) {
  const t = useWords(words);
  return (
    <>
      <Field name="legalNotice" label={t.legalNotice} hint={t.textHint} optional>
        <Textarea rows={6} maxLength={20_000} defaultValue={organization.legalNotice} />
      </Field>
      <Field name="accessibilityStatement" label={t.accessibility} hint={t.textHint} optional>
        <Textarea rows={6} maxLength={20_000} defaultValue={organization.accessibilityStatement} />
      </Field>
    </>
  );
}

function ContactFields({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const { contact } = organization;
  return (
    <>
      <Field name="service" label={t.service} optional>
        <TextInput defaultValue={contact.service} maxLength={120} />
      </Field>
      <Field name="contactEmail" label={t.email} optional>
        <TextInput type="email" defaultValue={contact.email} />
      </Field>
      <Field name="phone" label={t.phone} optional>
        <TextInput type="tel" defaultValue={contact.phone} maxLength={40} />
      </Field>
      <Field name="address" label={t.address} hint={t.addressHint} optional>
        <Textarea defaultValue={contact.address.join("\n")} />
      </Field>
      <Field name="hours" label={t.hours} optional>
        <TextInput defaultValue={contact.hours} maxLength={200} />
      </Field>
    </>
  );
}

function bodyOf(data: FormData, before: Organization): CallOf<"updateOrganization">["body"] {
  const text = (name: string) => textOf(data, name).trim();
  return {
    name: text("name"),
    accent: text("accent"),
    contact: {
      service: text("service"),
      email: text("contactEmail"),
      phone: text("phone"),
      address: text("address")
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
      hours: text("hours"),
    },
    legalNotice: text("legalNotice"),
    accessibilityStatement: text("accessibilityStatement"),
    settings: settingsOf(data, before.settings),
  };
}
