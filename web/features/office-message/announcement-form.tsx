import { useRef, useState } from "react";
import { api, type CallOf, newKey } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { parisDate } from "../../lib/format.ts";
import { useGo } from "../../lib/navigation.ts";
import { hear, refresh } from "../../lib/queries.ts";
import { sendFiles } from "../../lib/send-files.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea, TextInput } from "../../ui/inputs.tsx";
import { Columns } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { AnnouncementFiles } from "./announcement-files.tsx";
import { type Announcement, type AnnouncementKind, announcementWords, kinds } from "./announcement-words.ts";
import { AudienceFields } from "./audience-fields.tsx";
import { LivePreview } from "./live-preview.tsx";
import "./office-message.css";

const words = {
  kind: { fr: "Nature", en: "Kind" },
  informationHint: { fr: "Dans « Mes informations ».", en: "In “My information”." },
  newsletterHint: {
    fr: "Dans « Mes informations », signalée comme lettre.",
    en: "In “My information”, marked as a newsletter.",
  },
  importantHint: {
    fr: "À fermer avant d’aller plus loin ; une fois pour chaque personne.",
    en: "To be closed before going on; once for each person.",
  },
  welcomeHint: {
    fr: "En haut de la première page, à chaque visite.",
    en: "At the top of the first page, at each visit.",
  },
  title: { fr: "Titre", en: "Title" },
  body: { fr: "Texte", en: "Text" },
  bodyHint: {
    fr: "Une ligne vide sépare les paragraphes. # Titre, **gras**, *italique*, - liste, [lien](https://…).",
    en: "An empty line parts paragraphs. # Heading, **bold**, *italic*, - list, [link](https://…).",
  },
  days: { fr: "Dates", en: "Dates" },
  from: { fr: "Premier jour", en: "First day" },
  to: { fr: "Dernier jour", en: "Last day" },
  save: { fr: "Enregistrer", en: "Save" },
  saveAndPublish: { fr: "Enregistrer et publier", en: "Save and publish" },
  saved: { fr: "Le message est enregistré.", en: "The message is saved." },
  published: { fr: "Le message est publié.", en: "The message is published." },
  noTitle: { fr: "Donnez un titre.", en: "Give it a title." },
  noBody: { fr: "Écrivez le texte.", en: "Write the text." },
  noDay: { fr: "Choisissez le premier jour.", en: "Choose the first day." },
} satisfies Words;

type Fields = CallOf<"createAnnouncement">["body"];
const fieldOf = {
  "announcement.ends_before_it_starts": "endsOn",
  "announcement.over": "endsOn",
  "announcement.creditors_not_yours": "creditors",
  "attachment.type": "files",
  "attachment.unknown": "files",
};

/** Writes or changes a message; beside it, how customers will see it and how many they are. */
export function AnnouncementForm({ announcement }: { announcement?: Announcement }) {
  const t = useWords(words);
  const names = useWords(announcementWords);
  const form = useAnnouncement(announcement);
  const { draft, change } = form;
  const canPublish = announcement?.can.publish ?? true;
  return (
    <div className="message-editor">
      <GuardedForm busy={form.busy !== null} onSubmit={(data) => void form.save(data)} errors={form.errors}>
        <RadioGroup
          name="kind"
          legend={t.kind}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind as AnnouncementKind })}
          options={kinds.map((value) => ({ value, label: names[value], hint: t[`${value}Hint`] }))}
        />
        <Field name="title" label={t.title}>
          <TextInput
            maxLength={160}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
        <Field name="body" label={t.body} hint={t.bodyHint}>
          <Textarea
            rows={12}
            maxLength={10_000}
            value={draft.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        </Field>
        <AudienceFields audience={draft} onChange={change} />
        <FieldSet legend={t.days}>
          <Columns min="narrow">
            <DateField
              name="startsOn"
              label={t.from}
              value={draft.startsOn}
              onChange={(startsOn) => change({ startsOn })}
            />
            <DateField
              name="endsOn"
              label={t.to}
              optional
              value={draft.endsOn}
              onChange={(endsOn) => change({ endsOn })}
            />
          </Columns>
        </FieldSet>
        <AnnouncementFiles
          kept={draft.kept}
          onKept={(kept) => change({ kept })}
          files={draft.files}
          onFiles={(files) => change({ files })}
          error={form.errors?.["files"] ?? null}
        />
        <FormActions>
          {canPublish && (
            <Button
              look="primary"
              type="submit"
              busy={form.busy === "publish"}
              onClick={() => form.wants("publish")}
            >
              {t.saveAndPublish}
            </Button>
          )}
          <Button
            look={canPublish ? "secondary" : "primary"}
            type="submit"
            busy={form.busy === "save"}
            onClick={() => form.wants("save")}
          >
            {t.save}
          </Button>
        </FormActions>
      </GuardedForm>
      <LivePreview draft={draft} />
    </div>
  );
}

export type Draft = Omit<Fields, "attachments" | "startsOn" | "accountKinds" | "creditors"> & {
  startsOn: string | null;
  accountKinds: Announcement["accountKinds"];
  creditors: string[];
  kept: Announcement["attachments"];
  files: File[];
};

/** What is being written, and the saving of it. Enter saves without publishing. */
function useAnnouncement(announcement: Announcement | undefined) {
  const t = useWords(words);
  const go = useGo();
  const [draft, setDraft] = useState<Draft>(() => draftOf(announcement));
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState<"save" | "publish" | null>(null);
  const [key] = useState(newKey);
  const intent = useRef<"save" | "publish">("save");
  const save = async (data: FormData) => {
    const wish = intent.current;
    intent.current = "save";
    const wrong = {
      ...(textOf(data, "title").trim() ? {} : { title: t.noTitle }),
      ...(draft.body.trim() ? {} : { body: t.noBody }),
      ...(draft.startsOn ? {} : { startsOn: t.noDay }),
    };
    if (Object.keys(wrong).length > 0) return setErrors(wrong);
    setErrors(null);
    setBusy(wish);
    try {
      const body = await bodyOf(draft);
      const params = announcement && { announcement: announcement.id };
      const saved = params
        ? await api.updateAnnouncement({ params, body })
        : await api.createAnnouncement({ body }, { key });
      if (wish === "publish") await api.publishAnnouncement({ params: { announcement: saved.id } });
      showToast({ title: wish === "publish" ? t.published : t.saved });
      await refresh("readOfficeAnnouncement", "listOfficeAnnouncements");
      if (!announcement) go(officePaths.announcement(saved.id), { replace: true });
    } catch (error) {
      hear(error);
      setErrors(errorsOf(error, fieldOf));
    } finally {
      setBusy(null);
    }
  };
  return {
    draft,
    errors,
    busy,
    save,
    change: (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next })),
    wants: (wish: "save" | "publish") => {
      intent.current = wish;
    },
  };
}

function draftOf(announcement: Announcement | undefined): Draft {
  return {
    kind: announcement?.kind ?? "information",
    title: announcement?.title ?? "",
    body: announcement?.body ?? "",
    accountKinds: announcement?.accountKinds ?? [],
    creditors: announcement?.creditors ?? [],
    startsOn: announcement?.startsOn ?? parisDate(new Date().toISOString()),
    endsOn: announcement?.endsOn ?? null,
    kept: announcement?.attachments ?? [],
    files: [],
  };
}

/** The files leave first: the message names them. */
async function bodyOf({ kept, files, startsOn, ...fields }: Draft): Promise<Fields> {
  const sent = await sendFiles("sendAttachment", files);
  return { ...fields, startsOn: startsOn ?? "", attachments: [...kept.map((one) => one.id), ...sent] };
}
