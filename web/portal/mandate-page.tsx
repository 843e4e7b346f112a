import { useQuery } from "@tanstack/react-query";
import { Ban, Landmark, PenLine, Printer } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { MandateDocuments } from "../features/mandate/mandate-document.tsx";
import { MandateFacts } from "../features/mandate/mandate-facts.tsx";
import { MandateHistory } from "../features/mandate/mandate-history.tsx";
import { type Mandate, MandateState } from "../features/mandate/mandate-state.tsx";
import { PlanTable } from "../features/mandate/plan-table.tsx";
import { fileAddress } from "../lib/api.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Column, Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: (name: string) => `Mandat pour ${name}`, en: (name: string) => `Mandate for ${name}` },
  back: { fr: "Mes mandats", en: "My mandates" },
  draft: {
    fr: "Ce mandat n’est pas encore signé : rien ne peut être prélevé.",
    en: "This mandate is not signed yet: nothing can be debited.",
  },
  signing: {
    fr: "Votre signature est enregistrée. Le document est en cours de scellement : vous le recevrez par courriel.",
    en: "Your signature is recorded. The document is being sealed: you will receive it by e-mail.",
  },
  suspended: {
    fr: "Rien n’est prélevé pour le moment. Adressez-vous au service pour en savoir plus.",
    en: "Nothing is debited for now. Please turn to the office to know more.",
  },
  blocked: {
    fr: "Votre banque a refusé le dernier prélèvement sur ce compte. Indiquez un autre compte bancaire.",
    en: "Your bank refused the last debit on this account. Give another bank account.",
  },
  stopped: {
    fr: "Plus rien ne sera prélevé sous ce mandat.",
    en: "Nothing will be debited under this mandate any more.",
  },
  changing: {
    fr: "Un changement de compte bancaire attend votre signature.",
    en: "A change of bank account waits for your signature.",
  },
  carryOn: { fr: "Continuer la signature", en: "Go on signing" },
  facts: { fr: "Le mandat", en: "The mandate" },
  plan: { fr: "Échéancier", en: "Schedule" },
  document: { fr: "Le document", en: "The document" },
  history: { fr: "Historique", en: "History" },
  changeAccount: { fr: "Changer de compte bancaire", en: "Change the bank account" },
  revoke: { fr: "Révoquer le mandat", en: "Revoke the mandate" },
  revokeTitle: { fr: "Révoquer ce mandat ?", en: "Revoke this mandate?" },
  revokeText: {
    fr: (name: string) =>
      `${name} ne pourra plus rien prélever sur votre compte. Ce que vous devez reste à payer par un autre moyen. Cela ne se défait pas : il faudrait signer un autre mandat.`,
    en: (name: string) =>
      `${name} will not be able to debit your account any more. What you owe is still to be paid another way. This cannot be undone: you would have to sign another mandate.`,
  },
  keep: { fr: "Garder le mandat", en: "Keep the mandate" },
  revoked: { fr: "Le mandat est révoqué.", en: "The mandate is revoked." },
  account: { fr: "Voir mon compte", en: "See my account" },
  print: { fr: "Imprimer", en: "Print" },
} satisfies Words;

/** One mandate: what was signed, the document, what happened, what can be done (SPEC MAN-5, MAN-6). */
export function MandatePage() {
  const mandate = useParam("mandate");
  const read = useQuery({
    ...query("readMandate", { params: { mandate } }),
    refetchInterval: (held) => (held.state.data?.state === "signing" ? 2000 : 60_000),
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
  return (
    <Stack gap={6}>
      <PageTitle
        title={t.title(mandate.creditor.name)}
        lead={mandate.umr}
        back={{ href: paths.mandates(), label: t.back }}
      />
      <Stack gap={2}>
        <div>
          <MandateState state={mandate.state} />
        </div>
        <Standing mandate={mandate} />
      </Stack>
      <Section title={t.facts} actions={<Acts mandate={mandate} />}>
        <MandateFacts mandate={mandate} />
      </Section>
      {mandate.instalments.length > 0 && (
        <Section title={t.plan}>
          <PlanTable instalments={mandate.instalments} />
        </Section>
      )}
      {mandate.document !== "none" && (
        <Section title={t.document}>
          <MandateDocuments
            mandate={mandate}
            addressOf={(query) =>
              fileAddress("readMandateDocument", { params: { mandate: mandate.id }, query })
            }
          />
        </Section>
      )}
      <Section title={t.history}>
        <MandateHistory events={mandate.events} />
      </Section>
      <Row>
        <Button icon={Printer} look="quiet" onClick={() => print()}>
          {t.print}
        </Button>
        {mandate.can.revoke && <Revoke mandate={mandate} />}
      </Row>
    </Stack>
  );
}

/** What the state means, in a sentence, and where to go on. */
function Standing({ mandate }: { mandate: Mandate }) {
  const t = useWords(words);
  const { state, can, signing } = mandate;
  const carryOn = can.sign && (
    <LinkButton look="primary" icon={PenLine} href={paths.signMandate(mandate.id)}>
      {t.carryOn}
    </LinkButton>
  );
  if (state === "active" || state === "suspended" || state === "blocked") {
    const waits = can.sign && signing?.kind === "account_change";
    return (
      <>
        {state !== "active" && <Text>{t[state]}</Text>}
        {waits && <Notice actions={carryOn}>{t.changing}</Notice>}
      </>
    );
  }
  if (state === "draft")
    return (
      <Stack gap={3}>
        <Text>{t.draft}</Text>
        <Row>{carryOn}</Row>
      </Stack>
    );
  if (state === "signing") return <Text>{t.signing}</Text>;
  return state === "abandoned" ? null : <Text>{t.stopped}</Text>;
}

function Acts({ mandate }: { mandate: Mandate }) {
  const t = useWords(words);
  if (!mandate.can.changeAccount) return null;
  return (
    <LinkButton icon={Landmark} look="quiet" href={paths.changeMandate(mandate.id)}>
      {t.changeAccount}
    </LinkButton>
  );
}

function Revoke({ mandate }: { mandate: Mandate }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const revoke = useWrite("revokeMandate", { refreshes: ["readMandate", "listMandates", "readDebitOffer"] });
  const confirm = () =>
    revoke.mutate(
      { params: { mandate: mandate.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.revoked });
        },
      },
    );
  return (
    <>
      <Button icon={Ban} look="quiet" onClick={() => setOpen(true)}>
        {t.revoke}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={revoke.isPending}
        danger
        title={t.revokeTitle}
        confirm={t.revoke}
        dismiss={t.keep}
      >
        <Text>{t.revokeText(mandate.creditor.name)}</Text>
        {revoke.error && <Notice kind="error">{sentenceOf(revoke.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
