import { useEffect, useRef } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ContactDetails } from "../organization/contact-details.tsx";
import "./invoice.css";

type Verdict = GotOf<"verifyInvoice">;

const words = {
  this_file: { fr: "Ce fichier vient bien de nous", en: "This file does come from us" },
  this_invoice: { fr: "Cette facture vient bien de nous", en: "This invoice does come from us" },
  number: {
    fr: "Ce que nous savons de la facture de ce numéro",
    en: "What we know of the invoice of this number",
  },
  fileText: {
    fr: "C’est, octet pour octet, le document que nous avons publié.",
    en: "It is, byte for byte, the document that we published.",
  },
  invoiceText: {
    fr: "Une facture de ce numéro et de ce montant a été émise. Comparez encore l’IBAN : c’est lui qu’un faux change.",
    en: "An invoice of this number and amount was issued. Compare the IBAN too: it is what a forgery changes.",
  },
  credit_note: { fr: "Avoir", en: "Credit note" },
  invoice: { fr: "Facture", en: "Invoice" },
  issued: { fr: "Émise le", en: "Issued on" },
  creditor: { fr: "Par", en: "By" },
  siret: { fr: "SIRET", en: "SIRET" },
  iban: { fr: "À payer sur l’IBAN", en: "To be paid to IBAN" },
  same: { fr: "L’IBAN que vous avez écrit est le bon.", en: "The IBAN that you wrote is the right one." },
  otherTitle: {
    fr: "L’IBAN que vous avez écrit n’est pas le nôtre",
    en: "The IBAN that you wrote is not ours",
  },
  other: {
    fr: "Ne payez pas sur ce compte, et prévenez-nous : une facture détournée porte souvent un vrai numéro.",
    en: "Do not pay to that account, and tell us: a hijacked invoice often bears a true number.",
  },
  unknownTitle: { fr: "Nous ne reconnaissons pas cette facture", en: "We do not recognize this invoice" },
  unknownFileTitle: { fr: "Nous ne reconnaissons pas ce fichier", en: "We do not recognize this file" },
  unknownFile: {
    fr: (name: string) =>
      `Ce fichier n’est pas, tel quel, un document publié par ${name}, et il ne porte pas de signature. Un duplicata, une impression ou un fichier enregistré autrement n’est pas reconnu non plus : recopiez alors le numéro et le montant. Dans le doute, ne payez pas et demandez-nous.`,
    en: (name: string) =>
      `This file is not, as it is, a document published by ${name}, and it bears no signature. A duplicate, a print or a file saved otherwise is not recognized either: then copy the number and the amount. If in doubt, do not pay and ask us.`,
  },
  unknownInvoice: {
    fr: (name: string) =>
      `Aucune facture de ce numéro et de ce montant n’a été publiée par ${name}. Vérifiez ce que vous avez recopié. Dans le doute, ne payez pas et demandez-nous.`,
    en: (name: string) =>
      `No invoice of this number and amount was published by ${name}. Check what you copied. If in doubt, do not pay and ask us.`,
  },
} satisfies Words;

/** What is said of an invoice that somebody checks; it takes the focus when it comes. */
export function InvoiceVerdict({ verdict, byFile }: { verdict: Verdict; byFile: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="invoice-verdict">
      {verdict.answer === "unknown" ? <Unknown byFile={byFile} /> : <Genuine verdict={verdict} />}
    </div>
  );
}

function Unknown({ byFile }: { byFile: boolean }) {
  const t = useWords(words);
  const { name } = useOrganization();
  return (
    <Notice kind="error" title={byFile ? t.unknownFileTitle : t.unknownTitle} live>
      <Stack gap={3}>
        <p>{byFile ? t.unknownFile(name) : t.unknownInvoice(name)}</p>
        <ContactDetails />
      </Stack>
    </Notice>
  );
}

function Genuine({ verdict }: { verdict: Exclude<Verdict, { answer: "unknown" }> }) {
  const t = useWords(words);
  const f = useFormat();
  const { creditor, maskedIban, ibanMatches } = verdict;
  return (
    <Stack gap={4}>
      {ibanMatches === false && (
        <Notice kind="error" title={t.otherTitle} live>
          {t.other}
        </Notice>
      )}
      <Notice
        kind={ibanMatches === false ? "warning" : "success"}
        title={ibanMatches === false ? t.number : t[verdict.answer]}
        live
      >
        <Stack gap={3}>
          <p>{verdict.answer === "this_file" ? t.fileText : t.invoiceText}</p>
          <DefinitionList
            items={[
              { term: t[verdict.kind], value: verdict.number },
              { term: t.issued, value: f.date(verdict.issuedOn) },
              { term: t.creditor, value: creditor.legalName },
              ...(creditor.siret ? [{ term: t.siret, value: creditor.siret }] : []),
              ...(maskedIban ? [{ term: t.iban, value: maskedIban }] : []),
            ]}
          />
          {ibanMatches && <p>{t.same}</p>}
        </Stack>
      </Notice>
    </Stack>
  );
}
