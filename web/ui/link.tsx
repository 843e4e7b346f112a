import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, useContext } from "react";

type Navigate = (href: string) => void;

const NavigateContext = createContext<Navigate | null>(null);

/** Lets the links of the design system go through the application's router. */
export function LinkProvider({ navigate, children }: { navigate: Navigate; children: ReactNode }) {
  return <NavigateContext value={navigate}>{children}</NavigateContext>;
}

export type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A real `<a href>`: a plain click stays in the application, every other gesture is the browser's. */
export function Link({ onClick, ...rest }: LinkProps) {
  const navigate = useContext(NavigateContext);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!navigate || event.defaultPrevented || !isPlainClick(event) || !isOurs(event.currentTarget)) return;
    event.preventDefault();
    navigate(rest.href);
  };
  // oxlint-disable-next-line jsx-a11y/anchor-has-content, jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- href and words come with the properties
  return <a {...rest} onClick={follow} />;
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function isOurs(anchor: HTMLAnchorElement): boolean {
  const elsewhere = anchor.target && anchor.target !== "_self";
  const inPage = anchor.getAttribute("href")?.startsWith("#");
  return !elsewhere && !inPage && !anchor.hasAttribute("download") && anchor.origin === location.origin;
}
