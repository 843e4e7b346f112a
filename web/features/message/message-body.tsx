import { RichText } from "../../ui/rich-text.tsx";
import { AttachmentLinks } from "../request/attachment-links.tsx";
import "./message.css";
import type { Greeting } from "./use-messages.ts";

/** The words and files of a message, under a title of the second level. */
export function MessageBody({ message }: { message: Pick<Greeting, "blocks" | "attachments"> }) {
  return (
    <>
      <RichText blocks={message.blocks} level={3} />
      <AttachmentLinks files={message.attachments} />
    </>
  );
}
