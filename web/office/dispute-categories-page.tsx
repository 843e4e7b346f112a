import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { CategoryEditor } from "../features/office-dispute/category-editor.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";

const words = {
  title: { fr: "Motifs de litige", en: "Reasons of disputes" },
  lead: {
    fr: "Ce que vos clients choisissent quand ils contestent. Un motif retiré reste sur les litiges qui le portent.",
    en: "What your customers choose when they contest. A reason that is removed stays on the disputes that have it.",
  },
  back: { fr: "Litiges", en: "Disputes" },
  readOnly: {
    fr: "Votre rôle permet de lire ces motifs, pas de les changer.",
    en: "Your role allows reading these reasons, not changing them.",
  },
} satisfies Words;

/** Categories and sub-types of disputes, of the organization (SPEC DIS-1). */
export function DisputeCategoriesPage() {
  const t = useWords(words);
  const may = useMay();
  const read = useQuery({ ...query("listDisputeCategories", {}), refetchOnWindowFocus: false });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return (
    <div className="office-reasons">
      <Stack gap={6}>
        <PageTitle title={t.title} lead={t.lead} back={{ href: officePaths.disputes(), label: t.back }} />
        {!may("manager") && <Notice>{t.readOnly}</Notice>}
        <CategoryEditor
          key={JSON.stringify(read.data.items)}
          categories={read.data.items}
          editable={may("manager")}
        />
      </Stack>
    </div>
  );
}
