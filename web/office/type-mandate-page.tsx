import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { type Bank, BankFields } from "../features/mandate/iban-fields.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { noTerms, PaperTermsFields, sentTerms } from "../features/office-mandate/paper-terms.tsx";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import type { GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { query, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { RadioGroup } from "../ui/choice.tsx";
import { DateField } from "../ui/date-field.tsx";
import { Field } from "../ui/field.tsx";
import { FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Saisir un mandat papier", en: "Type a paper mandate" },
  lead: {
    fr: (name: string) => `Signé par ${name}. Gardez l’original : le scan se joint ensuite.`,
    en: (name: string) => `Signed by ${name}. Keep the original: the scan is added next.`,
  },
  umr: { fr: "Référence (RUM)", en: "Reference (UMR)" },
  umrHint: {
    fr: "Celle qui est écrite sur le mandat ; vide, Quitus en donne une.",
    en: "The one written on the mandate; left empty, Quitus gives one.",
  },
  holder: { fr: "Titulaire du compte", en: "Account holder" },
  signedOn: { fr: "Signé le", en: "Signed on" },
  lastUse: { fr: "Dernier prélèvement le", en: "Last debited on" },
  lastUseHint: {
    fr: "Si ce mandat a déjà servi : la banque le connaît, et ses 36 mois courent de là.",
    en: "If this mandate was used before: the bank knows it, and its 36 months run from there.",
  },
  scheme: { fr: "Formulaire", en: "Form" },
  CORE: { fr: "CORE", en: "CORE" },
  coreHint: { fr: "Le mandat habituel.", en: "The usual mandate." },
  B2B: { fr: "B2B (interentreprises)", en: "B2B (between businesses)" },
  b2bHint: {
    fr: "Entre professionnels, que la banque du débiteur a enregistré.",
    en: "Between businesses, recorded by the debtor’s bank.",
  },
  save: { fr: "Enregistrer le mandat", en: "Record the mandate" },
  saved: { fr: "Le mandat est enregistré.", en: "The mandate is recorded." },
  back: { fr: "Le compte", en: "The account" },
  needIban: { fr: "Format de l’IBAN incorrect.", en: "This IBAN is not well formed." },
  needDate: { fr: "Indiquez la date de signature.", en: "Give the date of the signature." },
  needHolder: { fr: "Indiquez le titulaire du compte.", en: "Say who holds the account." },
} satisfies Words;

const fields = {
  "mandate.iban": "iban",
  "mandate.bic": "bic",
  "mandate.umr": "umr",
  "mandate.umr_taken": "umr",
  "mandate.signed_on": "signedOn",
  "mandate.last_use": "lastCollectedOn",
  "mandate.amount_needed": "cents",
  "mandate.wanted_on": "wantedOn",
  "mandate.first_on": "firstOn",
  "mandate.plan_not_offered": "months",
  "mandate.nothing_to_spread": "months",
} as const;

/** A mandate signed on paper, typed by staff, in either scheme. */
export function TypeMandatePage() {
  const id = useParam("account");
  const { data, error, refetch } = useQuery(query("readAccount", { params: { account: id } }));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return <Content account={data} />;
}

function Content({ account }: { account: GotOf<"readAccount"> }) {
  const t = useWords(words);
  return (
    <Column>
      <Stack gap={6}>
        <PageTitle
          title={t.title}
          lead={t.lead(account.party.name)}
          back={{ href: officePaths.account(account.account), label: t.back }}
        />
        <PaperForm account={account} />
      </Stack>
    </Column>
  );
}

function PaperForm({ account }: { account: GotOf<"readAccount"> }) {
  const t = useWords(words);
  const go = useGo();
  const [bank, setBank] = useState<Bank>({ iban: "", bic: "", remembered: null });
  const [terms, setTerms] = useState(noTerms);
  const [signedOn, setSignedOn] = useState<string | null>(null);
  const [lastCollectedOn, setLastCollectedOn] = useState<string | null>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const type = useWrite("typeMandate", { refreshes: ["listOfficeMandates"] });
  const submit = (data: FormData) => {
    const holder = textOf(data, "holder").trim();
    const faults: FormErrors = {};
    if (bank.iban.trim() === "") faults["iban"] = t.needIban;
    if (!holder) faults["holder"] = t.needHolder;
    if (!signedOn) faults["signedOn"] = t.needDate;
    if (Object.keys(faults).length > 0 || !signedOn) return setErrors(faults);
    setErrors(null);
    type.mutate(
      {
        params: { account: account.account },
        body: {
          umr: textOf(data, "umr").trim(),
          iban: bank.iban,
          bic: textOf(data, "bic").trim(),
          holder,
          scheme: textOf(data, "scheme") === "B2B" ? "B2B" : "CORE",
          ...sentTerms(terms),
          signedOn,
          lastCollectedOn,
        },
      },
      {
        onSuccess: (made) => {
          showToast({ title: t.saved });
          go(officePaths.mandate(made.id));
        },
        onError: (error) => setErrors(errorsOf(error, fields)),
      },
    );
  };
  return (
    <GuardedForm busy={type.isPending} onSubmit={submit} errors={errors}>
      <Field name="umr" label={t.umr} hint={t.umrHint} optional>
        <TextInput maxLength={35} autoComplete="off" spellCheck={false} />
      </Field>
      <Field name="holder" label={t.holder}>
        <TextInput maxLength={70} defaultValue={account.party.name} />
      </Field>
      <BankFields remembered={[]} bank={bank} onBank={setBank} />
      <DateField
        name="signedOn"
        label={t.signedOn}
        value={signedOn}
        onChange={setSignedOn}
        max={account.today}
        error={errors?.["signedOn"]}
      />
      <DateField
        name="lastCollectedOn"
        label={t.lastUse}
        hint={t.lastUseHint}
        optional
        value={lastCollectedOn}
        onChange={setLastCollectedOn}
        max={account.today}
        error={errors?.["lastCollectedOn"]}
      />
      <RadioGroup
        name="scheme"
        legend={t.scheme}
        defaultValue="CORE"
        options={[
          { value: "CORE", label: t.CORE, hint: t.coreHint },
          { value: "B2B", label: t.B2B, hint: t.b2bHint },
        ]}
      />
      <PaperTermsFields account={account.account} terms={terms} onTerms={setTerms} />
      <FormActions>
        <Button look="primary" type="submit" busy={type.isPending}>
          {t.save}
        </Button>
        <LinkButton look="quiet" href={officePaths.account(account.account)}>
          {t.back}
        </LinkButton>
      </FormActions>
    </GuardedForm>
  );
}
