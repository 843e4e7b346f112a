import { PencilLine, X } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Row, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import "../office-party/party.css";
import type { PartyOfMine } from "./invite-colleague.tsx";
import { type Limits, RightFields } from "./right-fields.tsx";

type Colleague = PartyOfMine["colleagues"][number];

const words = {
  me: { fr: "vous", en: "you" },
  main: { fr: "accès principal", en: "main access" },
  invited: { fr: "pas encore venu", en: "has not come yet" },
  until: { fr: (day: string) => `jusqu’au ${day}`, en: (day: string) => `until ${day}` },
  read: { fr: "consulte", en: "reads" },
  pay: { fr: "règle", en: "pays" },
  dispute: { fr: "conteste", en: "disputes" },
  change: { fr: "Changer", en: "Change" },
  changeFor: {
    fr: (name: string) => `Changer l’accès de ${name}`,
    en: (name: string) => `Change the access of ${name}`,
  },
  save: { fr: "Enregistrer", en: "Save" },
  cancel: { fr: "Annuler", en: "Cancel" },
  remove: { fr: "Retirer", en: "Remove" },
  removeTitle: {
    fr: (name: string) => `Retirer l’accès de ${name} ?`,
    en: (name: string) => `Remove the access of ${name}?`,
  },
  removeText: {
    fr: "Cette personne ne verra plus rien dès maintenant. Vous pourrez l’inviter de nouveau.",
    en: "This person sees nothing any more from now on. You can invite again.",
  },
} satisfies Words;

/** Who acts for a party, the main user first. */
export function ColleagueList({ party }: { party: PartyOfMine }) {
  const t = useWords(words);
  const [leaving, setLeaving] = useState<Colleague | null>(null);
  const remove = useWrite("removeColleague", { refreshes: ["listColleagues"] });
  const confirm = () =>
    leaving &&
    remove.mutate(
      { params: { party: party.party, colleague: leaving.colleague } },
      { onSuccess: () => setLeaving(null) },
    );
  return (
    <>
      <ul className="party-users">
        {party.colleagues.map((one) => (
          <li key={one.colleague}>
            <Person one={one} party={party} onLeave={() => setLeaving(one)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={confirm}
        busy={remove.isPending}
        danger
        title={t.removeTitle(leaving?.name ?? "")}
        confirm={t.remove}
      >
        {t.removeText}
        {remove.error && <Notice kind="error">{sentenceOf(remove.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}

function Person({ one, party, onLeave }: { one: Colleague; party: PartyOfMine; onLeave: () => void }) {
  const t = useWords(words);
  const f = useFormat();
  const [limits, setLimits] = useState<Limits | null>(null);
  const change = useWrite("changeColleague", { refreshes: ["listColleagues"] });
  const said = [
    one.email,
    one.me && t.me,
    one.main && t.main,
    one.invited && t.invited,
    one.endsOn && t.until(f.date(one.endsOn)),
  ];
  const save = () =>
    limits &&
    change.mutate(
      { params: { party: party.party, colleague: one.colleague }, body: limits },
      { onSuccess: () => setLimits(null) },
    );
  if (limits)
    return (
      <Form
        onSubmit={save}
        errors={change.error ? { form: sentenceOf(change.error) } : null}
        aria-label={t.changeFor(one.name)}
      >
        <Text>{one.name}</Text>
        <RightFields offered={party.rights} value={limits} onChange={setLimits} />
        <FormActions>
          <Button type="submit" look="primary" busy={change.isPending}>
            {t.save}
          </Button>
          <Button onClick={() => setLimits(null)}>{t.cancel}</Button>
        </FormActions>
      </Form>
    );
  return (
    <>
      <div>
        <span>
          {one.name}{" "}
          <Text as="span" look="small">
            {said.filter(Boolean).join(" · ")}
          </Text>
        </span>
        <Row gap={1}>
          {one.rights.map((right) => (
            <Tag key={right}>{t[right]}</Tag>
          ))}
        </Row>
      </div>
      {one.can.change && (
        <Row gap={1}>
          <Button
            look="quiet"
            small
            icon={PencilLine}
            onClick={() => setLimits({ rights: [...one.rights], endsOn: one.endsOn })}
          >
            {t.change}
          </Button>
          <Button look="quiet" small icon={X} onClick={onLeave}>
            {t.remove}
          </Button>
        </Row>
      )}
    </>
  );
}
