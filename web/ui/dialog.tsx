import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Button, IconButton } from "./button.tsx";
import "./dialog.css";
import { Field } from "./field.tsx";
import { TextInput } from "./inputs.tsx";

const words = {
  close: { fr: "Fermer", en: "Close" },
  cancel: { fr: "Annuler", en: "Cancel" },
  type: {
    fr: (word: string) => `Pour confirmer, écrivez « ${word} »`,
    en: (word: string) => `To confirm, type “${word}”`,
  },
} satisfies Words;

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children?: ReactNode;
  /** The buttons, the main one last. */
  footer?: ReactNode;
  size?: "s" | "m" | "l";
  /** Its buttons are the only way out: for what must be answered. */
  steady?: boolean;
};

/** A modal dialog: the platform's own, so focus, Escape and the inert page behind are the browser's. */
export function Dialog({ open, onClose, title, children, footer, size = "m", steady }: DialogProps) {
  const t = useWords(words);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  const onBackdrop = (event: MouseEvent) => {
    // A click beside it closes no dialog in which something may have been typed.
    const holds = dialog.current?.querySelector("form input:not([type=search]), form textarea");
    if (event.target === dialog.current && !steady && !holds) onClose();
  };
  const onCancel = (event: React.SyntheticEvent) => {
    if (event.target !== dialog.current) return;
    event.preventDefault();
    if (!steady) onClose();
  };
  const onClosed = () => {
    if (!open) return;
    // A second Escape closes whatever the page says: what must be answered opens again.
    if (steady) dialog.current?.showModal();
    else onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a click outside; keys have Escape
    <dialog
      ref={dialog}
      className={`q-dialog q-dialog--${size}`}
      aria-labelledby={id}
      onCancel={onCancel}
      onClose={onClosed}
      onMouseDown={onBackdrop}
    >
      {open && (
        <div className="q-dialog__sheet">
          <header className="q-dialog__head">
            <h2 id={id}>{title}</h2>
            {!steady && <IconButton icon={X} label={t.close} onClick={onClose} />}
          </header>
          {children && (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is long scrolls with the arrow keys
            <div className="q-dialog__body" tabIndex={size === "l" ? 0 : undefined}>
              {children}
            </div>
          )}
          {footer && <footer className="q-dialog__foot">{footer}</footer>}
        </div>
      )}
    </dialog>
  );
}

export type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  /** What will happen, and what can't be undone. */
  children?: ReactNode;
  /** The verb of the button. */
  confirm: ReactNode;
  /** The words of the other button, where “Cancel” would be mistaken for the act itself. */
  dismiss?: ReactNode;
  busy?: boolean;
  danger?: boolean;
  /** A word to type first, for what destroys much. */
  typed?: string;
};

/** Asks once more before what can't be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, onConfirm, title, children, confirm, dismiss, busy, danger, typed } = props;
  const t = useWords(words);
  const [word, setWord] = useState("");
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    setWord("");
  }
  const ready = !typed || word.trim().toLowerCase() === typed.toLowerCase();
  const footer = (
    <>
      <Button onClick={onClose}>{dismiss ?? t.cancel}</Button>
      <Button look={danger ? "danger" : "primary"} busy={busy} disabled={!ready} onClick={onConfirm}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={title} size="s" footer={footer}>
      {children}
      {typed && (
        <Field name="confirmation" label={t.type(typed)}>
          <TextInput value={word} onChange={(event) => setWord(event.target.value)} autoComplete="off" />
        </Field>
      )}
    </Dialog>
  );
}
