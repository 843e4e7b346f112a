import { useWords, type Words } from "../../lib/words.ts";
import { Notice } from "../../ui/notice.tsx";
import { RichText } from "../../ui/rich-text.tsx";
import { type Attachment, AttachmentLinks } from "../request/attachment-links.tsx";
import type { Announcement, AnnouncementKind } from "./announcement-words.ts";
import "./office-message.css";

const words = {
  goOn: { fr: "J’ai lu, continuer", en: "I have read this, go on" },
  untitled: { fr: "Sans titre", en: "Untitled" },
} satisfies Words;

type Props = {
  kind: AnnouncementKind;
  title: string;
  blocks: Announcement["blocks"];
  files: readonly Attachment[];
};

/** A message as customers see it, by its kind. */
export function AnnouncementPreview({ kind, title, blocks, files }: Props) {
  const t = useWords(words);
  const shown = title || t.untitled;
  const content = (
    <>
      <RichText blocks={blocks} level={3} />
      <AttachmentLinks files={files} />
    </>
  );
  if (kind === "welcome") return <Notice title={shown}>{content}</Notice>;
  return (
    <div className={`message-preview message-preview--${kind === "important" ? "dialog" : "page"}`}>
      <p className="message-preview__title">{shown}</p>
      {content}
      {kind === "important" && (
        <p className="message-preview__foot">
          <span className="q-button q-button--primary">{t.goOn}</span>
        </p>
      )}
    </div>
  );
}
