import { useQuery } from "@tanstack/react-query";
import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import { errorsOf } from "../lib/form-errors.ts";
import { query, useSettingsWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Column, Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Motifs des demandes", en: "Categories of requests" },
  lead: {
    fr: "Ce que le client choisit en écrivant. Un motif retiré garde son nom sur les demandes passées.",
    en: "What the customer chooses when writing. A category taken off keeps its name on past requests.",
  },
  back: { fr: "Demandes", en: "Requests" },
  one: { fr: (n: number) => `Motif ${n}`, en: (n: number) => `Category ${n}` },
  fr: { fr: "En français", en: "In French" },
  en: { fr: "En anglais", en: "In English" },
  up: { fr: (n: number) => `Monter le motif ${n}`, en: (n: number) => `Move category ${n} up` },
  remove: { fr: (n: number) => `Retirer le motif ${n}`, en: (n: number) => `Take category ${n} off` },
  add: { fr: "Ajouter un motif", en: "Add a category" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Les motifs sont enregistrés.", en: "The categories are saved." },
  missing: {
    fr: "Donnez à chaque motif un nom dans les deux langues.",
    en: "Name each category in both languages.",
  },
} satisfies Words;

type Line = { id: string; key?: string; fr: string; en: string };
let serial = 0;
const newLine = (): Line => ({ id: `new-${(serial += 1)}`, fr: "", en: "" });

/** The list of what a request may be about (SPEC MSG-3). */
export function RequestCategoriesPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("listRequestCategories", {}));
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <Column>
      <Stack gap={6}>
        <PageTitle title={t.title} lead={t.lead} back={{ href: officePaths.requests(), label: t.back }} />
        {data ? (
          <Categories before={data.items.map((one) => ({ id: one.key, ...one }))} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Stack>
    </Column>
  );
}

function Categories({ before }: { before: Line[] }) {
  const t = useWords(words);
  const [lines, setLines] = useState(before);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const save = useSettingsWrite("saveRequestCategories", ["listRequestCategories", {}], {
    refreshes: ["listRequestCategories"],
  });
  const change = (id: string, next: Partial<Line>) =>
    setLines(lines.map((line) => (line.id === id ? { ...line, ...next } : line)));
  const up = (at: number) => setLines(lines.toSpliced(at - 1, 2, lines[at]!, lines[at - 1]!));
  const submit = () => {
    if (lines.some((line) => !line.fr.trim() || !line.en.trim())) return setErrors({ form: t.missing });
    setErrors(null);
    const items = lines.map(({ key, fr, en }) => ({ ...(key ? { key } : {}), fr: fr.trim(), en: en.trim() }));
    save.mutate(
      { body: { items } },
      {
        onSuccess: (saved) => {
          setLines(saved.items.map((one) => ({ id: one.key, ...one })));
          showToast({ title: t.saved });
        },
        onError: (error) => setErrors(errorsOf(error)),
      },
    );
  };
  return (
    <GuardedForm busy={save.isPending} onSubmit={submit} errors={errors}>
      {lines.map((line, at) => (
        <FieldSet key={line.id} legend={t.one(at + 1)}>
          <Row>
            {(["fr", "en"] as const).map((language) => (
              <Field key={language} name={`${language}-${line.id}`} label={t[language]}>
                <TextInput
                  value={line[language]}
                  maxLength={60}
                  onChange={(event) => change(line.id, { [language]: event.target.value })}
                />
              </Field>
            ))}
            {at > 0 && <IconButton icon={ArrowUp} label={t.up(at + 1)} onClick={() => up(at)} />}
            {lines.length > 1 && (
              <IconButton
                icon={Trash2}
                label={t.remove(at + 1)}
                onClick={() => setLines(lines.filter((one) => one.id !== line.id))}
              />
            )}
          </Row>
        </FieldSet>
      ))}
      <FormActions>
        <Button look="primary" type="submit" busy={save.isPending}>
          {t.save}
        </Button>
        {lines.length < 30 && (
          <Button icon={Plus} onClick={() => setLines([...lines, newLine()])}>
            {t.add}
          </Button>
        )}
      </FormActions>
    </GuardedForm>
  );
}
