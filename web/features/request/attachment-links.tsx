import { Paperclip } from "lucide-react";
import { fileAddress } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Icon } from "../../ui/icon.tsx";
import "./request.css";

const words = { files: { fr: "Pièces jointes", en: "Attached files" } } satisfies Words;

export type Attachment = { id: string; name: string; bytes: number };

/** The files of a message, each a link that saves it. */
export function AttachmentLinks({ files }: { files: readonly Attachment[] }) {
  const t = useWords(words);
  const f = useFormat();
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileAddress("readAttachment", { params: { attachment: file.id } })} download={file.name}>
            <Icon of={Paperclip} />
            <span>{file.name}</span>
          </a>
          <small>{f.bytes(file.bytes)}</small>
        </li>
      ))}
    </ul>
  );
}
