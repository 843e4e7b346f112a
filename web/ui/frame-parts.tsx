import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon, type LucideIcon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { Count } from "./tag.tsx";

export type Place = {
  href: string;
  label: string;
  /** The same in a word, where four places share the width of a phone. */
  short?: string;
  /** What one does there, where there is room to say it. */
  hint?: string;
  icon: LucideIcon;
  current?: boolean;
  /** What waits there: a number and its words. */
  badge?: { n: number; label: string };
  /** Shown on a phone only, or on a desk only. */
  only?: "phone" | "desk";
};

/** The places of a frame, as a list of links. */
export function Places({ places }: { places: Place[] }) {
  return (
    <ul className="q-places">
      {places.map((place) => (
        <li key={place.href} className={classes(place.only && `q-places--${place.only}`)}>
          <Link href={place.href} aria-current={place.current ? "page" : undefined}>
            <Icon of={place.icon} />
            <span className="q-places__label">
              <span className={classes(place.short && "q-places__long")}>{place.label}</span>
              {place.short && <span className="q-places__short">{place.short}</span>}
            </span>
            {place.badge && place.badge.n > 0 && <Count n={place.badge.n} label={place.badge.label} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type BrandProps = { name: ReactNode; logo?: string | null; home?: string };

/** Whose house this is: logo if there is one, and name. */
export function Brand({ name, logo, home }: BrandProps) {
  const content = (
    <>
      {logo && <img src={logo} alt="" className="q-brand__logo" />}
      <span className="q-brand__name">{name}</span>
    </>
  );
  if (!home) return <div className="q-brand">{content}</div>;
  return (
    <Link href={home} className="q-brand">
      {content}
    </Link>
  );
}
