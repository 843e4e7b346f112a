import { useState } from "react";
import { ChangeEmailForm } from "../features/session/change-email-form.tsx";
import { ChangePasswordForm } from "../features/session/change-password-form.tsx";
import { Devices } from "../features/session/devices.tsx";
import { Protection } from "../features/session/protection.tsx";
import { useSignOut } from "../features/session/sign-out.ts";
import { useFormat } from "../lib/format.ts";
import { sentenceOf, useWrite } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { type Language, useLanguage, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { RadioGroup } from "../ui/choice.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Column, Row, Stack, Text } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { ThemeSwitch } from "../ui/preferences.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Mon accès", en: "My access" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  name: { fr: "Nom", en: "Name" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  noEmail: { fr: "Aucune pour l’instant", en: "None for now" },
  last: { fr: "Dernière connexion", en: "Last sign-in" },
  password: { fr: "Mot de passe", en: "Password" },
  changePassword: { fr: "Changer de mot de passe", en: "Change my password" },
  changeEmail: { fr: "Changer d’adresse", en: "Change my address" },
  addEmail: { fr: "Ajouter une adresse", en: "Add an address" },
  never: {
    fr: "Nous ne vous le demanderons jamais par courriel ni par téléphone.",
    en: "We will never ask you for it by e-mail or by phone.",
  },
  language: { fr: "Langue", en: "Language" },
  languageHint: {
    fr: "Celle des écrans, des courriels et des documents",
    en: "Of the screens, the e-mails and the documents",
  },
  saved: { fr: "Langue enregistrée.", en: "Language saved." },
  theme: { fr: "Apparence", en: "Appearance" },
  signOut: { fr: "Se déconnecter", en: "Sign out" },
  close: { fr: "Ne rien changer", en: "Change nothing" },
} satisfies Words;

/** My access: address, password, protection, devices, language (SPEC ACC-6, ACC-9, ACC-10). */
export function MyAccessPage() {
  const t = useWords(words);
  const f = useFormat();
  const me = useMe();
  const signOut = useSignOut();
  const [open, setOpen] = useState<"email" | "password" | null>(null);
  const closing = (
    <Button look="quiet" onClick={() => setOpen(null)}>
      {t.close}
    </Button>
  );
  return (
    <Column>
      <Stack gap={8}>
        <PageTitle title={t.title} />
        <DefinitionList
          items={[
            { term: t.name, value: me.name },
            { term: t.identifier, value: me.identifier },
            ...(me.lastSignInAt ? [{ term: t.last, value: f.instant(me.lastSignInAt) }] : []),
          ]}
        />
        <Section
          title={t.email}
          actions={
            open === "email"
              ? closing
              : !me.viewedBy && (
                  <Button onClick={() => setOpen("email")}>{me.email ? t.changeEmail : t.addEmail}</Button>
                )
          }
        >
          {open === "email" ? <ChangeEmailForm /> : <Text>{me.email ?? t.noEmail}</Text>}
        </Section>
        <Section
          title={t.password}
          actions={
            open === "password"
              ? closing
              : !me.viewedBy && <Button onClick={() => setOpen("password")}>{t.changePassword}</Button>
          }
        >
          {open === "password" ? (
            <ChangePasswordForm onDone={() => setOpen(null)} />
          ) : (
            <Text look="muted">{t.never}</Text>
          )}
        </Section>
        <Protection />
        <Devices />
        <Section title={t.language}>
          <LanguageChoice />
        </Section>
        <Section title={t.theme}>
          <ThemeSwitch />
        </Section>
        {!me.viewedBy && (
          <Row>
            <Button onClick={signOut}>{t.signOut}</Button>
          </Row>
        )}
      </Stack>
    </Column>
  );
}

function LanguageChoice() {
  const t = useWords(words);
  const me = useMe();
  const { language, setLanguage } = useLanguage();
  const save = useWrite("changeLanguage", { refreshes: ["readSession"] });
  const choose = (value: string) => {
    const next = value as Language;
    setLanguage(next);
    if (me.viewedBy) return;
    save.mutate(
      { body: { language: next } },
      {
        onSuccess: () => showToast({ title: words.saved[next] }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  };
  return (
    <RadioGroup
      name="language"
      legend={t.languageHint}
      value={language}
      onChange={choose}
      rows
      options={[
        { value: "fr", label: "Français" },
        { value: "en", label: "English" },
      ]}
    />
  );
}
