import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../../app/fallback-pages.tsx";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { formatsOf, formatWords } from "./export-words.ts";

const words = {
  journal: { fr: "Journal", en: "Journal" },
  journalHint: { fr: "Son code dans votre comptabilité.", en: "Its code in your books." },
  bank: { fr: "Compte de banque", en: "Bank account" },
  customers: { fr: "Compte collectif des clients", en: "Customers’ control account" },
  digits: { fr: "Des chiffres seulement.", en: "Digits only." },
  daily: { fr: "Export automatique", en: "Automatic export" },
  byHand: { fr: "Non : à la main", en: "No: by hand" },
  at: { fr: (hour: number) => `Chaque jour à ${hour} h`, en: (hour: number) => `Every day at ${hour}:00` },
  format: { fr: "Format des paiements", en: "Format of payments" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Les réglages des exports sont enregistrés.", en: "The settings of exports are saved." },
} satisfies Words;

type Settings = GotOf<"readExportSettings">;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The journal and accounts of a creditor's exports, and their daily hour. */
export function ExportSettings({ creditor }: { creditor: string }) {
  const { data, error, refetch } = useQuery(query("readExportSettings", { params: { creditor } }));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return data ? <SettingsForm creditor={creditor} settings={data} /> : <PendingPage />;
}

function SettingsForm({ creditor, settings }: { creditor: string; settings: Settings }) {
  const t = useWords(words);
  const formats = useWords(formatWords);
  const save = useSettingsWrite("updateExportSettings", ["readExportSettings", { params: { creditor } }], {
    refreshes: ["readExportSettings"],
  });
  const submit = (data: FormData) => {
    const hour = textOf(data, "dailyHour");
    const body = {
      journal: textOf(data, "journal").trim(),
      bankAccount: textOf(data, "bankAccount").trim(),
      customerAccount: textOf(data, "customerAccount").trim(),
      dailyHour: hour === "" ? null : Number(hour),
      dailyFormat: textOf(data, "dailyFormat") as Settings["dailyFormat"],
    };
    save.mutate({ params: { creditor }, body }, { onSuccess: () => showToast({ title: t.saved }) });
  };
  return (
    <GuardedForm
      busy={save.isPending}
      openedBy={["creancier", "vue"]}
      onSubmit={submit}
      errors={save.error ? { form: sentenceOf(save.error) } : null}
    >
      <Field name="journal" label={t.journal} hint={t.journalHint}>
        <TextInput required maxLength={10} pattern="[A-Za-z0-9]+" defaultValue={settings.journal} />
      </Field>
      <Field name="bankAccount" label={t.bank} hint={t.digits}>
        <TextInput required pattern="[0-9]{3,12}" inputMode="numeric" defaultValue={settings.bankAccount} />
      </Field>
      <Field name="customerAccount" label={t.customers} hint={t.digits}>
        <TextInput
          required
          pattern="[0-9]{3,12}"
          inputMode="numeric"
          defaultValue={settings.customerAccount}
        />
      </Field>
      <Field name="dailyHour" label={t.daily}>
        <Select required={false} defaultValue={settings.dailyHour ?? ""}>
          <option value="">{t.byHand}</option>
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {t.at(hour)}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="dailyFormat" label={t.format}>
        <Select defaultValue={settings.dailyFormat}>
          {formatsOf("payments").map((one) => (
            <option key={one} value={one}>
              {formats[one]}
            </option>
          ))}
        </Select>
      </Field>
      <FormActions>
        <Button look="primary" type="submit" busy={save.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </GuardedForm>
  );
}
