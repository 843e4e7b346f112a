import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";
import { fieldErrors } from "../office-settings/field-errors.ts";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { useUndisturbed } from "../unsaved/use-undisturbed.ts";
import { configurationOf, type SmsGateway, smsFields, smsGateways } from "./sms-fields.ts";

const words = {
  gateway: { fr: "Prestataire", en: "Provider" },
  kept: {
    fr: "Déjà enregistré ; laissez tel quel pour le garder.",
    en: "Already kept; leave as it is to keep it.",
  },
  cap: { fr: "Plafond mensuel", en: "Monthly cap" },
  capHint: {
    fr: "En SMS facturés : un texte long en compte plusieurs. Au-delà, plus rien ne part jusqu’au mois suivant.",
    en: "In texts billed: a long text counts for several. Beyond it, nothing leaves until the next month.",
  },
  used: { fr: "Envoyés ce mois-ci", en: "Sent this month" },
  of: {
    fr: (used: string, cap: string) => `${used} sur ${cap}`,
    en: (used: string, cap: string) => `${used} of ${cap}`,
  },
  enabled: { fr: "Envoyer des SMS", en: "Send texts" },
  enabledHint: {
    fr: "Les clients peuvent alors vérifier leur numéro et choisir d’être prévenus par SMS.",
    en: "Customers can then prove their number and choose to be told by SMS.",
  },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Réglages des SMS enregistrés.", en: "SMS settings saved." },
  wrong: { fr: "Ce champ est à revoir.", en: "This field is to be corrected." },
  test: { fr: "Envoyer un SMS d’essai à", en: "Send a test text to" },
  send: { fr: "Envoyer", en: "Send" },
  accepted: { fr: "Le prestataire a accepté le SMS.", en: "The provider accepted the text." },
  failed: { fr: "Le prestataire a répondu :", en: "The provider answered:" },
} satisfies Words;

type Settings = GotOf<"readTextSettings">;

/** How SMS leave: provider, keys, cap, and a test. Secrets never come back. */
export function SmsSettings() {
  const { data: read, error } = useQuery(query("readTextSettings", {}));
  const data = useUndisturbed(read);
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  if (!data) return <Skeleton lines={6} />;
  return (
    <Stack gap={6}>
      <SettingsForm key={data.updatedAt ?? ""} settings={data} />
      {/* Beside the form, which is made anew once what was saved is read: an answer stays. */}
      {data.enabled && <TestSms />}
    </Stack>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const [gateway, setGateway] = useState<SmsGateway>(settings.gateway ?? "ovh");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const update = useSettingsWrite("updateTextSettings", ["readTextSettings", {}], {
    refreshes: ["readTextSettings", "readMyNotifications"],
  });
  const before: Record<string, unknown> = gateway === settings.gateway ? settings.configuration : {};
  const known = new Set(smsFields[gateway].map((field) => field.name));
  const submit = (data: FormData) =>
    update.mutate(
      {
        body: {
          gateway,
          enabled: data.has("enabled"),
          configuration: configurationOf(gateway, data),
          monthlyCap: Number(textOf(data, "monthlyCap")),
        },
      },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) =>
          setErrors(fieldErrors(error, sentenceOf(error), {}, (name) => (known.has(name) ? t.wrong : null))),
      },
    );
  return (
    <Stack gap={6}>
      {settings.enabled && (
        <Progress
          label={t.used}
          value={settings.usedThisMonth}
          max={Math.max(1, settings.monthlyCap)}
          detail={t.of(f.number(settings.usedThisMonth), f.number(settings.monthlyCap))}
        />
      )}
      <GuardedForm busy={update.isPending} onSubmit={submit} errors={errors}>
        <Field name="gateway" label={t.gateway}>
          <Select value={gateway} onChange={(event) => setGateway(event.target.value as SmsGateway)}>
            {smsGateways.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {smsFields[gateway].map((field) => {
          const value = String(before[field.name] ?? "");
          return (
            <Field
              key={`${gateway}-${field.name}`}
              name={field.name}
              label={field.label[language]}
              hint={field.secret && value ? t.kept : field.hint?.[language]}
              optional={field.optional}
            >
              <TextInput
                type={field.secret ? "password" : "text"}
                defaultValue={value}
                autoComplete={field.secret ? "new-password" : "off"}
                spellCheck={false}
              />
            </Field>
          );
        })}
        <Field name="monthlyCap" label={t.cap} hint={t.capHint}>
          <TextInput type="number" min={0} max={1_000_000} chars={8} defaultValue={settings.monthlyCap} />
        </Field>
        <Checkbox name="enabled" defaultChecked={settings.enabled} hint={t.enabledHint}>
          {t.enabled}
        </Checkbox>
        <FormActions>
          <Button look="primary" type="submit" busy={update.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </GuardedForm>
    </Stack>
  );
}

function TestSms() {
  const t = useWords(words);
  const test = useWrite("testTextSettings");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  return (
    <Form
      onSubmit={(data) => {
        setErrors(null);
        test.mutate(
          { body: { phone: textOf(data, "testPhone").trim() } },
          { onError: (error) => setErrors(errorsOf(error, { "phone.not_mobile": "testPhone" })) },
        );
      }}
      errors={errors}
    >
      <Field name="testPhone" label={t.test}>
        <TextInput type="tel" chars={20} />
      </Field>
      <FormActions>
        <Button type="submit" busy={test.isPending}>
          {t.send}
        </Button>
      </FormActions>
      {test.data?.outcome === "accepted" && (
        <Notice kind="success" live>
          {t.accepted}
        </Notice>
      )}
      {test.data?.outcome === "failed" && (
        <Notice kind="error" title={t.failed} live>
          {test.data.detail}
        </Notice>
      )}
    </Form>
  );
}
