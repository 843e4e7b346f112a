import { useLocation } from "@tanstack/react-router";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  label: { fr: "Identités", en: "Identities" },
  everyone: { fr: "Tout le monde", en: "Everyone" },
  parties: { fr: "Tiers", en: "Parties" },
  users: { fr: "Comptes d’accès", en: "Access accounts" },
} satisfies Words;

/** The three readings of who is known: everyone, the parties of the books, those who sign in. */
export function PeopleTabs() {
  const t = useWords(words);
  const { pathname } = useLocation();
  const tab = (href: string, label: string) => ({
    href,
    label,
    current: href.endsWith(pathname.replace(/\/$/, "")),
  });
  return (
    <TabLinks
      label={t.label}
      tabs={[
        tab(officePaths.identities(), t.everyone),
        tab(officePaths.parties(), t.parties),
        tab(officePaths.users(), t.users),
      ]}
    />
  );
}
