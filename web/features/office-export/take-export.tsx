import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Format, formatsOf, formatWords, type Kind, kinds, kindWords } from "./export-words.ts";

const words = {
  creditor: { fr: "Créancier", en: "Creditor" },
  kind: { fr: "Quoi", en: "What" },
  format: { fr: "Format", en: "Format" },
  waiting: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "# ligne attend d’être exportée.",
        other: "# lignes attendent d’être exportées.",
      }),
    en: (n: number) =>
      plural("en", n, { one: "# line waits to be exported.", other: "# lines wait to be exported." }),
  },
  nothing: { fr: "Tout a déjà été exporté.", en: "Everything was exported already." },
  take: { fr: "Exporter", en: "Export" },
  taken: { fr: "L’export se prépare.", en: "The export is being made." },
} satisfies Words;

/** Takes what no export has taken yet: for which creditor, what, in which format. */
export function TakeExport() {
  const t = useWords(words);
  const kindNames = useWords(kindWords);
  const formatNames = useWords(formatWords);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind>("payments");
  const creditor = chosen ?? creditors[0]?.id ?? "";
  const { data: waiting } = useQuery({
    ...query("readWaitingLines", { params: { creditor } }),
    enabled: creditor !== "",
  });
  const take = useWrite("takeExport", { refreshes: ["listExports", "readWaitingLines"] });
  const count = waiting?.[kind];
  const submit = (data: FormData) =>
    take.mutate(
      { params: { creditor }, body: { kind, format: textOf(data, "format") as Format } },
      { onSuccess: () => showToast({ title: t.taken }) },
    );
  return (
    <Form onSubmit={submit} errors={take.error ? { form: sentenceOf(take.error) } : null}>
      {creditors.length > 1 && (
        <Field name="creditor" label={t.creditor}>
          <Select value={creditor} onChange={(event) => setChosen(event.target.value)}>
            {creditors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field name="kind" label={t.kind}>
        <Select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {kindNames[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="format" label={t.format}>
        <Select>
          {formatsOf(kind).map((one) => (
            <option key={one} value={one}>
              {formatNames[one]}
            </option>
          ))}
        </Select>
      </Field>
      {count !== undefined && <Text look="muted">{count === 0 ? t.nothing : t.waiting(count)}</Text>}
      <FormActions>
        <Button look="primary" type="submit" busy={take.isPending} disabled={count === 0}>
          {t.take}
        </Button>
      </FormActions>
    </Form>
  );
}
