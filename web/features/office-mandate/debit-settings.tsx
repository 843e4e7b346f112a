import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";

const words = {
  offered: { fr: "Proposer le prélèvement en ligne", en: "Offer direct debit on line" },
  offeredHint: {
    fr: "Les clients signent un mandat SEPA (CORE) avec un code reçu par courriel ou par SMS.",
    en: "Customers sign a SEPA (CORE) mandate with a code received by mail or by text.",
  },
  missing: {
    fr: (what: string) => `Il manque à ce créancier : ${what}. Complétez son identité d’abord.`,
    en: (what: string) => `This creditor lacks: ${what}. Complete its identity first.`,
  },
  ics: { fr: "un identifiant (ICS) valable", en: "a valid creditor identifier" },
  iban: { fr: "un IBAN", en: "an IBAN" },
  address: { fr: "une adresse", en: "an address" },
  automatic: { fr: "Mandat automatique permis", en: "Automatic mandate allowed" },
  automaticHint: {
    fr: "Chaque facture est prélevée à son échéance. Sinon, un mandat sert une seule fois.",
    en: "Each invoice is debited when it is due. Otherwise a mandate is used once.",
  },
  plan: { fr: "Étaler le solde, au plus", en: "Spread the balance, at most" },
  noPlan: { fr: "Non", en: "No" },
  months: { fr: (n: number) => `En ${n} mois`, en: (n: number) => `Over ${n} months` },
  days: { fr: "Jours entre l’annonce et le prélèvement", en: "Days between the notice and the debit" },
  daysHint: {
    fr: "Quatorze, sauf accord : le mandat le dit, et le client le signe.",
    en: "Fourteen unless agreed: the mandate says it, and the customer signs it.",
  },
  channels: { fr: "Le code de signature part", en: "The signature code leaves" },
  email: { fr: "Par courriel", en: "By mail" },
  sms: { fr: "Par SMS", en: "By text" },
  smsHint: { fr: "Les SMS de l’organisme ne sont pas ouverts.", en: "The organization sends no texts yet." },
  signers: { fr: "Compte de plusieurs personnes : qui signe", en: "Account of several people: who signs" },
  any: { fr: "Toute personne qui peut payer", en: "Anybody who may pay" },
  main: { fr: "L’utilisateur principal seul", en: "The main user only" },
  warningTitle: { fr: "Crédit à la consommation", en: "Consumer credit" },
  warning: {
    fr: "Depuis le 20 novembre 2026, un étalement gratuit accordé à un consommateur n’échappe au crédit à la consommation que s’il est soldé en 50 jours au plus après la fourniture (Code de la consommation, L312-4, 4°). Un plan plus long peut exiger les obligations d’un crédit, sauf entre professionnels : prenez conseil.",
    en: "Since 20 November 2026 a free plan granted to a consumer stays outside consumer credit only if it is settled within 50 days of the supply (French Consumer Code, L312-4, 4°). A longer plan may carry the duties of a credit, except between businesses: take advice.",
  },
  read: {
    fr: "J’ai lu cet avertissement et je propose ce plan en connaissance de cause.",
    en: "I have read this warning and offer this plan knowingly.",
  },
  readBy: {
    fr: (who: string, when: string) => `Lu par ${who} le ${when}.`,
    en: (who: string, when: string) => `Read by ${who} on ${when}.`,
  },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Le prélèvement est réglé.", en: "Direct debit is set." },
} satisfies Words;

type Settings = GotOf<"readDebitSettings">;

/** What a creditor offers of direct debit (MAN-1 to MAN-4). */
export function DebitSettings({ creditor }: { creditor: string }) {
  const { data, error } = useQuery(query("readDebitSettings", { params: { creditor } }));
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  if (!data) return <Skeleton lines={6} />;
  return <SettingsForm key={creditor} settings={data} />;
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useWords(words);
  const save = useSettingsWrite(
    "saveDebitSettings",
    ["readDebitSettings", { params: { creditor: settings.creditor.id } }],
    {
      refreshes: ["readDebitSettings", "listDebitCreditors"],
    },
  );
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [months, setMonths] = useState(settings.planMonths);
  const submit = (data: FormData) => {
    setErrors(null);
    save.mutate(
      {
        params: { creditor: settings.creditor.id },
        body: {
          offered: data.has("offered"),
          automatic: data.has("automatic"),
          planMonths: months,
          preNotificationDays: Number(textOf(data, "days")) || 14,
          channels: (["email", "sms"] as const).filter((channel) => data.has(channel)),
          signers: textOf(data, "signers") === "main" ? "main" : "any",
          creditWarningRead: data.has("creditWarningRead"),
        },
      },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) => setErrors(errorsOf(error, { "mandate.credit_warning": "creditWarningRead" })),
      },
    );
  };
  return (
    <Stack gap={4}>
      {settings.missing.length > 0 && (
        <Notice kind="warning">{t.missing(settings.missing.map((one) => t[one]).join(", "))}</Notice>
      )}
      <GuardedForm busy={save.isPending} openedBy={["creancier", "vue"]} onSubmit={submit} errors={errors}>
        <Checkbox name="offered" defaultChecked={settings.offered} hint={t.offeredHint}>
          {t.offered}
        </Checkbox>
        <Checkbox name="automatic" defaultChecked={settings.automatic} hint={t.automaticHint}>
          {t.automatic}
        </Checkbox>
        <Field name="months" label={t.plan}>
          <Select value={String(months)} onChange={(event) => setMonths(Number(event.target.value))}>
            <option value="0">{t.noPlan}</option>
            {Array.from({ length: 11 }, (_, index) => index + 2).map((n) => (
              <option key={n} value={n}>
                {t.months(n)}
              </option>
            ))}
          </Select>
        </Field>
        {months >= settings.creditFromMonths && <CreditWarning settings={settings} />}
        <Field name="days" label={t.days} hint={t.daysHint}>
          <TextInput type="number" min={1} max={30} chars={4} defaultValue={settings.preNotificationDays} />
        </Field>
        <FieldSet legend={t.channels}>
          <Checkbox name="email" defaultChecked={settings.channels.includes("email")}>
            {t.email}
          </Checkbox>
          <Checkbox
            name="sms"
            defaultChecked={settings.channels.includes("sms")}
            hint={settings.textsReady ? undefined : t.smsHint}
          >
            {t.sms}
          </Checkbox>
        </FieldSet>
        <RadioGroup
          name="signers"
          legend={t.signers}
          defaultValue={settings.signers}
          options={[
            { value: "any", label: t.any },
            { value: "main", label: t.main },
          ]}
        />
        {settings.can.save && (
          <FormActions>
            <Button look="primary" type="submit" busy={save.isPending}>
              {t.save}
            </Button>
          </FormActions>
        )}
      </GuardedForm>
    </Stack>
  );
}

/** What the law says of plans that last too long; who read it is kept. */
function CreditWarning({ settings }: { settings: Settings }) {
  const t = useWords(words);
  const f = useFormat();
  const { creditWarning } = settings;
  return (
    <Stack gap={3}>
      <Notice kind="warning" title={t.warningTitle}>
        {t.warning}
      </Notice>
      <Checkbox name="creditWarningRead" defaultChecked={settings.creditWarningRead}>
        {t.read}
      </Checkbox>
      {creditWarning && <Text look="small">{t.readBy(creditWarning.by, f.instant(creditWarning.at))}</Text>}
    </Stack>
  );
}
