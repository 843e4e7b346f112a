import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import "./button.css";
import { classes } from "./classes.ts";
import { Icon, type LucideIcon } from "./icon.tsx";
import { Link, type LinkProps } from "./link.tsx";

const words = { busy: { fr: "En cours", en: "Working" } } satisfies Words;

/** One primary button per page; `quiet` for what is seldom used; `danger` for what can't be undone. */
export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";

type Common = { look?: ButtonLook; icon?: LucideIcon; small?: boolean; wide?: boolean; children: ReactNode };

export type ButtonProps = Common & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>;

/** A button. While `busy` it keeps its place and its focus, says so, and does nothing. */
export function Button({
  look = "secondary",
  icon,
  small,
  wide,
  busy,
  children,
  className,
  ...rest
}: ButtonProps) {
  const t = useWords(words);
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      className={classes(buttonClass({ look, small, wide }), className)}
    >
      {icon && <Icon of={icon} />}
      <span className="q-button__words">{children}</span>
      {busy && (
        <output className="q-button__busy">
          <span className="q-hidden">{t.busy}</span>
        </output>
      )}
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({
  look = "secondary",
  icon,
  small,
  wide,
  children,
  className,
  ...rest
}: Common & LinkProps) {
  return (
    <Link {...rest} className={classes(buttonClass({ look, small, wide }), className)}>
      {icon && <Icon of={icon} />}
      <span className="q-button__words">{children}</span>
    </Link>
  );
}

/** A button whose words are shown on hover and read aloud: only for signs that everybody knows (close, menu). */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: { icon: LucideIcon; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classes("q-icon-button", className)}
    >
      <Icon of={icon} />
    </button>
  );
}

function buttonClass({ look, small, wide }: { look: ButtonLook; small?: boolean; wide?: boolean }): string {
  return classes("q-button", `q-button--${look}`, small && "q-button--small", wide && "q-button--wide");
}
