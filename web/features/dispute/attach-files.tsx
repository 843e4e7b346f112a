import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { FileDrop } from "../../ui/file-drop.tsx";
import { useFormErrors } from "../../ui/form.tsx";
import type { Dispute } from "./dispute-state.tsx";

const words = {
  label: { fr: "Pièces jointes (facultatif)", en: "Attachments (optional)" },
  hint: {
    fr: (n: number, size: string) => `PDF ou photos, ${n} au plus, ${size} chacune.`,
    en: (n: number, size: string) => `PDF or pictures, ${n} at most, ${size} each.`,
  },
  tooMany: {
    fr: (n: number) => `Au plus ${n} fichiers : retirez-en.`,
    en: (n: number) => `At most ${n} files: remove some.`,
  },
  tooLarge: {
    fr: (name: string, size: string) => `« ${name} » dépasse ${size} : retirez-le ou réduisez-le.`,
    en: (name: string, size: string) => `“${name}” is larger than ${size}: remove it or make it smaller.`,
  },
} satisfies Words;

export type Limits = Dispute["limits"];
type AttachProps = { files: File[]; onFiles: (files: File[]) => void; limits: Limits };

/** What is wrong with files before they leave, in a sentence; the server judges them all the same. */
export function useFilesFault(files: readonly File[], limits: Limits): string | null {
  const t = useWords(words);
  const f = useFormat();
  if (files.length > limits.files) return t.tooMany(limits.files);
  const large = files.find((file) => file.size > limits.fileBytes);
  return large ? t.tooLarge(large.name, f.bytes(limits.fileBytes)) : null;
}

/** The files that go with what is written. */
export function AttachFiles({ files, onFiles, limits }: AttachProps) {
  const t = useWords(words);
  const f = useFormat();
  const fault = useFilesFault(files, limits);
  const { errors } = useFormErrors();
  return (
    <FileDrop
      label={t.label}
      hint={t.hint(limits.files, f.bytes(limits.fileBytes))}
      files={files}
      onFiles={onFiles}
      error={fault ?? errors["files"]}
      accept={limits.mediaTypes.join(",")}
    />
  );
}
