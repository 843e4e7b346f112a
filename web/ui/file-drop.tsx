import { CircleAlert, FileText, Upload, X } from "lucide-react";
import { type ChangeEvent, type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { useFormat } from "../lib/format.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, IconButton } from "./button.tsx";
import "./field.css";
import "./file-drop.css";
import { Icon } from "./icon.tsx";

const words = {
  choose: { fr: "Choisir un fichier", en: "Choose a file" },
  chooseMany: { fr: "Choisir des fichiers", en: "Choose files" },
  drop: { fr: "ou déposez ici", en: "or drop here" },
  remove: { fr: (name: string) => `Retirer ${name}`, en: (name: string) => `Remove ${name}` },
} satisfies Words;

export type FileDropProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  files: File[];
  onFiles: (files: File[]) => void;
  /** As the `accept` of a file input: `.pdf,image/*`. */
  accept?: string;
  multiple?: boolean;
};

/** Files, chosen with a button or dropped. Type and size are judged by the server; say them in `hint`. */
export function FileDrop({ label, hint, error, files, onFiles, accept, multiple = true }: FileDropProps) {
  const id = useId();
  const add = (list: FileList | null) => {
    const added = [...(list ?? [])];
    if (added.length > 0) onFiles(multiple ? [...files, ...added] : added.slice(0, 1));
  };
  return (
    <fieldset className="q-field" aria-labelledby={`${id}-label`} data-invalid={error ? "" : undefined}>
      <span id={`${id}-label`} className="q-field__label">
        {label}
      </span>
      {hint != null && (
        <div id={`${id}-hint`} className="q-field__hint">
          {hint}
        </div>
      )}
      <Zone
        add={add}
        accept={accept}
        multiple={multiple}
        describedBy={hint == null ? undefined : `${id}-hint`}
      />
      {error && (
        <p className="q-field__error" role="alert">
          <Icon of={CircleAlert} />
          <span>{error}</span>
        </p>
      )}
      <Chosen files={files} onFiles={onFiles} />
    </fieldset>
  );
}

type ZoneProps = {
  add: (list: FileList | null) => void;
  accept?: string;
  multiple: boolean;
  describedBy?: string;
};

function Zone({ add, accept, multiple, describedBy }: ZoneProps) {
  const t = useWords(words);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    add(event.target.files);
    event.target.value = ""; // so that the same file can be chosen again
  };
  return (
    <div
      className="q-drop"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input ref={input} type="file" hidden accept={accept} multiple={multiple} onChange={choose} />
      <Button icon={Upload} small onClick={() => input.current?.click()} aria-describedby={describedBy}>
        {multiple ? t.chooseMany : t.choose}
      </Button>
      <span className="q-drop__or">{t.drop}</span>
    </div>
  );
}

function Chosen({ files, onFiles }: Pick<FileDropProps, "files" | "onFiles">) {
  const t = useWords(words);
  const f = useFormat();
  if (files.length === 0) return null;
  return (
    <ul className="q-drop__files">
      {files.map((file, index) => (
        <li key={`${file.name}-${file.lastModified}-${index}`}>
          <Icon of={FileText} />
          <span className="q-drop__name">{file.name}</span>
          <span className="q-drop__size">{f.bytes(file.size)}</span>
          <IconButton
            icon={X}
            label={t.remove(file.name)}
            onClick={() => onFiles(files.filter((_, at) => at !== index))}
          />
        </li>
      ))}
    </ul>
  );
}
