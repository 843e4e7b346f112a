import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { IconButton } from "./button.tsx";
import "./side-panel.css";

const words = { close: { fr: "Fermer le volet", en: "Close the panel" } } satisfies Words;

export type SidePanelProps = {
  title: ReactNode;
  onClose: () => void;
  actions?: ReactNode;
  children: ReactNode;
};

/** A record beside its list. Not modal: the list stays alive; Escape closes, the focus goes back where it was. */
export function SidePanel({ title, onClose, actions, children }: SidePanelProps) {
  const t = useWords(words);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    heading.current?.focus();
    return () => before?.focus();
  }, []);
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, wherever the focus is inside
    <aside className="q-side-panel" aria-labelledby={id} onKeyDown={onKey}>
      <header className="q-side-panel__head">
        <h2 ref={heading} id={id} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon={X} label={t.close} onClick={onClose} />
      </header>
      <div className="q-side-panel__body">{children}</div>
      {actions && <footer className="q-side-panel__foot">{actions}</footer>}
    </aside>
  );
}
