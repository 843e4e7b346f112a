import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { queryClient, refresh, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Progress } from "../../ui/progress.tsx";
import { depart } from "./depart.ts";
import { PaymentPieces } from "./payment-pieces.tsx";
import type { Payment } from "./payment-state.tsx";

const words = {
  asking: {
    fr: "Nous attendons la réponse du service de paiement",
    en: "Waiting for the payment service’s answer",
  },
  itself: {
    fr: "Cette page se met à jour toute seule. Vous pouvez aussi la fermer : rien ne sera perdu.",
    en: "This page updates by itself. You may also close it: nothing will be lost.",
  },
  notPaid: { fr: "Vous n’avez pas fini de payer ?", en: "You have not finished paying?" },
  frees: {
    fr: (when: string) => `Sans suite de votre part, ces pièces redeviendront réglables le ${when}.`,
    en: (when: string) => `If you do nothing, these items can be paid again on ${when}.`,
  },
  resume: { fr: "Reprendre le paiement", en: "Resume the payment" },
  cancel: { fr: "Annuler", en: "Cancel" },
  cancelTitle: { fr: "Annuler ce paiement ?", en: "Cancel this payment?" },
  cancelText: {
    fr: "Nous demanderons d’abord au service de paiement si l’argent est déjà parti. Sinon, les pièces redeviendront réglables tout de suite.",
    en: "We first ask the payment service whether the money has already left. If not, the items can be paid again at once.",
  },
  keep: { fr: "Ne pas annuler", en: "Keep it" },
  cancelConfirm: { fr: "Annuler le paiement", en: "Cancel the payment" },
} satisfies Words;

/** A payment under way: calm, resumed or cancelled (SPEC PAY-5). */
export function UnderWay({ payment }: { payment: Payment }) {
  const t = useWords(words);
  const f = useFormat();
  const [asking, setAsking] = useState(false);
  const params = { payment: payment.id };
  const resume = useMutation({
    mutationFn: () => api.resumePayment({ params }),
    onSuccess: ({ departure }) => depart(departure),
    onError: () => refresh("readPayment"),
  });
  const cancel = useMutation({
    mutationFn: () => api.cancelPayment({ params }),
    onSuccess: (closed) => queryClient.setQueryData(["readPayment", { params }], closed),
    onSettled: () => {
      setAsking(false);
      return refresh("readPayment", "readAccount", "readStatement", "listPayments", "readCart");
    },
  });
  const problem = resume.error ?? cancel.error;
  return (
    <Stack gap={6}>
      <Progress label={t.asking} />
      <Text look="muted">{t.itself}</Text>
      <PaymentPieces pieces={payment.pieces} />
      {problem && (
        <Notice kind="error" live>
          {sentenceOf(problem)}
        </Notice>
      )}
      {(payment.can.resume || payment.can.cancel) && (
        <Stack gap={3}>
          <Text look="strong">{t.notPaid}</Text>
          {payment.freesAt && <Text look="small">{t.frees(f.instant(payment.freesAt))}</Text>}
          <Row>
            {payment.can.resume && (
              <Button
                look="primary"
                busy={resume.isPending || resume.isSuccess}
                onClick={() => resume.mutate()}
              >
                {t.resume}
              </Button>
            )}
            {payment.can.cancel && <Button onClick={() => setAsking(true)}>{t.cancel}</Button>}
          </Row>
        </Stack>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => cancel.mutate()}
        title={t.cancelTitle}
        confirm={t.cancelConfirm}
        dismiss={t.keep}
        busy={cancel.isPending}
        danger
      >
        <p>{t.cancelText}</p>
      </ConfirmDialog>
    </Stack>
  );
}
