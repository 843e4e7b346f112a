import type { ReactNode } from "react";
import { DateText, InstantText } from "./amount.tsx";
import "./lists.css";
import type { StateKind } from "./tag.tsx";

export type TimelineEvent = {
  key: string;
  /** A date `YYYY-MM-DD` or an instant in ISO. */
  at: string;
  title: ReactNode;
  who?: ReactNode;
  body?: ReactNode;
  kind?: StateKind;
};

/** What happened, in the order given. */
export function Timeline({ events, label }: { events: TimelineEvent[]; label?: string }) {
  return (
    <ol className="q-timeline" aria-label={label}>
      {events.map((event) => (
        <li key={event.key} className={`q-timeline--${event.kind ?? "neutral"}`}>
          <p className="q-timeline__when">
            {event.at.length === 10 ? <DateText date={event.at} /> : <InstantText at={event.at} />}
            {event.who && <span> · {event.who}</span>}
          </p>
          <p className="q-timeline__title">{event.title}</p>
          {event.body && <div className="q-timeline__body">{event.body}</div>}
        </li>
      ))}
    </ol>
  );
}
