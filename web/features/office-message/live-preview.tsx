import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { sentenceOf } from "../../lib/queries.ts";
import { useLater } from "../../lib/use-later.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import type { Draft } from "./announcement-form.tsx";
import { AnnouncementPreview } from "./announcement-preview.tsx";

const words = {
  title: { fr: "Aperçu", en: "Preview" },
  readers: {
    fr: (n: number) =>
      plural("fr", n, { one: "# personne verra ce message.", other: "# personnes verront ce message." }),
    en: (n: number) =>
      plural("en", n, { one: "# person will see this message.", other: "# people will see this message." }),
  },
  many: {
    fr: "Plus de 10 000 personnes verront ce message.",
    en: "More than 10,000 people will see this message.",
  },
  nobody: {
    fr: "Aucun accès ne répond à ces choix : personne ne verrait ce message.",
    en: "Nobody with access fits these choices: no one would see this message.",
  },
} satisfies Words;

/** How customers will see what is being written, and how many they are: asked of the server a moment after typing. */
export function LivePreview({ draft }: { draft: Draft }) {
  const t = useWords(words);
  const body = useLater(draft.body, 300);
  const given = { body, accountKinds: draft.accountKinds, creditors: draft.creditors };
  const { data, error } = useQuery({
    queryKey: ["previewAnnouncement", given],
    queryFn: () => api.previewAnnouncement({ body: given }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="message-editor__preview">
      <Section title={t.title}>
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {data && (
          <>
            <Text look="muted">
              {data.readers >= 10_000 ? t.many : data.readers > 0 ? t.readers(data.readers) : t.nobody}
            </Text>
            <AnnouncementPreview
              kind={draft.kind}
              title={draft.title}
              blocks={data.blocks}
              files={draft.kept}
            />
          </>
        )}
      </Section>
    </div>
  );
}
