import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { classes } from "./classes.ts";
import { Icon, type LucideIcon } from "./icon.tsx";
import { Link } from "./link.tsx";
import "./popover.css";

export type PopoverProps = {
  label: ReactNode;
  icon?: LucideIcon;
  /** `plain` is text with an arrow; `button` a secondary button. */
  look?: "plain" | "button";
  /** The edge of the button that the panel keeps to. */
  align?: "start" | "end";
  children: ReactNode;
};

/** A button that opens a panel on the page: the platform's popover, closed by Escape, a click outside or a link. */
export function Popover({ label, icon, look = "plain", align = "start", children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const place = (event: React.ToggleEvent<HTMLDivElement>) => {
    setOpen(event.newState === "open");
    if (event.newState === "open" && button.current && panel.current)
      placeUnder(button.current, panel.current, align);
  };
  const closeAfterLink = (event: React.MouseEvent) => {
    if (!(event.target as HTMLElement).closest("a, [data-closes]")) return;
    if (isOld()) setOpen(false);
    else panel.current?.hidePopover();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes(look === "button" ? "q-button q-button--secondary" : "q-popover-button")}
        popoverTarget={id}
        onClick={isOld() ? () => setOpen(!open) : undefined}
        aria-expanded={open}
      >
        {icon && <Icon of={icon} />}
        <span className="q-popover-button__words">{label}</span>
        <Icon of={ChevronDown} className="q-popover-button__arrow" />
      </button>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- hears its links */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        data-open={open || undefined}
        className="q-popover"
        onToggle={place}
        onClick={closeAfterLink}
      >
        {children}
      </div>
    </>
  );
}

/** Browsers from before 2024 have no popover: the panel then opens at the top of the page, by our own state. */
function isOld(): boolean {
  return typeof HTMLElement !== "undefined" && !("popover" in HTMLElement.prototype);
}

/** Keeps the panel under its button, or above when there is no room, and within the window. */
function placeUnder(button: HTMLElement, panel: HTMLElement, align: "start" | "end"): void {
  const edge = 8;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = align === "start" ? at.left : at.right - width;
  const below = at.bottom + 4;
  const top = below + height <= innerHeight - edge ? below : Math.max(edge, at.top - height - 4);
  panel.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  panel.style.top = `${top}px`;
}

export type PopoverLink = {
  key?: string;
  label: ReactNode;
  hint?: ReactNode;
  icon?: LucideIcon;
  current?: boolean;
} & ({ href: string; onClick?: undefined } | { onClick: () => void; href?: undefined });

/** A list of places to go or things to do, inside a popover. */
export function PopoverLinks({ items, label }: { items: PopoverLink[]; label?: string }) {
  return (
    <ul className="q-popover-links" aria-label={label}>
      {items.map((item, index) => (
        <li key={item.key ?? item.href ?? index}>
          {item.href !== undefined ? (
            <Link href={item.href} aria-current={item.current ? "true" : undefined}>
              <LinkContent item={item} />
            </Link>
          ) : (
            <button type="button" data-closes="" onClick={item.onClick} aria-pressed={item.current}>
              <LinkContent item={item} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function LinkContent({ item }: { item: PopoverLink }) {
  return (
    <>
      {item.icon && <Icon of={item.icon} />}
      <span className="q-popover-links__words">
        {item.label}
        {item.hint && <small>{item.hint}</small>}
      </span>
      {item.current && <Icon of={Check} />}
    </>
  );
}
