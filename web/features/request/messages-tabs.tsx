import { useLocation } from "@tanstack/react-router";
import { base, paths } from "../../lib/place.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";
import { useMessages } from "../message/use-messages.ts";

const words = {
  label: { fr: "Messages", en: "Messages" },
  requests: { fr: "Mes demandes", en: "My requests" },
  announcements: { fr: "Mes informations", en: "My information" },
} satisfies Words;

/** The two sides of messages: what one asked, what one is told. */
export function MessagesTabs() {
  const t = useWords(words);
  const { pathname } = useLocation();
  const messages = useMessages();
  const { announcements, requests } = useOrganization().settings;
  const tab = (href: string, label: string, count = 0) => ({
    href,
    label,
    current: `${base}${pathname}`.startsWith(href),
    ...(count > 0 ? { count } : {}),
  });
  if (!announcements || !requests) return null;
  return (
    <TabLinks
      label={t.label}
      tabs={[
        tab(paths.announcements(), t.announcements, messages?.unreadAnnouncements),
        tab(paths.requests(), t.requests, messages?.unreadRequests),
      ]}
    />
  );
}
