import type { ReactNode } from "react";
import "./feedback.css";
import { Icon, type LucideIcon } from "./icon.tsx";

export type EmptyStateProps = {
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
};

/** What will come here and how, where there is nothing yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="q-empty">
      {icon && <Icon of={icon} className="q-empty__icon" />}
      <p className="q-empty__title">{title}</p>
      {children && <div className="q-empty__text">{children}</div>}
      {action && <div className="q-empty__action">{action}</div>}
    </div>
  );
}
