import { useQuery } from "@tanstack/react-query";
import { DeclarationActions, DeclarationRecord } from "../features/office-declaration/declaration-record.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = { title: { fr: "Déclarée payée", en: "Declared paid" } } satisfies Words;

/** The record of a declaration, beside the list. */
export function PaymentDeclarationPage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("declaration");
  const { data: declaration, error } = useQuery(
    query("readOfficeDeclaration", { params: { declaration: id } }),
  );
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={declaration?.label ?? t.title}
        onClose={() => go(officePaths.declarations(filters))}
        actions={declaration && <DeclarationActions declaration={declaration} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!declaration && !error && <Skeleton lines={8} />}
        {declaration && <DeclarationRecord declaration={declaration} />}
      </SidePanel>
    </InPanel>
  );
}
