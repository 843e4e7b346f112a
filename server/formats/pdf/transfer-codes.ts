/** How to pay by transfer what an extract shows as due (PAY-9): the payee, then a code and a reference for each document. */
import { formatIban } from "../iban/index.ts";
import { qrCode } from "../qr-code.ts";
import { epcQrText } from "../sepa/index.ts";
import { INK } from "./colour.ts";
import { type Language, money } from "./format.ts";
import { block, ensure, gap, type Sheet, SMALL, STRONG, subtitle } from "./kit.ts";
import { group, MM, tagged } from "./sheet.ts";

export interface TransferPayee {
  /** The holder of the account, and its IBAN without spaces. */
  name: string;
  iban: string;
}

export interface DueTransfer {
  designation: string;
  piece: string;
  cents: number;
  /** RF, without spaces. */
  reference: string;
}

/** More than this on paper are not scanned one by one. */
export const MOST_CODES = 12;
const SIDE = 29 * MM;
const HEIGHT = SIDE + 5 * MM;
const SPACE = 6 * MM;

const words = {
  title: { fr: "Payer par virement", en: "Pay by transfer" },
  lead: {
    fr: "Scannez un code avec l’application de votre banque, ou recopiez la référence telle quelle dans le motif du virement.",
    en: "Scan a code with your bank’s application, or copy the reference as it is into the message of the transfer.",
  },
  payee: { fr: "Bénéficiaire :", en: "Payee:" },
  code: { fr: "Code QR du virement, référence", en: "QR code of the transfer, reference" },
  first: {
    fr: "Seules les premières pièces à régler sont ici ; les autres ont leur code à l’écran.",
    en: "Only the first items to pay are here; the others have their code on screen.",
  },
};

/** Draws at `sheet.y` and below, two codes a row. Nothing without codes. */
export function transferCodes(
  sheet: Sheet,
  lang: Language,
  payee: TransferPayee,
  due: readonly DueTransfer[],
): void {
  if (due.length === 0) return;
  gap(sheet, 14);
  ensure(sheet, HEIGHT + 70);
  subtitle(sheet, words.title[lang]);
  block(sheet, words.lead[lang], { style: SMALL });
  block(sheet, `${words.payee[lang]} ${payee.name}, IBAN ${formatIban(payee.iban)}`, { style: STRONG });
  gap(sheet, 8);
  const width = (sheet.right - sheet.left - SPACE) / 2;
  for (let at = 0; at < Math.min(due.length, MOST_CODES); at += 2) {
    ensure(sheet, HEIGHT);
    const top = sheet.y;
    for (const [column, one] of due.slice(at, Math.min(at + 2, MOST_CODES)).entries())
      drawOne(sheet, lang, payee, one, { x: sheet.left + column * (width + SPACE), y: top, width });
    sheet.y = top + HEIGHT;
  }
  if (due.length > MOST_CODES) block(sheet, words.first[lang], { style: SMALL });
}

function drawOne(
  sheet: Sheet,
  lang: Language,
  payee: TransferPayee,
  { designation, piece, cents, reference }: DueTransfer,
  { x, y, width }: { x: number; y: number; width: number },
): void {
  const { size, path } = qrCode(epcQrText({ ...payee, cents, reference }));
  const section = group(sheet, "Div");
  const draw = () => {
    sheet.doc.save();
    sheet.doc.translate(x, y).scale(SIDE / size);
    sheet.doc.path(path).fill(INK);
    sheet.doc.restore();
  };
  tagged(sheet, "Figure", draw, section, {
    alt: `${words.code[lang]} ${reference}`,
    bbox: [x, y, x + SIDE, y + SIDE],
  });
  const place = { x: x + SIDE + 3 * MM, width: width - SIDE - 3 * MM, parent: section };
  sheet.y = y + 3 * MM;
  block(sheet, designation, { ...place, y: sheet.y, style: STRONG, maxLines: 2 });
  if (piece && !designation.includes(piece))
    block(sheet, piece, { ...place, y: sheet.y, style: SMALL, maxLines: 1 });
  block(sheet, money(cents, lang), { ...place, y: sheet.y, style: STRONG, maxLines: 1 });
  block(sheet, formatIban(reference), { ...place, y: sheet.y, style: SMALL, maxLines: 2 });
  section.end();
}
