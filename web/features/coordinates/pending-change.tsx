import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { State } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Coordinates, fieldWords, spaced } from "./field-names.ts";

const words = {
  pending: { fr: "Modification en attente", en: "Change under way" },
  sent: { fr: (day: string) => `Envoyée le ${day}`, en: (day: string) => `Sent on ${day}` },
  answer: { fr: "Dernière réponse du service", en: "The office’s last answer" },
  on: { fr: (day: string) => `Le ${day}`, en: (day: string) => `On ${day}` },
  waits: { fr: "En attente", en: "Waiting" },
  accepted: { fr: "Acceptée", en: "Accepted" },
  refused: { fr: "Refusée", en: "Refused" },
  erased: { fr: "(à effacer)", en: "(to erase)" },
  withdraw: { fr: "Retirer ma modification", en: "Take my change back" },
  askTitle: { fr: "Retirer votre modification ?", en: "Take your change back?" },
  askText: {
    fr: "Ce qui attend une réponse est oublié. Ce qui a été accepté reste.",
    en: "What waits for an answer is forgotten. What was accepted stays.",
  },
} satisfies Words;

type Fields = NonNullable<Coordinates["pending"]>["fields"];

function Outcome({ outcome }: { outcome: Fields[number]["outcome"] }) {
  const t = useWords(words);
  if (outcome === null) return <State kind="pending">{t.waits}</State>;
  return <State kind={outcome === "accepted" ? "settled" : "overdue"}>{t[outcome]}</State>;
}

function Wishes({ fields }: { fields: Fields }) {
  const t = useWords(words);
  const names = useWords(fieldWords);
  return (
    <DefinitionList
      items={fields.flatMap((one) =>
        one.field === "paper"
          ? []
          : [
              {
                key: one.field,
                term: names[one.field],
                value: (
                  <Stack gap={1}>
                    <Row justify="between">
                      <span>{one.wanted === "" ? t.erased : spaced(one.field, one.wanted)}</span>
                      <Outcome outcome={one.outcome} />
                    </Row>
                    {one.reason && <Text look="small">{one.reason}</Text>}
                  </Stack>
                ),
              },
            ],
      )}
    />
  );
}

/** What waits for the office, or else its last answer, field by field (SPEC INF-2). */
export function PendingChange({ coordinates }: { coordinates: Coordinates }) {
  const t = useWords(words);
  const f = useFormat();
  const { pending, lastAnswer } = coordinates;
  if (pending)
    return (
      <Section title={t.pending} aside={t.sent(f.instant(pending.askedAt))}>
        <Stack gap={4}>
          <Wishes fields={pending.fields} />
          {coordinates.can.withdraw && <Withdraw party={coordinates.party} />}
        </Stack>
      </Section>
    );
  if (!lastAnswer) return null;
  return (
    <Section title={t.answer} aside={t.on(f.instant(lastAnswer.closedAt))}>
      <Wishes fields={lastAnswer.fields} />
    </Section>
  );
}

function Withdraw({ party }: { party: string }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  const withdraw = useWrite("withdrawChange", { refreshes: ["readCoordinates"] });
  const confirm = () =>
    withdraw.mutate(
      { params: { party } },
      {
        onSettled: () => setAsking(false),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <>
      <Row justify="end">
        <Button small onClick={() => setAsking(true)}>
          {t.withdraw}
        </Button>
      </Row>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title={t.askTitle}
        confirm={t.withdraw}
        busy={withdraw.isPending}
      >
        <p>{t.askText}</p>
      </ConfirmDialog>
    </>
  );
}
