import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, type CallOf, type GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { address } from "../../lib/place.ts";
import { useWrite } from "../../lib/queries.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea, TextInput } from "../../ui/inputs.tsx";
import { Columns, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { Tag } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import "./notification.css";

const words = {
  subject: { fr: "Objet", en: "Subject" },
  intro: { fr: "Introduction", en: "Introduction" },
  introHint: {
    fr: "Une ligne vide sépare les paragraphes. Le tableau et le bouton viennent après : ils ne changent pas.",
    en: "An empty line parts the paragraphs. The table and the button come after: they do not change.",
  },
  closing: { fr: "Formule de fin", en: "Closing" },
  fields: { fr: "Champs de ce courriel", en: "Fields of this mail" },
  fieldsHint: {
    fr: "Écrits entre accolades, ils sont remplacés à l’envoi.",
    en: "Written between braces, they are replaced when the mail leaves.",
  },
  preview: { fr: "Voir l’aperçu", en: "Preview" },
  previewed: { fr: "Aperçu", en: "Preview" },
  sample: { fr: "Avec des données d’exemple.", en: "With sample data." },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "Modèle enregistré : les prochains courriels le suivront.",
    en: "Template saved: the next mails will follow it.",
  },
  reset: { fr: "Revenir au texte d’origine", en: "Back to the original text" },
  resetTitle: { fr: "Revenir au texte d’origine ?", en: "Go back to the original text?" },
  resetText: { fr: "Votre texte sera perdu.", en: "Your text will be lost." },
  resetDone: { fr: "Texte d’origine rétabli.", en: "Original text restored." },
} satisfies Words;

type Template = GotOf<"readTemplate">;
type Draft = CallOf<"changeTemplate">["body"];
const refreshes = { refreshes: ["readTemplate" as const, "listTemplates" as const] };
const wrongField = { "template.unknown_field": "intro" };

/** The words of one kind of mail in one language, with a preview laid out by what lays out the mails that leave. */
export function TemplateForm({ template }: { template: Template }) {
  const t = useWords(words);
  const params = { kind: template.kind, language: template.language } as CallOf<"changeTemplate">["params"];
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [shown, setShown] = useState<Draft>({
    subject: template.subject,
    intro: template.intro,
    closing: template.closing,
  });
  const form = useRef<HTMLDivElement>(null);
  const change = useSettingsWrite("changeTemplate", ["readTemplate", { params }], refreshes);
  const preview = useWrite("previewTemplate");
  const sample = useQuery({
    queryKey: ["previewTemplate", params, shown],
    queryFn: () => api.previewTemplate({ params, body: shown }),
  });
  const submit = (data: FormData) => {
    setErrors(null);
    const body = draftOf(data);
    change.mutate(
      { params, body },
      {
        onSuccess: () => {
          setShown(body);
          showToast({ title: t.saved });
        },
        onError: (error) => setErrors(errorsOf(error, wrongField)),
      },
    );
  };
  const look = () => {
    setErrors(null);
    const body = draftOf(new FormData(form.current?.querySelector("form") ?? undefined));
    preview.mutate(
      { params, body },
      { onSuccess: () => setShown(body), onError: (error) => setErrors(errorsOf(error, wrongField)) },
    );
  };
  return (
    <Columns min="wide">
      <div ref={form}>
        <GuardedForm busy={change.isPending} openedBy={["langue"]} onSubmit={submit} errors={errors}>
          <Field name="subject" label={t.subject}>
            <TextInput defaultValue={template.subject} maxLength={200} required />
          </Field>
          <Field name="intro" label={t.intro} hint={t.introHint}>
            <Textarea rows={9} defaultValue={template.intro} maxLength={2000} required />
          </Field>
          <Field name="closing" label={t.closing} optional>
            <Textarea rows={5} defaultValue={template.closing} maxLength={1000} />
          </Field>
          <Fields names={template.fields} />
          <FormActions>
            <Button look="primary" type="submit" busy={change.isPending}>
              {t.save}
            </Button>
            <Button onClick={look} busy={preview.isPending}>
              {t.preview}
            </Button>
            {template.updatedAt && <Reset params={params} />}
          </FormActions>
        </GuardedForm>
      </div>
      <Section title={t.previewed} aside={t.sample}>
        <Text look="strong">{sample.data?.subject ?? ""}</Text>
        <iframe
          key={JSON.stringify(shown)}
          className="mail-preview"
          title={t.previewed}
          src={address(`/api/office/mail-templates/${params.kind}/${params.language}/preview`, shown)}
        />
      </Section>
    </Columns>
  );
}

const draftOf = (data: FormData): Draft => ({
  subject: textOf(data, "subject").trim(),
  intro: textOf(data, "intro").trim(),
  closing: textOf(data, "closing").trim(),
});

function Fields({ names }: { names: readonly string[] }) {
  const t = useWords(words);
  return (
    <Stack gap={2}>
      <Text look="strong">{t.fields}</Text>
      <div className="merge-fields">
        {names.map((name) => (
          <Tag key={name}>{`{${name}}`}</Tag>
        ))}
      </div>
      <Text look="muted">{t.fieldsHint}</Text>
    </Stack>
  );
}

function Reset({ params }: { params: CallOf<"resetTemplate">["params"] }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  const reset = useWrite("resetTemplate", refreshes);
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t.reset}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          reset.mutate(
            { params },
            {
              onSuccess: () => {
                setAsking(false);
                showToast({ title: t.resetDone });
              },
            },
          )
        }
        title={t.resetTitle}
        confirm={t.reset}
        busy={reset.isPending}
      >
        {t.resetText}
      </ConfirmDialog>
    </>
  );
}
