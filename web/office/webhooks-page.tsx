import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { SecretNotice } from "../features/office-webhook/secret-notice.tsx";
import { WebhookForm } from "../features/office-webhook/webhook-form.tsx";
import { WebhookState } from "../features/office-webhook/webhook-state.tsx";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Webhooks", en: "Webhooks" },
  lead: {
    fr: "Vos autres logiciels sont prévenus de ce qui se passe ici, par un message signé.",
    en: "Your other software is told what happens here, by a signed message.",
  },
  create: { fr: "Ajouter un webhook", en: "Add a webhook" },
  name: { fr: "Nom", en: "Name" },
  address: { fr: "Adresse", en: "Address" },
  last: { fr: "Dernier message reçu", en: "Last message received" },
  never: { fr: "Jamais", en: "Never" },
  waiting: { fr: "En attente", en: "Waiting" },
  failed: { fr: "Non reçus", en: "Not received" },
  state: { fr: "État", en: "State" },
  none: { fr: "Aucun webhook", en: "No webhook" },
  noneText: {
    fr: "Ajoutez-en un pour que votre logiciel sache aussitôt qu’un paiement est reçu ou qu’un litige s’ouvre.",
    en: "Add one for your software to know at once that a payment came or that a dispute was opened.",
  },
} satisfies Words;

/** Webhooks of the organization (SPEC API-5). */
export function WebhooksPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("listWebhooks", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} actions={<CreateWebhook />} />
      <Table
        hideCaption
        caption={t.title}
        rows={data?.items ?? []}
        rowKey={(row) => row.id}
        rowHref={(row) => officePaths.webhook(row.id)}
        openKey="name"
        loading={!data}
        empty={
          <EmptyState icon={WebhookIcon} title={t.none}>
            {t.noneText}
          </EmptyState>
        }
        columns={[
          { key: "name", header: t.name, phone: "title", cell: (row) => row.label },
          { key: "address", header: t.address, phone: "hide", cell: (row) => row.url },
          {
            key: "last",
            header: t.last,
            cell: (row) => (row.lastDeliveredAt ? <InstantText at={row.lastDeliveredAt} /> : t.never),
          },
          { key: "waiting", header: t.waiting, width: "narrow", phone: "hide", cell: (row) => row.waiting },
          { key: "failed", header: t.failed, width: "narrow", phone: "hide", cell: (row) => row.failed },
          {
            key: "state",
            header: t.state,
            width: "narrow",
            phone: "state",
            cell: (row) => <WebhookState webhook={row} />,
          },
        ]}
      />
    </>
  );
}

function CreateWebhook() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const create = useWrite("createWebhook", { refreshes: ["listWebhooks"] });
  const close = () => {
    setOpen(false);
    setSecret(null);
    create.reset();
  };
  return (
    <>
      <Button look="primary" icon={Plus} onClick={() => setOpen(true)}>
        {t.create}
      </Button>
      <Dialog open={open} onClose={close} title={t.create}>
        {secret ? (
          <SecretNotice secret={secret} onDone={close} />
        ) : (
          <WebhookForm
            busy={create.isPending}
            error={create.error && sentenceOf(create.error)}
            onSave={(body) => create.mutate({ body }, { onSuccess: (made) => setSecret(made.secret) })}
            onCancel={close}
          />
        )}
      </Dialog>
    </>
  );
}
