import { Gavel } from "lucide-react";
import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, RadioGroup } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { Textarea, TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Erasure } from "./erasure-state.tsx";

const words = {
  decide: { fr: "Décider", en: "Decide" },
  title: { fr: (name: string) => `Effacer ${name} ?`, en: (name: string) => `Erase ${name}?` },
  decision: { fr: "Décision", en: "Decision" },
  erase: { fr: "Effacer", en: "Erase" },
  eraseHint: {
    fr: "L’accès se ferme tout de suite ; ce qui est coché s’efface, le reste est gardé jusqu’à son terme. Cela ne se défait pas.",
    en: "The access closes at once; what is ticked is erased, the rest is kept until its term. This cannot be undone.",
  },
  refuse: { fr: "Refuser", en: "Refuse" },
  refuseHint: {
    fr: "Rien ne change. La personne reçoit vos raisons et peut saisir la CNIL.",
    en: "Nothing changes. The person receives your reasons and can turn to the CNIL.",
  },
  what: { fr: "Ce qui s’efface", en: "What is erased" },
  whatHint: {
    fr: "Décochez ce dont vous avez encore besoin, et dites pourquoi.",
    en: "Untick what you still need, and say why.",
  },
  answer: { fr: "Ce que vous répondez à la personne", en: "What you answer the person" },
  type: {
    fr: (word: string) => `Pour confirmer, écrivez l’identifiant « ${word} »`,
    en: (word: string) => `To confirm, type the identifier “${word}”`,
  },
  cancel: { fr: "Annuler", en: "Cancel" },
  eraseNow: { fr: "Effacer définitivement", en: "Erase for good" },
  refuseNow: { fr: "Refuser la demande", en: "Refuse the request" },
  erasing: {
    fr: "L’effacement est lancé, la personne est prévenue.",
    en: "The erasure has begun, the person is told.",
  },
  refused: {
    fr: "La demande est refusée, la personne est prévenue.",
    en: "The request is refused, the person is told.",
  },
} satisfies Words;

/** Erase what can be, all or but some, or refuse: with an answer, and the identifier typed (INF-5). */
export function DecideErasure({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon={Gavel} onClick={() => setOpen(true)}>
        {t.decide}
      </Button>
      {open && <DecideDialog erasure={erasure} onClose={() => setOpen(false)} />}
    </>
  );
}

function DecideDialog({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const t = useWords(words);
  const [decision, setDecision] = useState<"erase" | "refuse">(
    erasure.blockers.length > 0 ? "refuse" : "erase",
  );
  const [keep, setKeep] = useState<ReadonlySet<string>>(new Set());
  const [answer, setAnswer] = useState("");
  const [typed, setTyped] = useState("");
  const decide = useWrite("decideErasure", {
    refreshes: ["readErasure", "listErasures", "readHome", "listUsers"],
  });
  const erasing = decision === "erase";
  const matches = typed.trim().toLowerCase() === erasure.toType.toLowerCase();
  const save = () =>
    decide.mutate(
      { params: { erasure: erasure.id }, body: { decision, keep: [...keep], answer, confirmation: typed } },
      {
        onSuccess: () => {
          onClose();
          showToast({ title: erasing ? t.erasing : t.refused });
        },
      },
    );
  const footer = (
    <>
      <Button onClick={onClose}>{t.cancel}</Button>
      <Button
        look={erasing ? "danger" : "primary"}
        busy={decide.isPending}
        disabled={erasing && !matches}
        onClick={save}
      >
        {erasing ? t.eraseNow : t.refuseNow}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t.title(erasure.user.name)} footer={footer}>
      <Stack gap={4}>
        {decide.error && (
          <Notice kind="error" live>
            {sentenceOf(decide.error)}
          </Notice>
        )}
        <RadioGroup
          name="decision"
          legend={t.decision}
          value={decision}
          onChange={(value) => setDecision(value as "erase" | "refuse")}
          options={[
            { value: "erase", label: t.erase, hint: t.eraseHint },
            { value: "refuse", label: t.refuse, hint: t.refuseHint },
          ]}
        />
        {erasing && <Kinds erasure={erasure} keep={keep} onKeep={setKeep} />}
        <Field name="answer" label={t.answer} optional={erasing && keep.size === 0}>
          <Textarea
            rows={4}
            maxLength={2000}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        </Field>
        {erasing && (
          <Field name="confirmation" label={t.type(erasure.toType)}>
            <TextInput value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
          </Field>
        )}
      </Stack>
    </Dialog>
  );
}

type KindsProps = {
  erasure: Erasure;
  keep: ReadonlySet<string>;
  onKeep: (keep: ReadonlySet<string>) => void;
};

function Kinds({ erasure, keep, onKeep }: KindsProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const toggle = (kind: string) => onKeep(keep.symmetricDifference(new Set([kind])));
  return (
    <FieldSet legend={t.what} hint={t.whatHint}>
      {erasure.kinds
        .filter((one) => one.may !== "keep")
        .map((one) => (
          <Checkbox
            key={one.kind}
            name={one.kind}
            checked={!keep.has(one.kind)}
            onChange={() => toggle(one.kind)}
          >
            {one.label[language]}
          </Checkbox>
        ))}
    </FieldSet>
  );
}
