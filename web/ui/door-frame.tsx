import type { ReactNode } from "react";
import "./frame.css";
import "./door-frame.css";
import { Brand } from "./frame-parts.tsx";
import { SkipLink } from "./page.tsx";

export type DoorFrameProps = {
  name: ReactNode;
  logo?: string | null;
  home?: string;
  title: ReactNode;
  lead?: ReactNode;
  tools?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame of pages seen from outside: one column, one thing to do. */
export function DoorFrame({ name, logo, home, title, lead, tools, footer, children }: DoorFrameProps) {
  return (
    <div className="q-frame q-door">
      <SkipLink />
      <header className="q-door__head">
        <Brand name={name} logo={logo} home={home} />
        {tools && <div className="q-door__tools q-no-print">{tools}</div>}
      </header>
      <main id="main" className="q-door__main" tabIndex={-1}>
        <div className="q-door__title">
          <h1>{title}</h1>
          {lead && <div className="q-door__lead">{lead}</div>}
        </div>
        {children}
      </main>
      {footer && <footer className="q-frame__footer q-no-print">{footer}</footer>}
    </div>
  );
}
