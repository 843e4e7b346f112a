import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { Notice } from "../../ui/notice.tsx";
import { type Greeting, useMessages } from "./use-messages.ts";

// Seldom shown: kept out of the portal's first page.
const ImportantMessage = lazy(() =>
  import("./important-message.tsx").then((module) => ({ default: module.ImportantMessage })),
);
const MessageBody = lazy(() =>
  import("./message-body.tsx").then((module) => ({ default: module.MessageBody })),
);

/** What greets a customer: important messages, one after the other, to be closed; then the welcome of this visit (MSG-1). */
export function Greetings() {
  const messages = useMessages();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const [first] = messages?.important.filter((one) => !closed.includes(one.id)) ?? [];
  return (
    <>
      {messages?.welcome.map((one) => (
        <Welcome key={one.id} message={one} />
      ))}
      {first && (
        <Suspense>
          <ImportantMessage
            key={first.id}
            message={first}
            onClosed={() => setClosed([...closed, first.id])}
          />
        </Suspense>
      )}
    </>
  );
}

/** Shown on the page where a visit starts: gone once closed or once one goes on, until the next visit. */
function Welcome({ message }: { message: Greeting }) {
  const key = `quitus.welcome.${message.id}`;
  const { pathname } = useLocation();
  const [where] = useState(() => kept(key) ?? pathname);
  const [closed, setClosed] = useState(false);
  const gone = closed || pathname !== where;
  useEffect(() => keep(key, gone ? "seen" : where), [gone, key, where]);
  if (gone) return null;
  return (
    <div className="welcome">
      <Notice title={message.title} onClose={() => setClosed(true)}>
        <Suspense>
          <MessageBody message={message} />
        </Suspense>
      </Notice>
    </div>
  );
}

/** For this visit: the page where the message first stood, then that it was seen. */
function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // a browser may refuse storage: the message then greets again
  }
}
