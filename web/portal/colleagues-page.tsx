import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { ColleagueList } from "../features/colleague/colleague-list.tsx";
import { InviteColleague } from "../features/colleague/invite-colleague.tsx";
import { ChooseParty, useChosenParty } from "../features/party/choose-party.tsx";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Qui a accès", en: "Who has access" },
  lead: {
    fr: "Invitez un collègue ou un proche : vous dites ce qu’il peut faire, et jusqu’à quand.",
    en: "Invite a colleague or a relative: you say what may be done, and until when.",
  },
  none: { fr: "Cet accès vous a été donné par quelqu’un", en: "This access was given to you by somebody" },
  noneText: {
    fr: "Seul l’accès principal invite d’autres personnes. Adressez-vous à qui vous a invité.",
    en: "Only the main access invites other people. Turn to whoever invited you.",
  },
} satisfies Words;

/** Main and secondary access accounts: who else acts for my parties (SPEC ACC-8). */
export function ColleaguesPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("listColleagues", {}));
  const managed = (data?.items ?? []).filter(({ can }) => can.invite);
  const chosen = useChosenParty(managed);
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      {managed.length === 0 && (
        <EmptyState icon={Users} title={t.none}>
          {t.noneText}
        </EmptyState>
      )}
      <Column>
        <ChooseParty parties={managed} />
      </Column>
      {chosen && (
        <Section key={chosen.party} title={`${chosen.name} (${chosen.code})`}>
          <Stack gap={4}>
            <ColleagueList party={chosen} />
            <InviteColleague party={chosen} />
          </Stack>
        </Section>
      )}
    </Stack>
  );
}
