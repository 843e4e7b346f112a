import type { LucideIcon } from "lucide-react";

/** A Lucide icon, 1.5 px, hidden from screen readers: an icon never carries a meaning alone. */
export function Icon({ of: Shape, className = "" }: { of: LucideIcon; className?: string }) {
  return <Shape className={`q-icon ${className}`} strokeWidth={1.5} aria-hidden="true" focusable="false" />;
}

export type { LucideIcon } from "lucide-react";
