import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./notice.css";

const words = {
  close: { fr: "Fermer ce message", en: "Close this message" },
  info: { fr: "Information", en: "Information" },
  success: { fr: "Fait", en: "Done" },
  warning: { fr: "Attention", en: "Attention" },
  error: { fr: "Erreur", en: "Error" },
} satisfies Words;

export type NoticeKind = "info" | "success" | "warning" | "error";

export const noticeIcons: Record<NoticeKind, LucideIcon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
};

export type NoticeProps = {
  kind?: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  onClose?: () => void;
  /** Read aloud when it appears: for what answers an act. */
  live?: boolean;
};

/** A message within a page: what happened, what was kept, what to do. */
export function Notice({ kind = "info", title, children, actions, onClose, live }: NoticeProps) {
  const t = useWords(words);
  const role = live ? (kind === "error" ? "alert" : "status") : undefined;
  return (
    <div className={`q-notice q-notice--${kind}`} role={role}>
      <Icon of={noticeIcons[kind]} />
      <div className="q-notice__body">
        <span className="q-hidden">{t[kind]}: </span>
        {title && <p className="q-notice__title">{title}</p>}
        {children && <div className="q-notice__text">{children}</div>}
        {actions && <div className="q-notice__actions">{actions}</div>}
      </div>
      {onClose && <IconButton icon={X} label={t.close} onClick={onClose} />}
    </div>
  );
}
