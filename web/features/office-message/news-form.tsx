import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ApiProblem, type GotOf } from "../../lib/api.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuardedForm } from "../unsaved/guarded-form.tsx";

const words = {
  feed: { fr: "Adresse du flux RSS ou Atom", en: "Address of the RSS or Atom feed" },
  feedHint: {
    fr: "Elle commence par https:// ; le flux est lu deux fois par heure.",
    en: "It starts with https://; the feed is read twice an hour.",
  },
  partner: { fr: (n: number) => `Partenaire ${n}`, en: (n: number) => `Partner ${n}` },
  name: { fr: "Nom", en: "Name" },
  url: { fr: "Adresse (https://…)", en: "Address (https://…)" },
  text: { fr: "En une phrase", en: "In a sentence" },
  remove: { fr: (n: number) => `Retirer le partenaire ${n}`, en: (n: number) => `Remove partner ${n}` },
  add: { fr: "Ajouter un partenaire", en: "Add a partner" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "C’est enregistré. Le flux est lu dans un instant.",
    en: "Saved. The feed is read in a moment.",
  },
  wrong: {
    fr: "Chaque adresse commence par https:// et chaque partenaire a un nom.",
    en: "Each address starts with https:// and each partner has a name.",
  },
} satisfies Words;

type Partner = GotOf<"readOfficeNews">["partners"][number] & { id: number };
let serial = 0;
const numbered = (partner: Omit<Partner, "id">): Partner => ({ ...partner, id: (serial += 1) });

/** The address of the feed and the partners. */
export function NewsForm({ news, may }: { news: GotOf<"readOfficeNews">; may: boolean }) {
  const t = useWords(words);
  const [feedUrl, setFeedUrl] = useState(news.feedUrl);
  const [partners, setPartners] = useState<Partner[]>(() => news.partners.map(numbered));
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const save = useSettingsWrite("saveNews", ["readOfficeNews", {}], {
    refreshes: ["readOfficeNews", "readNews"],
  });
  const change = (id: number, next: Partial<Partner>) =>
    setPartners(partners.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const submit = () => {
    setErrors(null);
    const body = { feedUrl: feedUrl.trim(), partners: partners.map(({ id: _, ...one }) => one) };
    save.mutate(
      { body },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) =>
          setErrors(
            error instanceof ApiProblem && error.code === "request.invalid"
              ? { form: t.wrong }
              : errorsOf(error, { "news.address_refused": "feedUrl" }),
          ),
      },
    );
  };
  return (
    <GuardedForm busy={save.isPending} onSubmit={submit} errors={errors}>
      <Field name="feedUrl" label={t.feed} hint={t.feedHint} optional>
        <TextInput
          type="url"
          maxLength={500}
          disabled={!may}
          value={feedUrl}
          onChange={(event) => setFeedUrl(event.target.value)}
        />
      </Field>
      {partners.map((partner, at) => (
        <FieldSet key={partner.id} legend={t.partner(at + 1)}>
          {(["name", "url", "text"] as const).map((field) => (
            <Field key={field} name={`${field}-${partner.id}`} label={t[field]} optional={field === "text"}>
              <TextInput
                maxLength={field === "url" ? 500 : field === "text" ? 200 : 120}
                disabled={!may}
                value={partner[field]}
                onChange={(event) => change(partner.id, { [field]: event.target.value })}
              />
            </Field>
          ))}
          {may && (
            <Row>
              <Button
                look="quiet"
                small
                icon={Trash2}
                onClick={() => setPartners(partners.filter((one) => one.id !== partner.id))}
              >
                {t.remove(at + 1)}
              </Button>
            </Row>
          )}
        </FieldSet>
      ))}
      {may && (
        <FormActions>
          <Button look="primary" type="submit" busy={save.isPending}>
            {t.save}
          </Button>
          {partners.length < 30 && (
            <Button
              icon={Plus}
              onClick={() => setPartners([...partners, numbered({ name: "", url: "https://", text: "" })])}
            >
              {t.add}
            </Button>
          )}
        </FormActions>
      )}
    </GuardedForm>
  );
}
