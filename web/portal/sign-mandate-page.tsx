import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { CodeStep } from "../features/mandate/code-step.tsx";
import { MandateDocument } from "../features/mandate/mandate-document.tsx";
import { MandateFacts } from "../features/mandate/mandate-facts.tsx";
import type { Mandate } from "../features/mandate/mandate-state.tsx";
import { PlanTable } from "../features/mandate/plan-table.tsx";
import { fileAddress } from "../lib/api.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Column, Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Vérifier et signer", en: "Check and sign" },
  lead: {
    fr: "Relisez ces informations et le mandat, puis signez avec le code que vous recevrez.",
    en: "Read these details and the mandate again, then sign with the code that you will receive.",
  },
  change: {
    fr: "Relisez le nouveau compte bancaire et le document, puis signez avec le code que vous recevrez.",
    en: "Read the new bank account and the document again, then sign with the code that you will receive.",
  },
  summary: { fr: "Récapitulatif", en: "Summary" },
  plan: { fr: "Échéancier", en: "Schedule" },
  document: { fr: "Le mandat à lire", en: "The mandate to read" },
  edit: { fr: "Corriger", en: "Correct" },
  giveUp: { fr: "Abandonner", en: "Give up" },
  gaveUp: { fr: "Rien n’a été signé.", en: "Nothing was signed." },
  signed: { fr: "Votre mandat est signé.", en: "Your mandate is signed." },
  changed: { fr: "Le compte bancaire est changé.", en: "The bank account is changed." },
  sealing: {
    fr: "Votre signature est enregistrée. Le document est en cours de scellement : vous le recevrez par courriel.",
    en: "Your signature is recorded. The document is being sealed: you will receive it by e-mail.",
  },
  over: { fr: "Il n’y a plus rien à signer ici.", en: "There is nothing left to sign here." },
  see: { fr: "Voir le mandat", en: "See the mandate" },
} satisfies Words;

/** The summary to check, the document to read, the code to type (SPEC MAN-4). */
export function SignMandatePage() {
  const mandate = useParam("mandate");
  const read = useQuery({
    ...query("readMandate", { params: { mandate } }),
    refetchInterval: (held) => (held.state.data?.signing?.state === "sealing" ? 2000 : 20_000),
  });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return (
    <Column>
      <Content mandate={read.data} />
    </Column>
  );
}

function Content({ mandate }: { mandate: Mandate }) {
  const t = useWords(words);
  const go = useGo();
  const { signing } = mandate;
  const change = signing?.kind === "account_change";
  const signed = () => {
    showToast({ title: change ? t.changed : t.signed });
    go(paths.mandate(mandate.id), { replace: true });
  };
  const { codeWays } = mandate;
  if (!signing || !codeWays || !mandate.can.sign)
    return (
      <Stack gap={6}>
        <PageTitle title={t.title} />
        <Notice
          kind={signing ? "info" : "warning"}
          actions={<LinkButton href={paths.mandate(mandate.id)}>{t.see}</LinkButton>}
        >
          {signing?.state === "sealing" ? t.sealing : t.over}
        </Notice>
      </Stack>
    );
  const back = change
    ? { href: paths.changeMandate(mandate.id), label: t.edit }
    : { href: paths.debit(mandate.account.id), label: t.edit };
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={change ? t.change : t.lead} back={back} />
      <Section title={t.summary}>
        <MandateFacts mandate={mandate} signing />
      </Section>
      {mandate.instalments.length > 0 && (
        <Section title={t.plan}>
          <PlanTable instalments={mandate.instalments.map(({ taken: _, ...one }) => one)} />
        </Section>
      )}
      <Section title={t.document}>
        <MandateDocument
          umr={mandate.umr}
          kind="unsigned"
          addressOf={(download) =>
            fileAddress("readMandateDocument", {
              params: { mandate: mandate.id },
              query: { download, which: "waiting" },
            })
          }
        />
      </Section>
      <CodeStep mandate={mandate.id} signing={signing} ways={codeWays} onSigned={signed} />
      <GiveUp mandate={mandate} />
    </Stack>
  );
}

function GiveUp({ mandate }: { mandate: Mandate }) {
  const t = useWords(words);
  const go = useGo();
  const [error, setError] = useState<unknown>(null);
  const giveUp = useWrite("giveUpMandate", { refreshes: ["readMandate", "listMandates"] });
  const leave = () =>
    giveUp.mutate(
      { params: { mandate: mandate.id } },
      {
        onSuccess: (left) => {
          showToast({ title: t.gaveUp });
          go(left.state === "abandoned" ? paths.account(mandate.account.id) : paths.mandate(mandate.id), {
            replace: true,
          });
        },
        onError: setError,
      },
    );
  return (
    <Row>
      {error !== null && <Text look="overdue">{sentenceOf(error)}</Text>}
      <Button look="quiet" busy={giveUp.isPending} onClick={leave}>
        {t.giveUp}
      </Button>
    </Row>
  );
}
