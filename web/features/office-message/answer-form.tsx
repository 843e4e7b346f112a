import { useState } from "react";
import { api, newKey } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { refresh } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Checkbox, RadioGroup } from "../../ui/choice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { MessageForm, type Written } from "../request/message-form.tsx";

const words = {
  kind: { fr: "À qui écrivez-vous ?", en: "To whom do you write?" },
  staff: { fr: "Au client", en: "To the customer" },
  staffHint: {
    fr: "Il lit votre réponse dans son espace.",
    en: "Your answer is read in the customer’s space.",
  },
  note: { fr: "À vos collègues seulement", en: "To your colleagues only" },
  noteHint: {
    fr: "Une note interne : le client ne la voit jamais.",
    en: "An internal note: the customer never sees it.",
  },
  answer: { fr: "Votre réponse", en: "Your answer" },
  noteText: { fr: "Votre note", en: "Your note" },
  close: { fr: "Clore la demande avec cette réponse", en: "Close the request with this answer" },
  send: { fr: "Envoyer la réponse", en: "Send the answer" },
  keep: { fr: "Garder la note", en: "Keep the note" },
  sent: { fr: "La réponse est partie.", en: "The answer is sent." },
  kept: { fr: "La note est gardée.", en: "The note is kept." },
} satisfies Words;

/** Answers a customer, or leaves a note to colleagues: which one is said before anything is written. */
export function AnswerForm({ request }: { request: string }) {
  const t = useWords(words);
  const [kind, setKind] = useState<"staff" | "note">("staff");
  const [key] = useState(newKey);
  const isNote = kind === "note";
  const write = async ({ body, attachments, data }: Written) => {
    const close = !isNote && textOf(data, "close") !== "";
    await api.answerRequest({ params: { request }, body: { kind, body, attachments, close } }, { key });
    showToast({ title: isNote ? t.kept : t.sent });
    await refresh("readOfficeRequest", "listOfficeRequests", "countRequests");
  };
  return (
    <MessageForm
      label={isNote ? t.noteText : t.answer}
      submit={isNote ? t.keep : t.send}
      onWrite={write}
      below={!isNote && <Checkbox name="close">{t.close}</Checkbox>}
    >
      <RadioGroup
        name="kind"
        legend={t.kind}
        value={kind}
        onChange={(value) => setKind(value as "staff" | "note")}
        options={[
          { value: "staff", label: t.staff, hint: t.staffHint },
          { value: "note", label: t.note, hint: t.noteHint },
        ]}
      />
    </MessageForm>
  );
}
