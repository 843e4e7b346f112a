import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { classes } from "./classes.ts";
import "./frame.css";
import { Brand, type Place, Places } from "./frame-parts.tsx";
import "./office-frame.css";
import { SkipLink } from "./page.tsx";

const words = { places: { fr: "Navigation principale", en: "Main navigation" } } satisfies Words;

export type PlaceGroup = { key?: string; label?: string; places: Place[] };

export type OfficeFrameProps = {
  name: ReactNode;
  logo?: string | null;
  home: string;
  groups: PlaceGroup[];
  search?: ReactNode;
  tools?: ReactNode;
  banner?: ReactNode;
  /** A `SidePanel` beside the page. */
  panel?: ReactNode;
  children: ReactNode;
};

/** The staff's frame: navigation on the left, search on top, a record beside its list. */
export function OfficeFrame(props: OfficeFrameProps) {
  const { name, logo, home, groups, search, tools, banner, panel, children } = props;
  const t = useWords(words);
  return (
    <div className="q-frame">
      <SkipLink />
      {banner && <aside className="q-frame__banner">{banner}</aside>}
      <div className={classes("q-office", panel ? "q-office--with-panel" : null)}>
        <header className="q-office__side">
          <Brand name={name} logo={logo} home={home} />
          <nav className="q-office__places" aria-label={t.places}>
            {groups.map((group, index) => (
              <div key={group.key ?? index} className="q-office__group">
                {group.label && <p className="q-office__group-label">{group.label}</p>}
                <Places places={group.places} />
              </div>
            ))}
          </nav>
        </header>
        <div className="q-office__top">
          <div className="q-office__search">{search}</div>
          {tools && <div className="q-office__tools">{tools}</div>}
        </div>
        <main id="main" className="q-office__main" tabIndex={-1}>
          {children}
        </main>
        {panel}
      </div>
    </div>
  );
}
