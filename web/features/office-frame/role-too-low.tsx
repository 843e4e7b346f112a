import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { PageTitle } from "../../ui/page.tsx";
import { officePaths } from "./office-paths.ts";
import { type StaffRole, useRoleNames } from "./role.ts";

const words = {
  title: { fr: "Cette page demande un autre rôle", en: "This page asks for another role" },
  lead: {
    fr: (own: string, needed: string) =>
      `Vous êtes « ${own} » ; elle s’ouvre à partir du rôle « ${needed} ». Un administrateur peut changer votre rôle.`,
    en: (own: string, needed: string) =>
      `You are “${own}”; it opens from the role “${needed}” on. An administrator can change your role.`,
  },
  home: { fr: "Revenir à ce qui est à faire", en: "Back to what is to do" },
} satisfies Words;

/** In the place of a page that the role of this member of staff does not open. */
export function RoleTooLow({ needed }: { needed: StaffRole }) {
  const t = useWords(words);
  const names = useRoleNames();
  const own = useMe().staff?.role ?? "reader";
  return (
    <Stack gap={4}>
      <PageTitle title={t.title} lead={t.lead(names[own], names[needed])} />
      <Row>
        <LinkButton href={officePaths.home()}>{t.home}</LinkButton>
      </Row>
    </Stack>
  );
}
