import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { InstantText } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";
import { useRooms } from "../account/rooms.ts";
import "./invoice.css";

const words = {
  title: { fr: "Courriels à son sujet", en: "E-mails about it" },
  subject: { fr: "Objet", en: "Subject" },
  to: { fr: "Destinataire", en: "To" },
  at: { fr: "Date", en: "Date" },
  state: { fr: "État", en: "State" },
  queued: { fr: "En attente", en: "Waiting" },
  sent: { fr: "Parti", en: "Sent" },
  failed: { fr: "Non parti", en: "Not sent" },
  bounced: { fr: "Revenu", en: "Came back" },
  none: {
    fr: "Aucun courriel n’a parlé de cette facture.",
    en: "No e-mail has been about this invoice.",
  },
} satisfies Words;

type Mail = GotOf<"listInvoiceMails">["items"][number];
const kinds = { queued: "pending", sent: "settled", failed: "overdue", bounced: "overdue" } as const;

/** The mails about an invoice (SPEC ACT-5): to a customer those that he was sent, to the office all of them. */
export function InvoiceMails({ account, invoice }: { account: string; invoice: string }) {
  const t = useWords(words);
  const inOffice = useRooms().frame === "office";
  const [open, setOpen] = useState<Mail | null>(null);
  const { data, error } = useQuery(query("listInvoiceMails", { params: { account, invoice } }));
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  if (!data || (data.items.length === 0 && !inOffice)) return null;
  const columns: Column<Mail>[] = [
    {
      key: "subject",
      header: t.subject,
      phone: "title",
      cell: (mail) => (
        <Button look="quiet" small onClick={() => setOpen(mail)}>
          {mail.subject}
        </Button>
      ),
    },
    ...(inOffice ? [{ key: "to", header: t.to, phone: "meta" as const, cell: (mail: Mail) => mail.to }] : []),
    {
      key: "at",
      header: t.at,
      width: "narrow",
      phone: "meta",
      cell: (mail) => <InstantText at={mail.sentAt ?? mail.createdAt} />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (mail) => <State kind={kinds[mail.state]}>{t[mail.state]}</State>,
    },
  ];
  return (
    <Section title={t.title}>
      {data.items.length === 0 ? (
        <Text look="muted">{t.none}</Text>
      ) : (
        <div className="invoice-mails">
          <Table
            caption={t.title}
            hideCaption
            rows={data.items}
            rowKey={(mail) => mail.id}
            columns={columns}
          />
        </div>
      )}
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open?.subject ?? ""} size="l">
        <p className="invoice-mail">{open?.text}</p>
      </Dialog>
    </Section>
  );
}
