import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useId } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import "./page.css";

const words = { skip: { fr: "Aller au contenu", en: "Skip to content" } } satisfies Words;

export type PageTitleProps = {
  title: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  /** The tab's title, when `title` is not plain text. */
  documentTitle?: string;
};

/** The one heading of a page. */
export function PageTitle({ title, lead, actions, back, documentTitle }: PageTitleProps) {
  const tab = documentTitle ?? (typeof title === "string" ? title : undefined);
  useEffect(() => {
    if (tab) document.title = tab;
  }, [tab]);
  return (
    <header className="q-page-title">
      {back && (
        <Link href={back.href} className="q-page-title__back q-no-print">
          <Icon of={ArrowLeft} /> {back.label}
        </Link>
      )}
      <div className="q-page-title__line">
        <div className="q-page-title__words">
          <h1>{title}</h1>
          {lead && <div className="q-page-title__lead">{lead}</div>}
        </div>
        {actions && <div className="q-page-title__actions q-no-print">{actions}</div>}
      </div>
    </header>
  );
}

export type SectionProps = {
  title: ReactNode;
  /** A few words or a figure at the end of the heading's line. */
  aside?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
};

/** A part of a page: a heading on a hairline, no box. */
export function Section({ title, aside, actions, level = 2, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="q-section" aria-labelledby={id}>
      <header>
        <Heading id={id}>{title}</Heading>
        {aside && <div className="q-section__aside">{aside}</div>}
        {actions && <div className="q-section__actions q-no-print">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** The first link of every page: leads past the navigation to `<main id="main">`. */
export function SkipLink() {
  const t = useWords(words);
  return (
    <a href="#main" className="q-skip">
      {t.skip}
    </a>
  );
}
