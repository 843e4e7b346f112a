import { useQuery } from "@tanstack/react-query";
import { Printer, Undo2 } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { DisputePieces } from "../features/dispute/dispute-pieces.tsx";
import { type Dispute, DisputeState, useReason } from "../features/dispute/dispute-state.tsx";
import { DisputeThread } from "../features/dispute/dispute-thread.tsx";
import { WriteForm } from "../features/dispute/write-form.tsx";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Column, Row, Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: {
    fr: (reference: string) => `Litige ${reference}`,
    en: (reference: string) => `Dispute ${reference}`,
  },
  back: { fr: "Suivi des litiges", en: "My disputes" },
  opened: {
    fr: (date: string, name: string) => `Ouvert le ${date} auprès de ${name}.`,
    en: (date: string, name: string) => `Opened on ${date} with ${name}.`,
  },
  open: {
    fr: "Le service examine votre contestation. Ce montant ne vous est pas réclamé pendant ce temps.",
    en: "The office is looking into it. This amount is not asked for meanwhile.",
  },
  answered: {
    fr: "Le service vous a répondu. Ce montant ne vous est pas réclamé tant que le litige est ouvert.",
    en: "The office has answered. This amount is not asked for while the dispute is open.",
  },
  credit_note_expected: {
    fr: "Vous avez raison : un avoir va venir. D’ici là, ce montant ne vous est pas réclamé.",
    en: "You were right: a credit note will come. Until then, this amount is not asked for.",
  },
  accepted: {
    fr: "Vous avez raison : votre compte va être corrigé. D’ici là, ce montant ne vous est pas réclamé.",
    en: "You were right: your account will be corrected. Until then, this amount is not asked for.",
  },
  done: {
    fr: "Votre contestation a été acceptée, et votre compte est à jour.",
    en: "Your dispute was accepted, and your account is up to date.",
  },
  rejected: {
    fr: "Votre contestation n’a pas été retenue : ce montant est à régler.",
    en: "Your dispute was not accepted: this amount is to be paid.",
  },
  withdrawn: {
    fr: "Vous avez retiré ce litige : ce montant est à régler.",
    en: "You gave this dispute up: this amount is to be paid.",
  },
  pieces: { fr: "Ce qui est contesté", en: "What is contested" },
  thread: { fr: "Échanges", en: "Thread" },
  write: { fr: "Votre message", en: "Your message" },
  send: { fr: "Envoyer", en: "Send" },
  sent: { fr: "Votre message est envoyé.", en: "Your message is sent." },
  withdraw: { fr: "Retirer le litige", en: "Give the dispute up" },
  withdrawTitle: { fr: "Retirer ce litige ?", en: "Give this dispute up?" },
  withdrawText: {
    fr: (cents: string) => `${cents} seront de nouveau à régler. Cela ne se défait pas.`,
    en: (cents: string) => `${cents} will have to be paid again. This cannot be undone.`,
  },
  keep: { fr: "Garder le litige", en: "Keep the dispute" },
  gone: { fr: "Le litige est retiré.", en: "The dispute is given up." },
  account: { fr: "Voir mon compte", en: "See my account" },
  print: { fr: "Imprimer", en: "Print" },
} satisfies Words;

const touched = ["readDispute", "listDisputes", "readAccount", "readStatement", "readCart"] as const;

/** One dispute: where it stands, what is contested, what was said and done (SPEC DIS-3). */
export function DisputePage() {
  const dispute = useParam("dispute");
  const read = useQuery({ ...query("readDispute", { params: { dispute } }), refetchInterval: 60_000 });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return <Content dispute={read.data} />;
}

function Content({ dispute }: { dispute: Dispute }) {
  const t = useWords(words);
  const f = useFormat();
  const { reason, category } = useReason()(dispute);
  const write = useWrite("writeToDispute", { refreshes: [...touched] });
  const send = async (body: { text: string; files: string[] }) => {
    await write.mutateAsync({ params: { dispute: dispute.id }, body });
    showToast({ title: t.sent });
  };
  return (
    <Column>
      <Stack gap={6}>
        <PageTitle
          title={t.title(dispute.reference)}
          lead={`${category ? `${category} : ` : ""}${reason}. ${t.opened(f.date(dispute.openedOn), dispute.creditor.name)}`}
          back={{ href: paths.disputes(), label: t.back }}
        />
        <Stack gap={2}>
          <div>
            <DisputeState dispute={dispute} />
          </div>
          <Text>{t[standing(dispute)]}</Text>
        </Stack>
        <Section title={t.pieces} aside={<Link href={paths.account(dispute.account.id)}>{t.account}</Link>}>
          <DisputePieces
            account={dispute.account.id}
            pieces={dispute.pieces}
            totalCents={dispute.totalCents}
          />
        </Section>
        <Section title={t.thread}>
          <DisputeThread dispute={dispute.id} steps={dispute.steps} />
        </Section>
        {dispute.can.write && (
          <div className="q-no-print">
            <WriteForm label={t.write} action={t.send} limits={dispute.limits} send={send} />
          </div>
        )}
        <Row>
          <Button icon={Printer} look="quiet" onClick={() => print()}>
            {t.print}
          </Button>
          {dispute.can.withdraw && <Withdraw dispute={dispute} />}
        </Row>
      </Stack>
    </Column>
  );
}

function standing(dispute: Dispute) {
  if (dispute.state !== "resolved") return dispute.state;
  const right = dispute.outcome === "accepted" || dispute.outcome === "credit_note_expected";
  return right && !dispute.holding ? "done" : (dispute.outcome ?? "accepted");
}

function Withdraw({ dispute }: { dispute: Dispute }) {
  const t = useWords(words);
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const withdraw = useWrite("withdrawDispute", { refreshes: [...touched] });
  const confirm = () =>
    withdraw.mutate(
      { params: { dispute: dispute.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.gone });
        },
      },
    );
  return (
    <>
      <Button icon={Undo2} look="quiet" onClick={() => setOpen(true)}>
        {t.withdraw}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={withdraw.isPending}
        title={t.withdrawTitle}
        confirm={t.withdraw}
        dismiss={t.keep}
      >
        <Text>{t.withdrawText(f.cents(dispute.totalCents))}</Text>
        {withdraw.error && <Notice kind="error">{sentenceOf(withdraw.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
