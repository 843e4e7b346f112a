import { useWords, type Words } from "../../lib/words.ts";
import { InstantText } from "../../ui/amount.tsx";
import { Tag } from "../../ui/tag.tsx";
import { PlainText } from "../organization/plain-text.tsx";
import { type Attachment, AttachmentLinks } from "./attachment-links.tsx";
import "./request.css";

const words = {
  thread: { fr: "Échanges", en: "Messages" },
  you: { fr: "Vous", en: "You" },
  note: { fr: "Note interne", en: "Internal note" },
} satisfies Words;

export type ThreadMessage = {
  id: string;
  kind: "customer" | "staff" | "note";
  author: string;
  body: string;
  at: string;
  attachments: Attachment[];
};

/** The messages of a request, oldest first. `side` is whoever reads: what he wrote stands on the right. */
export function Thread({
  messages,
  side,
}: {
  messages: readonly ThreadMessage[];
  side: "customer" | "staff";
}) {
  const t = useWords(words);
  return (
    <ol className="thread" aria-label={t.thread}>
      {messages.map((message) => (
        <li key={message.id} className={`thread__message thread__message--${placeOf(message.kind, side)}`}>
          <p className="thread__head">
            <strong>{side === "customer" && message.kind === "customer" ? t.you : message.author}</strong>
            {message.kind === "note" && <Tag>{t.note}</Tag>}
            <InstantText at={message.at} />
          </p>
          <PlainText text={message.body} />
          <AttachmentLinks files={message.attachments} />
        </li>
      ))}
    </ol>
  );
}

const placeOf = (kind: ThreadMessage["kind"], side: "customer" | "staff") =>
  kind === "note" ? "note" : kind === side ? "mine" : "theirs";
