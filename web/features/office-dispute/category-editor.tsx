import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import "./office-dispute.css";

type Category = GotOf<"listDisputeCategories">["items"][number];
type Line = { key: string; id: string | null; fr: string; en: string };
type Branch = Line & { subtypes: Line[] };

const words = {
  category: { fr: (n: number) => `Catégorie ${n}`, en: (n: number) => `Category ${n}` },
  fr: { fr: "En français", en: "In French" },
  en: { fr: "En anglais", en: "In English" },
  subtype: { fr: (n: number) => `Motif ${n}`, en: (n: number) => `Reason ${n}` },
  up: { fr: (name: string) => `Monter « ${name} »`, en: (name: string) => `Move “${name}” up` },
  down: { fr: (name: string) => `Descendre « ${name} »`, en: (name: string) => `Move “${name}” down` },
  remove: { fr: (name: string) => `Retirer « ${name} »`, en: (name: string) => `Remove “${name}”` },
  addSubtype: { fr: "Ajouter un motif", en: "Add a reason" },
  addCategory: { fr: "Ajouter une catégorie", en: "Add a category" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "Les motifs sont enregistrés : vos clients les voient déjà.",
    en: "The reasons are saved: your customers see them already.",
  },
  needed: { fr: "Un nom en français manque.", en: "A name in French is missing." },
} satisfies Words;

let made = 0;
const fresh = (): Line => ({ key: `new-${(made += 1)}`, id: null, fr: "", en: "" });
const lineOf = ({ id, label }: { id: string; label: { fr: string; en: string } }): Line => ({
  key: id,
  id,
  fr: label.fr,
  en: label.en === label.fr ? "" : label.en,
});
const wishOf = ({ id, fr, en }: Line) => ({ id, label: { fr: fr.trim(), en: en.trim() } });

/** Moves one item of a list by one place; the list as it is when it cannot. */
const moved = <T,>(list: readonly T[], from: number, by: -1 | 1): T[] => {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item === undefined || from + by < 0 || from + by >= list.length) return [...list];
  next.splice(from + by, 0, item);
  return next;
};

/** The tree of categories: named in French, and in English if wished; ordered, added, removed. */
export function CategoryEditor({ categories, editable }: { categories: Category[]; editable: boolean }) {
  const t = useWords(words);
  const [tree, setTree] = useState<Branch[]>(() =>
    categories.map((one) => ({ ...lineOf(one), subtypes: one.subtypes.map(lineOf) })),
  );
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const save = useSettingsWrite("saveDisputeCategories", ["listDisputeCategories", {}], {
    refreshes: ["listDisputeCategories"],
  });
  const put = (index: number, change: Partial<Branch>) =>
    setTree(tree.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const submit = () => {
    const nameless = tree.flatMap((one) => [one, ...one.subtypes]).find((one) => !one.fr.trim());
    if (nameless) return setErrors({ [nameless.key]: t.needed });
    setErrors(null);
    save.mutate(
      { body: { items: tree.map((one) => ({ ...wishOf(one), subtypes: one.subtypes.map(wishOf) })) } },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) => setErrors(errorsOf(error)),
      },
    );
  };
  return (
    <GuardedForm busy={save.isPending} onSubmit={submit} errors={errors}>
      {tree.map((branch, index) => (
        <FieldSet key={branch.key} legend={t.category(index + 1)}>
          <LineFields
            line={branch}
            name={t.fr}
            editable={editable}
            onChange={(change) => put(index, change)}
            onMove={(by) => setTree(moved(tree, index, by))}
            onRemove={tree.length > 1 ? () => setTree(tree.toSpliced(index, 1)) : undefined}
          />
          <Subtypes
            lines={branch.subtypes}
            editable={editable}
            onChange={(subtypes) => put(index, { subtypes })}
          />
        </FieldSet>
      ))}
      {editable && (
        <FormActions>
          <Button type="submit" look="primary" busy={save.isPending}>
            {t.save}
          </Button>
          <Button
            icon={Plus}
            disabled={tree.length >= 30}
            onClick={() => setTree([...tree, { ...fresh(), subtypes: [] }])}
          >
            {t.addCategory}
          </Button>
        </FormActions>
      )}
    </GuardedForm>
  );
}

type SubtypesProps = { lines: Line[]; editable: boolean; onChange: (lines: Line[]) => void };

function Subtypes({ lines, editable, onChange }: SubtypesProps) {
  const t = useWords(words);
  return (
    <div className="office-subtypes">
      {lines.map((line, index) => (
        <LineFields
          key={line.key}
          line={line}
          name={t.subtype(index + 1)}
          editable={editable}
          onChange={(change) =>
            onChange(lines.map((one, at) => (at === index ? { ...one, ...change } : one)))
          }
          onMove={(by) => onChange(moved(lines, index, by))}
          onRemove={() => onChange(lines.toSpliced(index, 1))}
        />
      ))}
      {editable && (
        <div>
          <Button
            small
            icon={Plus}
            disabled={lines.length >= 30}
            onClick={() => onChange([...lines, fresh()])}
          >
            {t.addSubtype}
          </Button>
        </div>
      )}
    </div>
  );
}

type LineProps = {
  line: Line;
  /** The label of the French name; the English one is named after what is written there. */
  name: string;
  editable: boolean;
  onChange: (change: Partial<Line>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove?: (() => void) | undefined;
};

function LineFields({ line, name, editable, onChange, onMove, onRemove }: LineProps) {
  const t = useWords(words);
  return (
    <div className="office-subtypes__line">
      <Field name={line.key} label={name}>
        <TextInput
          value={line.fr}
          maxLength={80}
          readOnly={!editable}
          onChange={(event) => onChange({ fr: event.target.value })}
        />
      </Field>
      <Field name={`${line.key}-en`} label={<EnglishOf name={line.fr} />} optional>
        <TextInput
          value={line.en}
          maxLength={80}
          readOnly={!editable}
          onChange={(event) => onChange({ en: event.target.value })}
        />
      </Field>
      {editable && (
        <div className="office-subtypes__acts">
          <IconButton icon={ArrowUp} label={t.up(line.fr)} onClick={() => onMove(-1)} />
          <IconButton icon={ArrowDown} label={t.down(line.fr)} onClick={() => onMove(1)} />
          {onRemove && <IconButton icon={X} label={t.remove(line.fr)} onClick={onRemove} />}
        </div>
      )}
    </div>
  );
}

/** One short label for the eye; for the ear, also what is translated. */
function EnglishOf({ name }: { name: string }) {
  const t = useWords(words);
  return (
    <>
      {t.en}
      <span className="q-hidden"> : {name}</span>
    </>
  );
}
