import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import "./list.css";

const words = {
  copy: { fr: "Copier", en: "Copy" },
  copied: { fr: "Copié", en: "Copied" },
} satisfies Words;

/** A text to be taken elsewhere: one click selects it whole, the button copies it. */
export function CopyText({ text, large }: { text: string; large?: boolean }) {
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
    <span className={large ? "office-copy office-copy--large" : "office-copy"}>
      <code ref={code}>{text}</code>
      <Button small icon={copied ? Check : Copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? t.copied : t.copy}</span>
      </Button>
    </span>
  );
}
