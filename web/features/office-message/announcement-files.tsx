import { FileText, X } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { IconButton } from "../../ui/button.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ACCEPTED } from "../request/file-limits.ts";
import type { Announcement } from "./announcement-words.ts";

const words = {
  label: { fr: "Pièces jointes (facultatif)", en: "Attached files (optional)" },
  hint: {
    fr: "PDF, PNG, JPEG ou WebP ; 10 Mo par fichier, 5 fichiers au plus.",
    en: "PDF, PNG, JPEG or WebP; 10 MB for each file, 5 files at most.",
  },
  kept: { fr: "Déjà jointes", en: "Attached already" },
  remove: { fr: (name: string) => `Retirer ${name}`, en: (name: string) => `Remove ${name}` },
} satisfies Words;

type Props = {
  kept: Announcement["attachments"];
  onKept: (kept: Announcement["attachments"]) => void;
  files: File[];
  onFiles: (files: File[]) => void;
  error: string | null;
};

/** The files of a message: those it has, and those to add. */
export function AnnouncementFiles({ kept, onKept, files, onFiles, error }: Props) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <>
      <FileDrop
        label={t.label}
        hint={t.hint}
        files={files}
        onFiles={onFiles}
        accept={ACCEPTED}
        error={error}
      />
      {kept.length > 0 && (
        <ul className="message-files" aria-label={t.kept}>
          {kept.map((file) => (
            <li key={file.id}>
              <Icon of={FileText} />
              <span>{file.name}</span>
              <small>{f.bytes(file.bytes)}</small>
              <IconButton
                icon={X}
                label={t.remove(file.name)}
                onClick={() => onKept(kept.filter((one) => one.id !== file.id))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
