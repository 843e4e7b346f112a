import { useLocation } from "@tanstack/react-router";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  label: { fr: "Ce qui est envoyé", en: "What is sent" },
  mails: { fr: "Courriels", en: "Mails" },
  texts: { fr: "SMS", en: "SMS" },
} satisfies Words;

/** Mails and SMS, side by side. */
export function MessageTabs() {
  const t = useWords(words);
  const { pathname } = useLocation();
  const onTexts = pathname.endsWith("/sms");
  return (
    <TabLinks
      label={t.label}
      tabs={[
        { href: officePaths.mails(), label: t.mails, current: !onTexts },
        { href: officePaths.texts(), label: t.texts, current: onTexts },
      ]}
    />
  );
}
