import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import "../features/office-dispute/office-dispute.css";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { GuardedForm } from "../features/unsaved/guarded-form.tsx";
import { errorsOf } from "../lib/form-errors.ts";
import { query } from "../lib/queries.ts";
import { useSettingsWrite } from "../lib/settings-write.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
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
  down: { fr: (n: number) => `Descendre le motif ${n}`, en: (n: number) => `Move category ${n} down` },
  readOnly: {
    fr: "Votre rôle permet de lire ces motifs, pas de les changer.",
    en: "Your role allows reading these categories, not changing them.",
  },
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
    <div className="office-reasons">
      <Stack gap={6}>
        <PageTitle title={t.title} lead={t.lead} back={{ href: officePaths.requests(), label: t.back }} />
        {data ? (
          <Categories before={data.items.map((one) => ({ id: one.key, ...one }))} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Stack>
    </div>
  );
}

function Categories({ before }: { before: Line[] }) {
  const t = useWords(words);
  const editable = useMay()("manager");
  const [lines, setLines] = useState(before);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const save = useSettingsWrite("saveRequestCategories", ["listRequestCategories", {}], {
    refreshes: ["listRequestCategories"],
  });
  const change = (id: string, next: Partial<Line>) =>
    setLines(lines.map((line) => (line.id === id ? { ...line, ...next } : line)));
  const move = (at: number, by: 1 | -1) => setLines(lines.toSpliced(at, 1).toSpliced(at + by, 0, lines[at]!));
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
    <>
      {!editable && <Notice>{t.readOnly}</Notice>}
      <GuardedForm busy={save.isPending} onSubmit={submit} errors={errors}>
        {lines.map((line, at) => (
          <OneCategory
            key={line.id}
            line={line}
            rank={at + 1}
            last={lines.length}
            editable={editable}
            onChange={(next) => change(line.id, next)}
            onMove={(by) => move(at, by)}
            onRemove={() => setLines(lines.filter((one) => one.id !== line.id))}
          />
        ))}
        {editable && (
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
        )}
      </GuardedForm>
    </>
  );
}

type OneProps = {
  line: Line;
  /** From 1 to `last`. */
  rank: number;
  last: number;
  editable: boolean;
  onChange: (next: Partial<Line>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function OneCategory({ line, rank, last, editable, onChange, onMove, onRemove }: OneProps) {
  const t = useWords(words);
  return (
    <FieldSet legend={t.one(rank)}>
      <div className="office-subtypes__line">
        {(["fr", "en"] as const).map((language) => (
          <Field key={language} name={`${language}-${line.id}`} label={t[language]}>
            <TextInput
              value={line[language]}
              maxLength={60}
              readOnly={!editable}
              onChange={(event) => onChange({ [language]: event.target.value })}
            />
          </Field>
        ))}
        {editable && (
          <div className="office-subtypes__acts">
            <IconButton icon={ArrowUp} label={t.up(rank)} disabled={rank === 1} onClick={() => onMove(-1)} />
            <IconButton
              icon={ArrowDown}
              label={t.down(rank)}
              disabled={rank === last}
              onClick={() => onMove(1)}
            />
            <IconButton icon={X} label={t.remove(rank)} disabled={last === 1} onClick={onRemove} />
          </div>
        )}
      </div>
    </FieldSet>
  );
}
