import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { TemplateForm } from "../features/notification/template-form.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import type { CallOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TabLinks } from "../ui/tab-links.tsx";

const words = {
  all: { fr: "Modèles de courriels", en: "Mail templates" },
  languages: { fr: "Langue du courriel", en: "Language of the mail" },
  fr: { fr: "En français", en: "In French" },
  en: { fr: "En anglais", en: "In English" },
} satisfies Words;

type Params = CallOf<"readTemplate">["params"];

/** One kind of mail, written and previewed (SPEC MSG-5). */
export function TemplatePage() {
  const t = useWords(words);
  const { language: mine } = useLanguage();
  const { kind } = useParams({ strict: false }) as { kind: string };
  const [filters] = useFilters();
  const language = filters.langue === "en" || filters.langue === "fr" ? filters.langue : "fr";
  const { data, error } = useQuery(query("readTemplate", { params: { kind, language } as Params }));
  return (
    <Stack gap={6}>
      <PageTitle title={data?.label[mine] ?? t.all} back={{ href: officePaths.templates(), label: t.all }} />
      <TabLinks
        label={t.languages}
        tabs={(["fr", "en"] as const).map((one) => ({
          href: officePaths.template(kind, { langue: one }),
          label: t[one],
          current: one === language,
        }))}
      />
      {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
      {!data && !error && <Skeleton lines={10} />}
      {data && <TemplateForm key={`${kind}-${language}-${data.updatedAt ?? ""}`} template={data} />}
    </Stack>
  );
}
