import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import type { GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { query } from "../lib/queries.ts";
import { useSettingsWrite } from "../lib/settings-write.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Field } from "../ui/field.tsx";
import { FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Column, Stack, Text } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { PasswordInput } from "../ui/password.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Connexion unique", en: "Single sign-on" },
  lead: {
    fr: "Vos agents entrent avec le compte qu’ils ont déjà chez vous (OpenID Connect : Keycloak, AgentConnect, Google, Microsoft…). Seuls entrent ceux qui ont un compte d’agent ici, reconnus par leur adresse vérifiée.",
    en: "Your staff sign in with the account that they already have with you (OpenID Connect: Keycloak, AgentConnect, Google, Microsoft…). Only those with a staff account here come in, known by their verified address.",
  },
  redirect: {
    fr: "Adresse de retour, à déclarer chez le fournisseur",
    en: "Return address, to be declared at the provider",
  },
  label: { fr: "Nom affiché sur la page de connexion", en: "Name shown on the sign-in page" },
  labelHint: { fr: "Par exemple : Compte de la mairie", en: "For example: Town hall account" },
  issuer: { fr: "Adresse du fournisseur (issuer)", en: "Address of the provider (issuer)" },
  issuerHint: {
    fr: "Celle sous laquelle se trouve /.well-known/openid-configuration",
    en: "The one under which /.well-known/openid-configuration is",
  },
  clientId: { fr: "Identifiant du client", en: "Client id" },
  secret: { fr: "Secret du client", en: "Client secret" },
  secretKept: {
    fr: "Un secret est enregistré ; laissez vide pour le garder.",
    en: "A secret is kept; leave empty to keep it.",
  },
  enabled: { fr: "Proposer la connexion unique aux agents", en: "Offer single sign-on to staff" },
  enabledHint: {
    fr: "Le fournisseur est interrogé avant d’enregistrer.",
    en: "The provider is asked before saving.",
  },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "La connexion unique est réglée.", en: "Single sign-on is set." },
  missing: { fr: "À remplir.", en: "To be filled in." },
  notAddress: {
    fr: "Une adresse complète, qui commence par https://",
    en: "A full address, starting with https://",
  },
} satisfies Words;

const fields = { "sso.unreachable": "issuer", "sso.secret_needed": "clientSecret" };

/** The OpenID Connect provider of the organization's staff (ACC-9). */
export function SsoPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("readSso", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Column>
        <Stack gap={6}>
          <Stack gap={2}>
            <Text look="strong">{t.redirect}</Text>
            <CopyText text={data.redirectUri} />
          </Stack>
          <SsoForm sso={data} />
        </Stack>
      </Column>
    </>
  );
}

function SsoForm({ sso }: { sso: GotOf<"readSso"> }) {
  const t = useWords(words);
  const update = useSettingsWrite("updateSso", ["readSso", {}], {
    refreshes: ["readSso", "readSignInMeans"],
  });
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const submit = (data: FormData, form: HTMLFormElement) => {
    const text = (name: string) => textOf(data, name).trim();
    const [label, issuer, clientId, clientSecret] = ["label", "issuer", "clientId", "clientSecret"].map(
      text,
    ) as [string, string, string, string];
    const missing = {
      label: label ? undefined : t.missing,
      issuer: URL.canParse(issuer) && /^https?:/.test(issuer) ? undefined : t.notAddress,
      clientId: clientId ? undefined : t.missing,
      clientSecret: clientSecret || sso.hasSecret ? undefined : t.missing,
    };
    setErrors(missing);
    if (Object.values(missing).some(Boolean)) return;
    update.mutate(
      { body: { label, issuer, clientId, clientSecret: clientSecret || null, enabled: data.has("enabled") } },
      {
        onSuccess: () => {
          const secret = form.elements.namedItem("clientSecret");
          if (secret instanceof HTMLInputElement) secret.value = "";
          showToast({ title: t.saved });
        },
        onError: (error) => setErrors(errorsOf(error, fields)),
      },
    );
  };
  return (
    <GuardedForm busy={update.isPending} errors={errors} onSubmit={submit} aria-label={t.title}>
      <Field name="label" label={t.label} hint={t.labelHint}>
        <TextInput maxLength={60} defaultValue={sso.label} autoComplete="off" />
      </Field>
      <Field name="issuer" label={t.issuer} hint={t.issuerHint}>
        <TextInput type="url" maxLength={300} defaultValue={sso.issuer} autoComplete="off" />
      </Field>
      <Field name="clientId" label={t.clientId}>
        <TextInput maxLength={200} defaultValue={sso.clientId} autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        name="clientSecret"
        label={t.secret}
        hint={sso.hasSecret ? t.secretKept : undefined}
        optional={sso.hasSecret}
      >
        <PasswordInput autoComplete="off" maxLength={500} />
      </Field>
      <Checkbox name="enabled" hint={t.enabledHint} defaultChecked={sso.enabled}>
        {t.enabled}
      </Checkbox>
      <FormActions>
        <Button type="submit" look="primary" busy={update.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </GuardedForm>
  );
}
