import { Link } from "./link.tsx";
import "./navigation.css";
import { Count } from "./tag.tsx";

export type TabLink = { href: string; label: string; current?: boolean; count?: number };

/** Several readings of the same thing: links, each with its address, the current one said. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav className="q-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab.current ? "page" : undefined}>
              {tab.label}
              {tab.count !== undefined && <Count n={tab.count} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
