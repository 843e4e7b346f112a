import { useState } from "react";
import { api, newKey } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { useGo } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { queryClient, refresh } from "../../lib/queries.ts";
import { sendFiles } from "../../lib/send-files.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Textarea } from "../../ui/inputs.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AttachFiles, useFilesFault } from "./attach-files.tsx";
import { ChooseParts, type Draft, type Parts, totalOf, wholeParts } from "./choose-parts.tsx";
import { ReasonFields } from "./reason-fields.tsx";
import { fields } from "./write-form.tsx";

const words = {
  pieces: { fr: "Ce que vous contestez", en: "What you contest" },
  why: { fr: "Pourquoi", en: "Why" },
  comment: { fr: "Expliquez-nous", en: "Explain it to us" },
  commentHint: {
    fr: "Ce qui ne va pas, et ce que vous attendez.",
    en: "What is wrong, and what you expect.",
  },
  send: { fr: "Envoyer le litige", en: "Send the dispute" },
  back: { fr: "Revenir à mon compte", en: "Back to my account" },
  needCategory: { fr: "Choisissez de quoi il s’agit.", en: "Choose what it is about." },
  needSubtype: { fr: "Choisissez un motif.", en: "Choose a reason." },
  needText: { fr: "Expliquez-nous en quelques mots.", en: "Explain it in a few words." },
  badAmount: {
    fr: (most: string) => `Écrivez un montant entre 0,01 € et ${most}.`,
    en: (most: string) => `Write an amount between €0.01 and ${most}.`,
  },
  sent: {
    fr: (reference: string) => `Votre litige ${reference} est envoyé.`,
    en: (reference: string) => `Your dispute ${reference} is sent.`,
  },
} satisfies Words;

/** What is contested, why, and the files: then it leaves (DIS-1). */
export function OpenForm({ draft }: { draft: Draft }) {
  const t = useWords(words);
  const go = useGo();
  const [parts, setParts] = useState<Parts>(() => wholeParts(draft));
  const [category, setCategory] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey);
  const check = useCheck(draft);
  const filesFault = useFilesFault(files, draft.limits);
  const submit = async (data: FormData) => {
    const faults = check(data, parts, category);
    if (filesFault) faults["files"] = filesFault;
    if (Object.keys(faults).length > 0) return setErrors(faults);
    setErrors(null);
    setBusy(true);
    try {
      const body = {
        entries: draft.pieces.map((piece) => ({ entry: piece.entry, cents: parts[piece.entry] ?? 0 })),
        category,
        subtype: textOf(data, "subtype") || null,
        text: textOf(data, "text").trim(),
        files: await sendFiles("uploadDisputeFile", files),
      };
      // One key for what is the same: a second try after a lost answer opens nothing twice.
      const again = { key: `${key}:${digest(JSON.stringify(body))}` };
      const made = await api.openDispute({ params: { account: draft.account }, body }, again);
      queryClient.setQueryData(["readDispute", { params: { dispute: made.id } }], made);
      void refresh("readStatement", "readAccount", "readCart", "listDisputes");
      showToast({ title: t.sent(made.reference) });
      go(paths.dispute(made.id), { replace: true });
    } catch (error) {
      setErrors(errorsOf(error, fields));
      setBusy(false);
    }
  };
  return (
    <Form onSubmit={(data) => void submit(data)} errors={errors}>
      <Section title={t.pieces}>
        <ChooseParts draft={draft} parts={parts} onParts={setParts} />
      </Section>
      <Section title={t.why}>
        <ReasonFields categories={draft.categories} category={category} onCategory={setCategory} />
        <Field name="text" label={t.comment} hint={t.commentHint}>
          <Textarea rows={5} maxLength={4000} />
        </Field>
        <AttachFiles files={files} onFiles={setFiles} limits={draft.limits} />
      </Section>
      <FormActions>
        <Button type="submit" look="primary" busy={busy} disabled={totalOf(parts) === 0}>
          {t.send}
        </Button>
        <LinkButton href={paths.account(draft.account)} look="quiet">
          {t.back}
        </LinkButton>
      </FormActions>
    </Form>
  );
}

/** What is missing, by field; amounts are judged by the server too. */
function useCheck(draft: Draft) {
  const t = useWords(words);
  const f = useFormat();
  return (data: FormData, parts: Parts, category: string): Record<string, string> => {
    const faults: Record<string, string> = {};
    for (const piece of draft.pieces) {
      const cents = parts[piece.entry] ?? null;
      if (cents === null || cents <= 0 || cents > piece.freeCents)
        faults[piece.entry] = t.badAmount(f.cents(piece.freeCents));
    }
    const subtypes = draft.categories.find((one) => one.id === category)?.subtypes ?? [];
    if (!category) faults["category"] = t.needCategory;
    else if (subtypes.length > 0 && !textOf(data, "subtype")) faults["subtype"] = t.needSubtype;
    if (!textOf(data, "text").trim()) faults["text"] = t.needText;
    return faults;
  };
}

/** A short name of a text: FNV-1a, 32 bits. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}
