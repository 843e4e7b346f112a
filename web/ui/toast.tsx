import { X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { type NoticeKind, noticeIcons } from "./notice.tsx";
import "./toast.css";

const words = { close: { fr: "Fermer ce message", en: "Close this message" } } satisfies Words;

export type Toast = { kind?: NoticeKind; title: string; action?: { label: string; onAction: () => void } };

type Shown = Toast & { id: number };

const listeners = new Set<() => void>();
let shown: readonly Shown[] = [];
let lastId = 0;

/** Says that something was done, from anywhere. Errors and what offers an action stay until they are closed. */
export function showToast(toast: Toast): void {
  lastId += 1;
  const id = lastId;
  publish([...shown.slice(-2), { ...toast, id }]);
  if (toast.kind !== "error" && !toast.action) setTimeout(() => closeToast(id), 7000);
}

function closeToast(id: number): void {
  publish(shown.filter((toast) => toast.id !== id));
}

function publish(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Where toasts appear: once in the application. Read aloud politely, and above an open dialog. */
export function ToastRegion() {
  const t = useWords(words);
  const toasts = useSyncExternalStore(subscribe, () => shown);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = region.current;
    if (!element || !("popover" in element)) return; // before 2024 it is simply on the page
    // There before anything is said, or a screen reader hears nothing; shown again at each toast, to be above an open dialog.
    const raise = () => {
      if (element.matches(":popover-open")) element.hidePopover();
      element.showPopover();
    };
    raise();
    return subscribe(raise);
  }, []);
  return (
    <div ref={region} popover="manual" className="q-toasts">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds no paragraphs */}
      <div role="status">
        {toasts.map((toast) => (
          <div key={toast.id} className={`q-toast q-toast--${toast.kind ?? "success"}`}>
            <Icon of={noticeIcons[toast.kind ?? "success"]} />
            <p>{toast.title}</p>
            {toast.action && <ToastAction toast={toast} action={toast.action} />}
            <IconButton icon={X} label={t.close} onClick={() => closeToast(toast.id)} />
          </div>
        ))}
      </div>
    </div>
  );
}

function ToastAction({ toast, action }: { toast: Shown; action: { label: string; onAction: () => void } }) {
  const act = () => {
    closeToast(toast.id);
    action.onAction();
  };
  return (
    <Button look="quiet" small onClick={act}>
      {action.label}
    </Button>
  );
}
