import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import "./copy-text.css";

const words = {
  copy: { fr: "Copier", en: "Copy" },
  copied: { fr: "Copié", en: "Copied" },
} satisfies Words;

type CopyProps = {
  /** What is copied. */
  text: string;
  /** What is read, when it is easier to read otherwise: in groups, with its currency. */
  shown?: string;
  /** What it is, when there are several on a page: said with the button. */
  what?: string;
  large?: boolean;
};

/** A text to be taken elsewhere: one click selects it whole, the button copies it. */
export function CopyText({ text, shown = text, what, large }: CopyProps) {
  const t = useWords(words);
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers keep the clipboard from plain-HTTP pages: the old way still works there.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      document.execCommand("copy");
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <span className={classes("q-copy", large && "q-copy--large")}>
      <code ref={code}>{shown}</code>
      <Button small className="q-no-print" icon={copied ? Check : Copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? t.copied : t.copy}</span>
        {what && <span className="q-hidden"> {what}</span>}
      </Button>
    </span>
  );
}
