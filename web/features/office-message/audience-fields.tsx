import { useQuery } from "@tanstack/react-query";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { FieldError } from "../../ui/field.tsx";
import { FieldSet, useFormErrors } from "../../ui/form.tsx";
import { type AccountKind, accountKinds, announcementWords } from "./announcement-words.ts";

const words = {
  kinds: { fr: "À qui ?", en: "To whom?" },
  kindsHint: { fr: "Sans choix, à tous.", en: "Without a choice, to all." },
  creditors: { fr: "De quels créanciers ?", en: "Of which creditors?" },
  creditorsHint: { fr: "Sans choix, de tous.", en: "Without a choice, of all." },
} satisfies Words;

type Audience = { accountKinds: AccountKind[]; creditors: string[] };

/** Who sees a message: by kind of account and by creditor. */
export function AudienceFields({
  audience,
  onChange,
}: {
  audience: Audience;
  onChange: (next: Partial<Audience>) => void;
}) {
  const t = useWords(words);
  const names = useWords(announcementWords);
  const { errors, idOf } = useFormErrors();
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  return (
    <>
      <FieldSet legend={t.kinds} hint={t.kindsHint}>
        {accountKinds.map((kind) => (
          <Checkbox
            key={kind}
            name={`kind-${kind}`}
            checked={audience.accountKinds.includes(kind)}
            onChange={() => onChange({ accountKinds: toggled(audience.accountKinds, kind) })}
          >
            {names[kind]}
          </Checkbox>
        ))}
      </FieldSet>
      {creditors.length > 1 && (
        <FieldSet legend={t.creditors} hint={t.creditorsHint}>
          {creditors.map((creditor) => (
            <Checkbox
              key={creditor.id}
              name={`creditor-${creditor.id}`}
              checked={audience.creditors.includes(creditor.id)}
              onChange={() => onChange({ creditors: toggled(audience.creditors, creditor.id) })}
            >
              {creditor.name}
            </Checkbox>
          ))}
          {errors["creditors"] && (
            <FieldError id={idOf?.("creditors") ?? "creditors"}>{errors["creditors"]}</FieldError>
          )}
        </FieldSet>
      )}
    </>
  );
}

const toggled = <T,>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
