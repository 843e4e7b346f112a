import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import "./frame.css";
import { Brand, type Place, Places } from "./frame-parts.tsx";
import { useKeptFocus } from "./kept-focus.ts";
import { SkipLink } from "./page.tsx";
import "./portal-frame.css";

export type { Place } from "./frame-parts.tsx";

const words = { places: { fr: "Navigation principale", en: "Main navigation" } } satisfies Words;

export type PortalFrameProps = {
  name: ReactNode;
  /** The address of an image. */
  logo?: string | null;
  home: string;
  /** Four at most on a phone: mark the others `only: "desk"`. */
  places: Place[];
  /** A `Popover` with the spaces. */
  switcher?: ReactNode;
  /** The user's menu, the language. */
  tools?: ReactNode;
  /** Above everything: "view as", an announcement. */
  banner?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** The customers' frame: places at the bottom on a phone, in a quiet column on the left at a desk. */
export function PortalFrame(props: PortalFrameProps) {
  const { name, logo, home, places, switcher, tools, banner, footer, children } = props;
  const t = useWords(words);
  useKeptFocus();
  return (
    <div className="q-frame">
      <SkipLink />
      {banner && <aside className="q-frame__banner">{banner}</aside>}
      <div className="q-portal">
        <header className="q-portal__side">
          <Brand name={name} logo={logo} home={home} />
          {switcher && <div className="q-portal__switcher q-no-print">{switcher}</div>}
          <nav className="q-portal__places" aria-label={t.places}>
            <Places places={places} />
          </nav>
          {tools && <div className="q-portal__tools">{tools}</div>}
        </header>
        <div className="q-portal__main">
          <main id="main" tabIndex={-1}>
            {children}
          </main>
          {footer && <footer className="q-frame__footer q-no-print">{footer}</footer>}
        </div>
      </div>
    </div>
  );
}
