import { inFours, useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import type { TransferDetails } from "./transfer-state.tsx";
import "./transfer.css";

const words = {
  name: { fr: "Bénéficiaire", en: "Payee" },
  iban: { fr: "IBAN", en: "IBAN" },
  amount: { fr: "Montant", en: "Amount" },
  reference: { fr: "Référence", en: "Reference" },
  referenceHint: {
    fr: "À recopier telle quelle dans le motif : c’est elle qui fait retrouver votre virement.",
    en: "Copy it as it is into the message: this is how your transfer is found.",
  },
  scan: {
    fr: "Scannez ce code avec l’application de votre banque, si elle le propose : tout est rempli. Sinon, recopiez les quatre lignes.",
    en: "Scan this code with your bank’s application, if it can: everything is filled in. If not, copy the four lines.",
  },
  qr: {
    fr: "Code QR du virement : le bénéficiaire, l’IBAN, le montant et la référence écrits sur cette page.",
    en: "QR code of the transfer: the payee, the IBAN, the amount and the reference written on this page.",
  },
} satisfies Words;

/** What to give one's bank, to scan or to copy (SPEC PAY-9); readable on paper too. */
export function TransferSheet({ transfer }: { transfer: TransferDetails }) {
  const t = useWords(words);
  const f = useFormat();
  const { name, iban, reference, cents, qr } = transfer;
  return (
    <div className="transfer-sheet">
      <DefinitionList
        items={[
          { term: t.name, value: <CopyText text={name} what={t.name} /> },
          { term: t.iban, value: <CopyText text={iban} shown={inFours(iban)} what={t.iban} /> },
          {
            term: t.amount,
            value: <CopyText text={f.centsBare(cents)} shown={f.cents(cents)} what={t.amount} />,
          },
          {
            term: t.reference,
            value: (
              <Stack gap={1}>
                <CopyText text={reference} shown={inFours(reference)} what={t.reference} />
                <Text look="small">{t.referenceHint}</Text>
              </Stack>
            ),
          },
        ]}
      />
      <figure className="transfer-sheet__code">
        <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t.qr} shapeRendering="crispEdges">
          <path d={qr.path} fill="currentColor" />
        </svg>
        <figcaption>{t.scan}</figcaption>
      </figure>
    </div>
  );
}
