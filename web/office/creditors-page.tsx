import { useQuery } from "@tanstack/react-query";
import { Landmark, Plus } from "lucide-react";
import { CollectionSettings } from "../features/office-collection/collection-settings.tsx";
import { ExportSettings } from "../features/office-export/export-settings.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { DebitSettings } from "../features/office-mandate/debit-settings.tsx";
import { type Creditor, CreditorForm } from "../features/office-settings/creditor-form.tsx";
import { PaymentSettings } from "../features/office-settings/payment-settings.tsx";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { TabLinks } from "../ui/tab-links.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Créanciers", en: "Creditors" },
  create: { fr: "Ajouter un créancier", en: "Add a creditor" },
  name: { fr: "Nom", en: "Name" },
  code: { fr: "Code", en: "Code" },
  siret: { fr: "SIRET", en: "SIRET" },
  legalName: { fr: "Nom légal", en: "Legal name" },
  published: { fr: "Dernière publication", en: "Latest publication" },
  never: { fr: "Jamais publié", en: "Never published" },
  views: { fr: "Réglages du créancier", en: "Settings of the creditor" },
  identity: { fr: "Identité", en: "Identity" },
  payment: { fr: "Paiement en ligne", en: "On-line payment" },
  debit: { fr: "Prélèvement", en: "Direct debit" },
  collections: { fr: "Remises", en: "Debit batches" },
  exports: { fr: "Exports", en: "Exports" },
  noneTitle: { fr: "Aucun créancier", en: "No creditor" },
  noneText: {
    fr: "Un créancier est l’entité au nom de laquelle l’argent est dû. Ajoutez le premier pour pouvoir importer ses comptes.",
    en: "A creditor is the entity in whose name money is owed. Add the first one to import its accounts.",
  },
} satisfies Words;

/** The creditors; the identity and the payment settings of one stand beside the list. */
export function CreditorsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters, change] = useFilters();
  const { data, error, refetch, isPending } = useQuery(query("listCreditors", {}));
  const creditors = data?.items ?? [];
  const current = creditors.find(({ id }) => id === filters.creancier);
  const close = () => change({ creancier: null, vue: null });
  const add = may("administrator") && (
    <LinkButton icon={Plus} href={officePaths.creditors({ creancier: "nouveau" })}>
      {t.create}
    </LinkButton>
  );
  const none = { title: t.noneTitle, text: t.noneText };
  return (
    <ListPage
      title={t.title}
      actions={add}
      list={{ read: { error: data ? null : error, refetch }, rows: creditors, loading: isPending }}
      columns={useColumns(Boolean(filters.creancier))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.creditors({ creancier: row.id, vue: filters.vue })}
      openKey="name"
      currentKey={current?.id ?? null}
      empty={{ icon: Landmark, narrowed: false, none, noMatch: none }}
    >
      {filters.creancier === "nouveau" && may("administrator") && (
        <InPanel>
          <SidePanel title={t.create} onClose={close}>
            <CreditorForm onSaved={(id) => change({ creancier: id, vue: "paiement" })} />
          </SidePanel>
        </InPanel>
      )}
      {current && <CreditorPanel key={current.id} creditor={current} view={filters.vue} onClose={close} />}
    </ListPage>
  );
}

/** Fewer columns while a creditor stands beside the list. */
function useColumns(tight: boolean): Column<Creditor>[] {
  const t = useWords(words);
  const columns: Column<Creditor>[] = [
    { key: "code", header: t.code, width: "narrow", phone: "meta", cell: (row) => row.code },
    { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
    { key: "siret", header: t.siret, phone: "hide", cell: (row) => row.siret },
    {
      key: "published",
      header: t.published,
      phone: "hide",
      cell: (row) => (row.publishedAt ? <ShortInstant at={row.publishedAt} /> : t.never),
    },
  ];
  return tight ? columns.filter(({ key }) => key !== "siret") : columns;
}

type PanelProps = { creditor: Creditor; view: string | undefined; onClose: () => void };

function CreditorPanel({ creditor, view, onClose }: PanelProps) {
  const t = useWords(words);
  const may = useMay();
  const tab = (label: string, vue: string | null, isCurrent: boolean) => ({
    label,
    href: officePaths.creditors({ creancier: creditor.id, vue }),
    current: isCurrent,
  });
  return (
    <InPanel>
      <SidePanel title={creditor.name} onClose={onClose}>
        {may("manager") ? (
          <>
            <TabLinks
              label={t.views}
              tabs={[
                tab(t.identity, null, !view),
                tab(t.payment, "paiement", view === "paiement"),
                tab(t.debit, "prelevement", view === "prelevement"),
                tab(t.collections, "remises", view === "remises"),
                tab(t.exports, "exports", view === "exports"),
              ]}
            />
            {view === "paiement" ? (
              <PaymentSettings creditor={creditor.id} />
            ) : view === "prelevement" ? (
              <DebitSettings creditor={creditor.id} />
            ) : view === "remises" ? (
              <CollectionSettings creditor={creditor.id} />
            ) : view === "exports" ? (
              <ExportSettings creditor={creditor.id} />
            ) : (
              <CreditorForm creditor={creditor} onSaved={() => {}} />
            )}
          </>
        ) : (
          <DefinitionList
            items={[
              { term: t.code, value: creditor.code },
              { term: t.legalName, value: creditor.legalName },
              { term: t.siret, value: creditor.siret },
            ]}
          />
        )}
      </SidePanel>
    </InPanel>
  );
}
