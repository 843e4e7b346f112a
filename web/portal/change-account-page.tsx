import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { CodeFields, firstWay } from "../features/mandate/code-fields.tsx";
import { fieldsOf } from "../features/mandate/debit-form.tsx";
import { type Bank, BankFields } from "../features/mandate/iban-fields.tsx";
import type { Mandate, Offer } from "../features/mandate/mandate-state.tsx";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Changer de compte bancaire", en: "Change the bank account" },
  lead: {
    fr: (umr: string, iban: string) =>
      `Le mandat ${umr} garde sa référence. Jusqu’à votre signature, les prélèvements se font sur ${iban}.`,
    en: (umr: string, iban: string) =>
      `The mandate ${umr} keeps its reference. Until you sign, debits are made on ${iban}.`,
  },
  back: { fr: "Mon mandat", en: "My mandate" },
  bank: { fr: "Nouveau compte bancaire", en: "New bank account" },
  code: { fr: "Votre signature", en: "Your signature" },
  next: { fr: "Préparer le changement", en: "Prepare the change" },
  keep: { fr: "Garder le compte actuel", en: "Keep the present account" },
  needIban: { fr: "Format de l’IBAN incorrect.", en: "This IBAN is not well formed." },
  not: {
    fr: "Le compte bancaire de ce mandat ne peut pas être changé ici.",
    en: "The bank account of this mandate cannot be changed here.",
  },
} satisfies Words;

/** Another bank account for a mandate in force, signed with a code as the mandate was (SPEC MAN-6). */
export function ChangeAccountPage() {
  const mandate = useParam("mandate");
  const read = useQuery(query("readMandate", { params: { mandate } }));
  const account = read.data?.account.id ?? "";
  const offer = useQuery({
    ...query("readDebitOffer", { params: { account } }),
    enabled: account !== "",
    refetchOnWindowFocus: false,
  });
  const error = read.error ?? offer.error;
  if (error && !offer.data)
    return <FailedRead error={error} onRetry={() => void (read.data ? offer : read).refetch()} />;
  if (!read.data || !offer.data) return <PendingPage />;
  return (
    <Column>
      <Content mandate={read.data} offer={offer.data} />
    </Column>
  );
}

function Content({ mandate, offer }: { mandate: Mandate; offer: Offer }) {
  const t = useWords(words);
  const back = { href: paths.mandate(mandate.id), label: t.back };
  if (!mandate.can.changeAccount)
    return (
      <Stack gap={6}>
        <PageTitle title={t.title} back={back} />
        <Notice kind="warning">{t.not}</Notice>
      </Stack>
    );
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead(mandate.umr, mandate.maskedIban)} back={back} />
      <ChangeForm mandate={mandate} offer={offer} />
    </Stack>
  );
}

function ChangeForm({ mandate, offer }: { mandate: Mandate; offer: Offer }) {
  const t = useWords(words);
  const go = useGo();
  const remembered = offer.remembered.filter((one) => one.maskedIban !== mandate.maskedIban);
  const [bank, setBank] = useState<Bank>({ iban: "", bic: "", remembered: null });
  const [way, setWay] = useState(() => firstWay(offer));
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const change = useWrite("changeMandateAccount", { refreshes: ["readMandate"] });
  const submit = (data: FormData) => {
    if (bank.remembered === null && bank.iban.trim() === "") return setErrors({ iban: t.needIban });
    setErrors(null);
    change.mutate(
      {
        params: { mandate: mandate.id },
        body: {
          iban: bank.remembered ? "" : bank.iban,
          remembered: bank.remembered,
          bic: textOf(data, "bic").trim(),
          channel: way.channel,
          email: way.channel === "email" ? way.email.trim() : "",
          phone: way.channel === "sms" ? way.phone.trim() : "",
        },
      },
      {
        onSuccess: () => go(paths.signMandate(mandate.id)),
        onError: (error) => setErrors(errorsOf(error, fieldsOf(way.channel))),
      },
    );
  };
  return (
    <Form onSubmit={submit} errors={errors}>
      <Section title={t.bank}>
        <BankFields remembered={remembered} bank={bank} onBank={setBank} />
      </Section>
      <Section title={t.code}>
        <CodeFields offer={offer} way={way} onWay={setWay} />
      </Section>
      <FormActions>
        <Button type="submit" look="primary" busy={change.isPending}>
          {t.next}
        </Button>
        <LinkButton href={paths.mandate(mandate.id)} look="quiet">
          {t.keep}
        </LinkButton>
      </FormActions>
    </Form>
  );
}
