import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { firstSpaces, useCurrentAccount } from "../features/account/current-account.ts";
import { useMessages } from "../features/message/use-messages.ts";
import { MessageForm, type Written } from "../features/request/message-form.tsx";
import { api, newKey } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, refresh } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Field } from "../ui/field.tsx";
import { Select, TextInput } from "../ui/inputs.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Écrire une demande", en: "Write a request" },
  lead: { fr: "Votre gestionnaire vous répond ici.", en: "Your account manager answers here." },
  back: { fr: "Mes demandes", en: "My requests" },
  account: { fr: "Compte concerné", en: "Account" },
  noAccount: { fr: "Aucun en particulier", en: "None in particular" },
  category: { fr: "Motif", en: "About" },
  choose: { fr: "Choisissez…", en: "Choose…" },
  subject: { fr: "Objet", en: "Subject" },
  subjectHint: { fr: "En quelques mots.", en: "In a few words." },
  body: { fr: "Votre message", en: "Your message" },
  send: { fr: "Envoyer", en: "Send" },
  sent: { fr: "Votre demande est partie.", en: "Your request is sent." },
  missingSubject: {
    fr: "Dites en quelques mots de quoi il s’agit.",
    en: "Say in a few words what it is about.",
  },
  missingCategory: { fr: "Choisissez un motif.", en: "Choose what it is about." },
  closed: {
    fr: "Ce service ne reçoit pas de demandes en ligne.",
    en: "This office takes no requests on line.",
  },
} satisfies Words;

/** Writing to one's manager: about which account, why, what (SPEC MSG-3). */
export function NewRequestPage() {
  const t = useWords(words);
  const go = useGo();
  const messages = useMessages();
  const categories = useQuery(query("listRequestCategories", {}));
  // One key for this visit: sent twice, it is one request.
  const [key] = useState(newKey);
  if (categories.isError)
    return <FailedRead error={categories.error} onRetry={() => void categories.refetch()} />;
  const write = async ({ body, attachments, data }: Written) => {
    const opened = await api.openRequest(
      {
        body: {
          account: textOf(data, "account") || null,
          category: textOf(data, "category"),
          subject: textOf(data, "subject").trim(),
          body,
          attachments,
        },
      },
      { key },
    );
    await refresh("listRequests", "readMessages");
    showToast({ title: t.sent });
    go(paths.request(opened.id), { replace: true });
  };
  return (
    <Column>
      <Stack gap={6}>
        <PageTitle title={t.title} lead={t.lead} back={{ href: paths.requests(), label: t.back }} />
        {messages?.can.write === false && <Notice kind="warning">{t.closed}</Notice>}
        {categories.isPending ? (
          <Skeleton lines={8} />
        ) : (
          <MessageForm
            label={t.body}
            submit={t.send}
            rows={8}
            fields={{ "request.category_unknown": "category" }}
            check={(data) => ({
              ...(textOf(data, "category") === "" ? { category: t.missingCategory } : {}),
              ...(textOf(data, "subject").trim() === "" ? { subject: t.missingSubject } : {}),
            })}
            onWrite={write}
          >
            <About categories={categories.data.items} />
          </MessageForm>
        )}
      </Stack>
    </Column>
  );
}

function About({ categories }: { categories: { key: string; fr: string; en: string }[] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [{ motif = "", objet = "", compte }] = useFilters();
  const current = useCurrentAccount();
  const spaces = useQuery(firstSpaces).data?.items ?? [];
  const account = compte ?? current ?? "";
  return (
    <>
      {spaces.length > 1 ? (
        <Field name="account" label={t.account} optional>
          <Select key={`${spaces.length}-${account}`} defaultValue={account}>
            <option value="">{t.noAccount}</option>
            {spaces.map((space) => (
              <option key={space.account} value={space.account}>
                {space.label} ({space.creditor.name})
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <input type="hidden" name="account" value={spaces[0]?.account ?? ""} />
      )}
      <Field name="category" label={t.category}>
        <Select defaultValue={motif}>
          <option value="">{t.choose}</option>
          {categories.map((one) => (
            <option key={one.key} value={one.key}>
              {one[language]}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="subject" label={t.subject} hint={t.subjectHint}>
        <TextInput maxLength={160} defaultValue={objet} />
      </Field>
    </>
  );
}
