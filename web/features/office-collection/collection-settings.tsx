import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead, PendingPage } from "../../app/fallback-pages.tsx";
import type { CallOf, GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { AmountInput } from "../../ui/amount-input.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, FormActions } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useMay } from "../office-frame/role.ts";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { DropFields, TestDrop } from "./drop-settings.tsx";

const words = {
  enabled: {
    fr: "Prélever ce qui est dû sous les mandats en vigueur",
    en: "Collect what is due under mandates in force",
  },
  when: { fr: "Quand", en: "When" },
  days: { fr: "Jours du mois", en: "Days of the month" },
  daysHint: {
    fr: "Par exemple 5, 20. Laissez vide pour prélever chaque dette à son échéance.",
    en: "For example 5, 20. Leave empty to take each debt on its due date.",
  },
  retry: { fr: "Seconde présentation, en jours", en: "Second presentation, in days" },
  retryHint: {
    fr: "Après un rejet pour provision insuffisante ou sans motif ; vide : jamais.",
    en: "After a return for lack of funds or without a reason; empty: never.",
  },
  customerCancels: {
    fr: "Le client peut annuler un prélèvement avant qu’il parte",
    en: "The customer may cancel a debit before it leaves",
  },
  bank: { fr: "La banque", en: "The bank" },
  account: { fr: "Compte crédité", en: "Credited account" },
  none: { fr: "aucun IBAN", en: "no IBAN" },
  bic: { fr: "BIC", en: "BIC" },
  bicHint: { fr: "Facultatif : l’IBAN suffit en Europe.", en: "Optional: the IBAN is enough in Europe." },
  lead: { fr: "Jours ouvrés d’avance", en: "Working days ahead" },
  leadHint: {
    fr: "Combien de jours TARGET avant le prélèvement la banque veut le fichier.",
    en: "How many TARGET days before the debit the bank wants the file.",
  },
  hour: { fr: "Heure limite (Paris)", en: "Cut-off hour (Paris)" },
  version: { fr: "Format du fichier", en: "File format" },
  booking: { fr: "Écriture à la banque", en: "Booking at the bank" },
  agreed: { fr: "Comme convenu avec la banque", en: "As agreed with the bank" },
  together: { fr: "Une par remise", en: "One for the batch" },
  apart: { fr: "Une par prélèvement", en: "One for each debit" },
  control: { fr: "Contrôle et frais", en: "Control and fee" },
  fourEyes: {
    fr: "Quatre yeux : celui qui libère n’est pas celui qui a préparé",
    en: "Four eyes: who releases is not who prepared",
  },
  fee: { fr: "Frais de rejet facturés", en: "Fee charged for a return" },
  feeHint: { fr: "Zéro pour ne rien facturer.", en: "Zero to charge nothing." },
  feeAccount: { fr: "Compte comptable des frais", en: "Account of the fee in the books" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "Les réglages des prélèvements sont enregistrés.",
    en: "The settings of direct debits are saved.",
  },
  readOnly: { fr: "Un administrateur change ces réglages.", en: "An administrator changes these settings." },
} satisfies Words;

type Settings = GotOf<"readCollectionSettings">;
type Change = CallOf<"saveCollectionSettings">["body"];
const hours = Array.from({ length: 23 }, (_, hour) => hour + 1);

/** How a creditor's direct debits are made and given to its bank (SPEC MAN-7). */
export function CollectionSettings({ creditor }: { creditor: string }) {
  const may = useMay();
  const { data, error, refetch } = useQuery(query("readCollectionSettings", { params: { creditor } }));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <Stack gap={6}>
      <SettingsForm key={data.updatedAt} creditor={creditor} settings={data} />
      {/* Beside the form, which is made anew once what was saved is read: an answer stays. */}
      {may("administrator") && data.drop.host !== "" && <TestDrop creditor={creditor} />}
    </Stack>
  );
}

const numberOr = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** What the form says; a secret that was not touched goes back as it came. */
function changeOf(data: FormData, feeCents: number): Change {
  const booking = textOf(data, "batchBooking");
  return {
    enabled: data.has("enabled"),
    bic: textOf(data, "bic").trim(),
    version: textOf(data, "version") as Change["version"],
    days: textOf(data, "days")
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number),
    leadDays: Number(textOf(data, "leadDays")),
    cutOffHour: Number(textOf(data, "cutOffHour")),
    batchBooking: booking === "" ? null : booking === "true",
    fourEyes: data.has("fourEyes"),
    customerCancels: data.has("customerCancels"),
    feeCents,
    feeAccount: textOf(data, "feeAccount").trim(),
    retryDays: numberOr(textOf(data, "retryDays")),
    drop: {
      enabled: data.has("dropEnabled"),
      host: textOf(data, "host").trim(),
      port: Number(textOf(data, "port")),
      user: textOf(data, "user").trim(),
      password: textOf(data, "password"),
      privateKey: textOf(data, "privateKey"),
      passphrase: textOf(data, "passphrase"),
      hostKeys: textOf(data, "hostKeys").split(/\s+/).filter(Boolean),
      folder: textOf(data, "folder").trim(),
    },
  };
}

function SettingsForm({ creditor, settings }: { creditor: string; settings: Settings }) {
  const t = useWords(words);
  const may = useMay();
  const [feeCents, setFeeCents] = useState<number | null>(settings.feeCents);
  const save = useSettingsWrite(
    "saveCollectionSettings",
    ["readCollectionSettings", { params: { creditor } }],
    { refreshes: ["readCollectionSettings", "listComing"] },
  );
  const submit = (data: FormData) =>
    save.mutate(
      { params: { creditor }, body: changeOf(data, feeCents ?? 0) },
      { onSuccess: () => showToast({ title: t.saved }) },
    );
  return (
    <Stack gap={6}>
      {!may("administrator") && <Notice>{t.readOnly}</Notice>}
      <GuardedForm
        busy={save.isPending}
        openedBy={["creancier", "vue"]}
        onSubmit={submit}
        errors={save.error ? { form: sentenceOf(save.error) } : null}
      >
        <Checkbox name="enabled" defaultChecked={settings.enabled}>
          {t.enabled}
        </Checkbox>
        <WhenFields settings={settings} />
        <BankFields settings={settings} />
        <FieldSet legend={t.control}>
          <Stack gap={4}>
            <Checkbox name="fourEyes" defaultChecked={settings.fourEyes}>
              {t.fourEyes}
            </Checkbox>
            <Field name="fee" label={t.fee} hint={t.feeHint}>
              <AmountInput cents={feeCents} onCents={setFeeCents} />
            </Field>
            <Field name="feeAccount" label={t.feeAccount}>
              <TextInput required maxLength={20} defaultValue={settings.feeAccount} />
            </Field>
          </Stack>
        </FieldSet>
        <DropFields settings={settings} />
        {may("administrator") && (
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

function WhenFields({ settings }: { settings: Settings }) {
  const t = useWords(words);
  return (
    <FieldSet legend={t.when}>
      <Stack gap={4}>
        <Field name="days" label={t.days} hint={t.daysHint} optional>
          <TextInput pattern="[0-9 ,;]*" defaultValue={settings.days.join(", ")} />
        </Field>
        <Field name="retryDays" label={t.retry} hint={t.retryHint} optional>
          <TextInput inputMode="numeric" pattern="[0-9]{0,2}" defaultValue={settings.retryDays ?? ""} />
        </Field>
        <Checkbox name="customerCancels" defaultChecked={settings.customerCancels}>
          {t.customerCancels}
        </Checkbox>
      </Stack>
    </FieldSet>
  );
}

function BankFields({ settings }: { settings: Settings }) {
  const t = useWords(words);
  const booking = settings.batchBooking === null ? "" : String(settings.batchBooking);
  return (
    <FieldSet legend={t.bank}>
      <Stack gap={4}>
        <Text look="small">
          {t.account} : {settings.maskedIban || t.none} · ICS {settings.ics || "—"}
        </Text>
        <Field name="bic" label={t.bic} hint={t.bicHint} optional>
          <TextInput maxLength={11} defaultValue={settings.bic} />
        </Field>
        <Field name="leadDays" label={t.lead} hint={t.leadHint}>
          <TextInput required inputMode="numeric" pattern="[1-9]|10" defaultValue={settings.leadDays} />
        </Field>
        <Field name="cutOffHour" label={t.hour}>
          <Select defaultValue={settings.cutOffHour}>
            {hours.map((hour) => (
              <option key={hour} value={hour}>
                {hour} h
              </option>
            ))}
          </Select>
        </Field>
        <Field name="version" label={t.version}>
          <Select defaultValue={settings.version}>
            <option value="pain.008.001.08">pain.008.001.08</option>
            <option value="pain.008.001.02">pain.008.001.02</option>
          </Select>
        </Field>
        <Field name="batchBooking" label={t.booking}>
          <Select required={false} defaultValue={booking}>
            <option value="">{t.agreed}</option>
            <option value="true">{t.together}</option>
            <option value="false">{t.apart}</option>
          </Select>
        </Field>
      </Stack>
    </FieldSet>
  );
}
