import { useQuery } from "@tanstack/react-query";
import { BouncedAddress } from "../features/notification/bounced-address.tsx";
import { ChoiceGrid } from "../features/notification/choice-grid.tsx";
import { PhoneSection } from "../features/notification/phone-section.tsx";
import { PushSection } from "../features/notification/push-section.tsx";
import { query, sentenceOf, useChoiceWrite } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Column, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Mes notifications", en: "My notifications" },
  lead: {
    fr: "Ce dont vous êtes prévenu, et comment. Chaque choix est enregistré aussitôt.",
    en: "What you are told, and how. Each choice is kept at once.",
  },
  what: { fr: "Ce que je reçois", en: "What I receive" },
  noEmail: {
    fr: "Vous n’avez pas d’adresse électronique : rien ne peut vous être envoyé par courriel.",
    en: "You have no e-mail address: nothing can be sent to you by e-mail.",
  },
  saved: { fr: "Choix enregistré.", en: "Choice kept." },
} satisfies Words;

/** What I am told, on which channels, and by what means (SPEC INF-4). */
export function NotificationsPage() {
  const t = useWords(words);
  const me = useMe();
  const { data: mine, error } = useQuery(query("readMyNotifications", {}));
  const choose = useChoiceWrite("chooseNotification", ["readMyNotifications"]);
  const readOnly = me.viewedBy !== null;
  return (
    <Column>
      <Stack gap={8}>
        <PageTitle title={t.title} lead={t.lead} />
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!mine && !error && <Skeleton lines={10} />}
        {mine && (
          <>
            <BouncedAddress />
            {mine.email === null && <Notice>{t.noEmail}</Notice>}
            <Section title={t.what}>
              <ChoiceGrid
                cells={mine.cells}
                channels={mine.sms ? ["mail", "sms", "push"] : ["mail", "push"]}
                readOnly={readOnly}
                onChoose={(body) => choose.mutateAsync({ body })}
                saved={t.saved}
              />
            </Section>
            {mine.sms && <PhoneSection mine={mine} readOnly={readOnly} />}
            <PushSection mine={mine} readOnly={readOnly} />
          </>
        )}
      </Stack>
    </Column>
  );
}
