import {
  CircleCheck,
  CircleDot,
  Clock,
  type LucideIcon,
  MessageCircleWarning,
  TriangleAlert,
} from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import "./tag.css";

/** The four meanings that have a colour, and the one that has none. */
export type StateKind = "settled" | "pending" | "overdue" | "disputed" | "neutral";

const icons: Record<StateKind, LucideIcon> = {
  settled: CircleCheck,
  pending: Clock,
  overdue: TriangleAlert,
  disputed: MessageCircleWarning,
  neutral: CircleDot,
};

type StateProps = { kind: StateKind; icon?: LucideIcon; children: ReactNode };

/** A state: always an icon and a word; the colour only repeats them. */
export function State({ kind, icon, children }: StateProps) {
  return (
    <span className={`q-tag q-tag--${kind}`}>
      <Icon of={icon ?? icons[kind]} />
      {children}
    </span>
  );
}

/** A small label without a meaning of colour: a kind, a code, a name. */
export function Tag({ icon, children }: { icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className="q-tag q-tag--plain">
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}

type TagButtonProps = {
  icon?: LucideIcon;
  label?: string;
  children: ReactNode;
} & ButtonHTMLAttributes<HTMLButtonElement>;

/** A small label that opens something; `label` says what to those who listen. */
export function TagButton({ icon, label, children, ...rest }: TagButtonProps) {
  return (
    <button type="button" {...rest} aria-label={label} className="q-tag q-tag--button">
      {icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

/** How many things wait, beside a place or a tab; `label` says it in words. */
export function Count({ n, label }: { n: number; label?: string }) {
  return (
    <span className="q-count">
      <span aria-hidden={label ? true : undefined}>{n > 99 ? "99+" : n}</span>
      {label && <span className="q-hidden">{label}</span>}
    </span>
  );
}
