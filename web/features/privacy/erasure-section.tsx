import { Eraser, Undo2 } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  title: { fr: "Être effacé", en: "Be erased" },
  lead: {
    fr: "Vous pouvez demander que vos données soient effacées. Le service répond dans le mois. Ce que la loi demande de garder, comme vos factures, reste jusqu’à son terme ; le reste part, et votre accès avec.",
    en: "You can ask for your data to be erased. The office answers within a month. What the law asks to keep, such as your invoices, stays until its term; the rest goes, and your access with it.",
  },
  staff: {
    fr: "Votre compte est celui d’un membre du bureau : il s’efface une fois votre rôle retiré.",
    en: "Your account is that of a member of the office: it is erased once your role is taken away.",
  },
  ask: { fr: "Demander l’effacement", en: "Ask to be erased" },
  askTitle: { fr: "Demander à être effacé ?", en: "Ask to be erased?" },
  askText: {
    fr: "Une fois la demande acceptée, vous ne pourrez plus vous connecter, et rien ne reviendra. Emportez d’abord vos données si vous y tenez.",
    en: "Once accepted, you can no longer sign in and nothing comes back. Take your data with you first if you care for it.",
  },
  reason: { fr: "Pourquoi, si vous voulez le dire", en: "Why, if you wish to say" },
  word: { fr: "effacer", en: "erase" },
  asked: { fr: "Votre demande est envoyée.", en: "Your request is sent." },
  waiting: {
    fr: (due: string) => `Votre demande est à l’étude. Réponse au plus tard le ${due}.`,
    en: (due: string) => `Your request is being looked into. Answer by ${due} at the latest.`,
  },
  erasing: { fr: "Vos données s’effacent.", en: "Your data is being erased." },
  refused: {
    fr: (at: string) => `Votre demande a été refusée le ${at}.`,
    en: (at: string) => `Your request was refused on ${at}.`,
  },
  answer: { fr: "Réponse du service", en: "Answer of the office" },
  yours: { fr: "Votre motif", en: "Your reason" },
  on: { fr: "Demandé le", en: "Asked on" },
  withdraw: { fr: "Retirer ma demande", en: "Take my request back" },
  withdrawn: { fr: "Votre demande est retirée.", en: "Your request is taken back." },
} satisfies Words;

type Data = GotOf<"readMyData">;
type Erasure = NonNullable<Data["erasure"]>;

/** One's request to be erased: asked, waited for, taken back, answered. */
export function ErasureSection({
  erasure,
  canAsk,
  staff,
}: {
  erasure: Erasure | null;
  canAsk: boolean;
  staff: boolean;
}) {
  const t = useWords(words);
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text>{staff ? t.staff : t.lead}</Text>
        {erasure && erasure.state !== "withdrawn" && <Standing erasure={erasure} />}
        {canAsk && <AskErasure />}
      </Stack>
    </Section>
  );
}

function Standing({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const f = useFormat();
  const waiting = erasure.state === "waiting";
  const told =
    erasure.state === "refused"
      ? t.refused(f.date(parisDate(erasure.decidedAt ?? erasure.askedAt)))
      : waiting
        ? t.waiting(f.date(erasure.dueOn))
        : t.erasing;
  return (
    <>
      <Notice kind={waiting ? "info" : "warning"}>{told}</Notice>
      <DefinitionList
        items={[
          { key: "on", term: t.on, value: f.date(parisDate(erasure.askedAt)) },
          ...(erasure.reason ? [{ key: "yours", term: t.yours, value: erasure.reason }] : []),
          ...(erasure.answer ? [{ key: "answer", term: t.answer, value: erasure.answer }] : []),
        ]}
      />
      {waiting && <Withdraw erasure={erasure} />}
    </>
  );
}

function Withdraw({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const withdraw = useWrite("withdrawErasure", { refreshes: ["readMyData"] });
  const take = () =>
    withdraw.mutate(
      { params: { erasure: erasure.id } },
      {
        onSuccess: () => showToast({ title: t.withdrawn }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Row>
      <Button icon={Undo2} busy={withdraw.isPending} onClick={take}>
        {t.withdraw}
      </Button>
    </Row>
  );
}

function AskErasure() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const ask = useWrite("askErasure", { refreshes: ["readMyData"] });
  const confirm = () =>
    ask.mutate(
      { body: { reason, confirmation: t.word } },
      {
        onSuccess: () => {
          setOpen(false);
          setReason("");
          showToast({ title: t.asked });
        },
      },
    );
  return (
    <Row>
      <Button icon={Eraser} look="danger" onClick={() => setOpen(true)}>
        {t.ask}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={ask.isPending}
        danger
        typed={t.word}
        title={t.askTitle}
        confirm={t.ask}
      >
        <Stack gap={4}>
          <Text>{t.askText}</Text>
          {ask.error && <Notice kind="error">{sentenceOf(ask.error)}</Notice>}
          <Field name="reason" label={t.reason} optional>
            <Textarea
              rows={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </Stack>
      </ConfirmDialog>
    </Row>
  );
}
