import { ChevronRight } from "lucide-react";
import type { Place } from "./frame-parts.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import "./place-list.css";
import { Count } from "./tag.tsx";

/** Places as a page of large rows: an icon, a name, what waits there. */
export function PlaceList({ places, label }: { places: readonly Place[]; label: string }) {
  return (
    <ul className="q-place-list" aria-label={label}>
      {places.map((place) => (
        <li key={place.href}>
          <Link href={place.href}>
            <Icon of={place.icon} />
            <span>
              {place.label}
              {place.hint && <small>{place.hint}</small>}
            </span>
            {place.badge && place.badge.n > 0 && <Count n={place.badge.n} label={place.badge.label} />}
            <Icon of={ChevronRight} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
