import { useQuery } from "@tanstack/react-query";
import { ShoppingBasket } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { accountQuery } from "../features/account/current-account.ts";
import { useRooms } from "../features/account/rooms.ts";
import { keepCart, useCart } from "../features/cart/use-cart.ts";
import { EntryState } from "../features/entry/entry-state.tsx";
import { TreasuryNotice } from "../features/entry/treasury-notice.tsx";
import "../features/entry/entry.css";
import { InvoiceDifferences } from "../features/invoice/invoice-differences.tsx";
import { type Invoice, InvoiceLines, InvoiceVat } from "../features/invoice/invoice-lines.tsx";
import { InvoiceMails } from "../features/invoice/invoice-mails.tsx";
import { InvoicePdf } from "../features/invoice/invoice-pdf.tsx";
import { InvoiceTransfer } from "../features/invoice/invoice-transfer.tsx";
import { SettledBy } from "../features/invoice/settled-by.tsx";
import { useGo, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  invoice: { fr: (number: string) => `Facture ${number}`, en: (number: string) => `Invoice ${number}` },
  credit_note: { fr: (number: string) => `Avoir ${number}`, en: (number: string) => `Credit note ${number}` },
  portal: { fr: "Mon compte", en: "My account" },
  office: { fr: "Le compte", en: "The account" },
  issued: { fr: "Émise le", en: "Issued on" },
  due: { fr: "Échéance", en: "Due" },
  net: { fr: "Hors taxes", en: "Without tax" },
  vat: { fr: "TVA", en: "VAT" },
  total: { fr: "Total TTC", en: "Total with tax" },
  open: { fr: "Reste à régler", en: "Still to pay" },
  left: { fr: "Reste à déduire", en: "Still to deduct" },
  state: { fr: "État", en: "State" },
  detail: { fr: "Détail", en: "Detail" },
  fromPdf: {
    fr: "Lignes lues dans les données de la facture électronique.",
    en: "Lines read in the data of the electronic invoice.",
  },
  dispute: { fr: "Litige", en: "Dispute" },
  seeDispute: { fr: "Voir le litige", en: "See the dispute" },
  treasury: { fr: "Remise à la trésorerie le", en: "Handed to the treasury on" },
  pay: { fr: "Régler", en: "Pay" },
  seeCart: { fr: "Voir mon règlement", en: "See my cart" },
} satisfies Words;

/** An invoice or a credit note in detail (SPEC ACT-5), in the portal and in the office. */
export function InvoicePage() {
  const t = useWords(words);
  const rooms = useRooms();
  const [account, invoice] = [useParam("account"), useParam("invoice")];
  const read = useQuery(query("readInvoice", { params: { account, invoice } }));
  if (read.isError) return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  const found = read.data;
  return (
    <Stack gap={8}>
      <PageTitle
        title={<Title kind={t[found.kind]("")} number={found.number} />}
        documentTitle={t[found.kind](found.number)}
        lead={found.subject}
        back={{ href: rooms.account(account), label: t[rooms.frame] }}
        actions={rooms.frame === "portal" && <PayInvoice account={account} invoice={found} />}
      />
      <InvoiceDifferences invoice={found} />
      <Figures invoice={found} />
      {found.lines.length > 0 && (
        <Section title={t.detail}>
          <Stack gap={6}>
            <InvoiceLines invoice={found} />
            <InvoiceVat invoice={found} />
            {found.linesFrom === "facturx" && <Text look="muted">{t.fromPdf}</Text>}
          </Stack>
        </Section>
      )}
      {found.entries.some((entry) => entry.treasuryOn) && <TreasuryNotice />}
      {rooms.frame === "portal" && <InvoiceTransfer invoice={found} />}
      <SettledBy invoice={found} />
      <InvoiceMails account={account} invoice={invoice} />
      <InvoicePdf account={account} invoice={found} />
    </Stack>
  );
}

/** A number stays in one piece as long as it fits. */
function Title({ kind, number }: { kind: string; number: string }) {
  return (
    <>
      {kind}
      <span className="invoice-number">{number}</span>
    </>
  );
}

function Figures({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  const rooms = useRooms();
  const credit = invoice.kind === "credit_note";
  const entry = invoice.entries[0];
  return (
    <DefinitionList
      wide
      items={[
        { term: t.issued, value: <DateText date={invoice.issuedOn} /> },
        ...(invoice.dueOn && !credit ? [{ term: t.due, value: <DateText date={invoice.dueOn} /> }] : []),
        ...(entry ? [{ term: t.state, value: <EntryState entry={entry} /> }] : []),
        ...(entry?.treasuryOn ? [{ term: t.treasury, value: <DateText date={entry.treasuryOn} /> }] : []),
        ...invoice.entries.flatMap(({ dispute }) =>
          dispute
            ? [
                {
                  key: dispute,
                  term: t.dispute,
                  value: <Link href={rooms.dispute(dispute)}>{t.seeDispute}</Link>,
                },
              ]
            : [],
        ),
        ...(invoice.vatCents === 0
          ? []
          : [
              { term: t.net, value: <Amount cents={invoice.netCents} tone="muted" /> },
              { term: t.vat, value: <Amount cents={invoice.vatCents} tone="muted" /> },
            ]),
        { term: t.total, value: <Amount cents={invoice.totalCents} size="l" /> },
        ...(invoice.openCents === 0 || Math.abs(invoice.openCents) === Math.abs(invoice.totalCents)
          ? []
          : [
              {
                term: credit ? t.left : t.open,
                value: <Amount cents={Math.abs(invoice.openCents)} size="l" />,
              },
            ]),
      ]}
    />
  );
}

/** Puts what remains of the invoice into the cart and goes there. */
function PayInvoice({ account, invoice }: { account: string; invoice: Invoice }) {
  const t = useWords(words);
  const go = useGo();
  const summary = useQuery(accountQuery(account)).data;
  const creditor = summary?.creditor.id ?? "";
  const cart = useCart(creditor).data;
  const add = useWrite("addToCart", { refreshes: ["readStatement", "readAccount"] });
  const payable = invoice.entries.filter((entry) => entry.toPayCents > 0).map((entry) => entry.id);
  if (!summary?.can.pay || payable.length === 0) return null;
  const href = paths.cart(creditor);
  if (payable.every((entry) => cart?.pieces.some((piece) => piece.entry === entry)))
    return (
      <LinkButton look="primary" icon={ShoppingBasket} href={href}>
        {t.seeCart}
      </LinkButton>
    );
  const pay = () =>
    add.mutate(
      { params: { creditor }, body: { entries: payable } },
      {
        onSuccess: (next) => {
          keepCart(creditor, next);
          go(href);
        },
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Button look="primary" busy={add.isPending} onClick={pay}>
      {t.pay}
    </Button>
  );
}
