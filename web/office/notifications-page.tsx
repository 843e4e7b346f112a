import { useQuery } from "@tanstack/react-query";
import { ChoiceGrid } from "../features/notification/choice-grid.tsx";
import { SmsSettings } from "../features/notification/sms-settings.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { query, sentenceOf, useChoiceWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Column, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Notifications", en: "Notifications" },
  lead: {
    fr: "Ce dont vos clients sont prévenus, et comment.",
    en: "What your customers are told, and how.",
  },
  templates: { fr: "Modèles de courriels", en: "Mail templates" },
  defaults: { fr: "Sauf choix du client", en: "Unless the customer chooses" },
  defaultsHint: {
    fr: "Voici ce que le client lit. Chacun peut choisir autrement dans « Mes notifications » ; son choix l’emporte toujours. Les SMS ne partent qu’aux numéros vérifiés.",
    en: "This is what the customer reads. Each can choose otherwise under “My notifications”; that choice always wins. Texts only go to proved numbers.",
  },
  sms: { fr: "SMS", en: "SMS" },
  saved: { fr: "Choix enregistré.", en: "Choice kept." },
  readOnly: {
    fr: "Votre rôle permet de lire ces réglages, pas de les changer.",
    en: "Your role allows reading these settings, not changing them.",
  },
} satisfies Words;

/** What customers are told by default, and how SMS leave. */
export function NotificationsPage() {
  const t = useWords(words);
  const may = useMay();
  const { data, error } = useQuery(query("readDefaultNotifications", {}));
  const change = useChoiceWrite("changeDefaultNotification", ["readDefaultNotifications"]);
  return (
    <Column>
      <Stack gap={8}>
        <PageTitle
          title={t.title}
          lead={t.lead}
          actions={may("manager") && <LinkButton href={officePaths.templates()}>{t.templates}</LinkButton>}
        />
        {!may("manager") && <Notice>{t.readOnly}</Notice>}
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        <Section title={t.defaults}>
          <Stack gap={4}>
            <Text look="muted">{t.defaultsHint}</Text>
            {!data && !error && <Skeleton lines={8} />}
            {data && (
              <ChoiceGrid
                cells={data.cells}
                channels={["mail", "sms", "push"]}
                readOnly={!may("manager")}
                onChoose={(body) => change.mutateAsync({ body })}
                saved={t.saved}
              />
            )}
          </Stack>
        </Section>
        {may("manager") && (
          <Section title={t.sms}>
            <SmsSettings />
          </Section>
        )}
      </Stack>
    </Column>
  );
}
