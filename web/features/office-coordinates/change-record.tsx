import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { useWrite } from "../../lib/queries.ts";
import { useColon, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { State } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import { fieldWords, spaced } from "../coordinates/field-names.ts";
import { officePaths } from "../office-frame/office-paths.ts";

type Change = GotOf<"readChange">;
type Detail = Change["details"][number];

const words = {
  party: { fr: "Tiers", en: "Party" },
  by: { fr: "Demandée par", en: "Asked by" },
  on: { fr: "Le", en: "On" },
  was: { fr: "Avant", en: "Before" },
  wanted: { fr: "Souhaité", en: "Wanted" },
  now: { fr: "Publié depuis", en: "Published since" },
  nothing: { fr: "Rien", en: "Nothing" },
  paper: { fr: "Factures sur papier", en: "Invoices on paper" },
  yes: { fr: "Oui", en: "Yes" },
  no: { fr: "Non", en: "No" },
  moved: {
    fr: "Vos comptes publiés ont changé cette valeur depuis la demande.",
    en: "Your published books have changed this value since it was asked.",
  },
  accept: { fr: "Accepter", en: "Accept" },
  refuse: { fr: "Refuser", en: "Refuse" },
  acceptAll: { fr: "Tout accepter", en: "Accept all" },
  reason: { fr: "Pourquoi, pour le client", en: "Why, for the customer" },
  cancel: { fr: "Annuler", en: "Cancel" },
  accepted: { fr: "Accepté", en: "Accepted" },
  refused: { fr: "Refusé", en: "Refused" },
  waits: { fr: "À valider", en: "To answer" },
  done: { fr: "Réponse enregistrée.", en: "Answer saved." },
} satisfies Words;

/** The name of a field of a change. */
export function useFieldNames(): (field: Detail["field"]) => string {
  const t = useWords(words);
  const names = useWords(fieldWords);
  return (field) => (field === "paper" ? t.paper : names[field]);
}

const useDecide = () => useWrite("decideChange", { refreshes: ["readChange", "listChanges"] });

/** A change of coordinates (SPEC INF-2): staff accept or refuse each field. */
export function ChangeRecord({ change }: { change: Change }) {
  const t = useWords(words);
  const f = useFormat();
  const nameOf = useFieldNames();
  return (
    <Stack gap={6}>
      <DefinitionList
        items={[
          {
            term: t.party,
            value: (
              <Link href={officePaths.party(change.party)}>
                {change.partyName} ({change.partyCode})
              </Link>
            ),
          },
          { term: t.by, value: change.askedBy },
          { term: t.on, value: f.instant(change.askedAt) },
        ]}
      />
      {change.details.map((detail) => (
        <Section
          key={detail.field}
          level={3}
          title={nameOf(detail.field)}
          aside={<Outcome detail={detail} />}
        >
          <OneField change={change} detail={detail} />
        </Section>
      ))}
    </Stack>
  );
}

function Outcome({ detail }: { detail: Detail }) {
  const t = useWords(words);
  if (detail.outcome === null) return <State kind="pending">{t.waits}</State>;
  return <State kind={detail.outcome === "accepted" ? "settled" : "overdue"}>{t[detail.outcome]}</State>;
}

function OneField({ change, detail }: { change: Change; detail: Detail }) {
  const t = useWords(words);
  const shown = (value: string) => {
    if (detail.field === "paper") return value === "yes" ? t.yes : t.no;
    return value === "" ? t.nothing : spaced(detail.field, value);
  };
  const items = [
    { term: t.was, value: shown(detail.was) },
    { term: t.wanted, value: <strong>{shown(detail.wanted)}</strong> },
  ];
  if (detail.moved) items.push({ term: t.now, value: shown(detail.now) });
  return (
    <Stack gap={3}>
      <DefinitionList items={items} />
      {detail.moved && <Notice kind="warning">{t.moved}</Notice>}
      {detail.reason && <Text look="small">{detail.reason}</Text>}
      {detail.decidedBy && <Text look="small">{detail.decidedBy}</Text>}
      {change.can.decide && detail.outcome === null && <Decide change={change.id} detail={detail} />}
    </Stack>
  );
}

function Decide({ change, detail }: { change: string; detail: Detail }) {
  const t = useWords(words);
  const colon = useColon();
  const nameOf = useFieldNames();
  const [refusing, setRefusing] = useState(false);
  const decide = useDecide();
  const send = (accept: boolean, reason = "") =>
    decide.mutate(
      {
        params: { change },
        body: { decisions: [{ field: detail.field as never, accept, reason }] },
      },
      { onSuccess: () => showToast({ title: t.done }) },
    );
  const errors = decide.error && errorsOf(decide.error, { "change.reason_needed": "reason" });
  if (refusing)
    return (
      <Form
        onSubmit={(data) => send(false, textOf(data, "reason"))}
        errors={errors}
        aria-label={`${t.refuse}${colon} ${nameOf(detail.field)}`}
      >
        <Field name="reason" label={t.reason}>
          <TextInput maxLength={300} />
        </Field>
        <FormActions>
          <Button type="submit" look="danger" busy={decide.isPending}>
            {t.refuse}
          </Button>
          <Button onClick={() => setRefusing(false)}>{t.cancel}</Button>
        </FormActions>
      </Form>
    );
  return (
    <Stack gap={2}>
      {errors && (
        <Notice kind="error" live>
          {Object.values(errors)[0]}
        </Notice>
      )}
      <Row>
        <Button small busy={decide.isPending} onClick={() => send(true)}>
          {t.accept}
        </Button>
        <Button small onClick={() => setRefusing(true)}>
          {t.refuse}
        </Button>
      </Row>
    </Stack>
  );
}

/** Accepts at once every field that waits. */
export function AcceptAll({ change }: { change: Change }) {
  const t = useWords(words);
  const decide = useDecide();
  const open = change.details.filter((one) => one.outcome === null);
  if (!change.can.decide || open.length < 2) return null;
  const decisions = open.map((one) => ({ field: one.field as never, accept: true }));
  const accept = () =>
    decide.mutate(
      { params: { change: change.id }, body: { decisions } },
      { onSuccess: () => showToast({ title: t.done }) },
    );
  return (
    <Button look="primary" busy={decide.isPending} onClick={accept}>
      {t.acceptAll}
    </Button>
  );
}
