/** Letters that carry access codes (ACC-3), one a page, each with its address in the window of its envelope. */
import { TINT } from "./colour.ts";
import { date, type Language } from "./format.ts";
import {
  type Brand,
  block,
  type CreditorParty,
  closeSheet,
  footOf,
  gap,
  openSheet,
  type PostalParty,
  type Sheet,
  SMALL,
  STRONG,
  title,
  toBuffer,
} from "./kit.ts";
import { drawSpaced, letterHead, numberedSteps, TEXT } from "./letter.ts";
import { artifact, newPage, tagged } from "./sheet.ts";
import { shrunk } from "./text.ts";

/** What the site will ask besides the code, in words. */
type Proof = "party_code" | "postcode" | "name";

export interface CodeLetter {
  recipient: PostalParty;
  /** As it is to be typed: `K7QM-4TXA-9DZ3`. */
  code: string;
  proof: Proof;
}

export interface CodeLettersData {
  lang: Language;
  brand?: Brand;
  creditor: CreditorParty;
  place?: string;
  /** `YYYY-MM-DD`. */
  writtenOn: string;
  /** Address of the page where a code is typed. */
  siteAddress: string;
  /** `YYYY-MM-DD`: last day on which the codes open the door. */
  expiresOn: string;
  help?: string;
  madeAt: Date;
  /** At least one. */
  letters: readonly CodeLetter[];
}

const words = {
  title: { fr: "Votre code d’accès", en: "Your access code" },
  greeting: { fr: "Madame, Monsieur,", en: "Dear Sir or Madam," },
  intro: {
    fr: "Votre compte vous attend sur notre site. Vous pouvez y lire ce que vous devez, payer, retrouver vos documents et nous écrire. Ce code, qui n’est que pour vous, vous y fait entrer la première fois.",
    en: "Your account awaits you on our site. There you can read what you owe, pay, find your documents and write to us. This code, which is for you only, lets you in the first time.",
  },
  site: { fr: "Adresse à taper", en: "Address to type" },
  code: { fr: "Code d’accès", en: "Access code" },
  clear: {
    fr: "Ni la lettre O ni la lettre I n’y figurent : ce sont le zéro (0) et le un (1). Les tirets peuvent être omis.",
    en: "It has neither the letter O nor the letter I: those are zero (0) and one (1). Hyphens may be left out.",
  },
  todo: { fr: "Que faire", en: "What to do" },
  open: {
    fr: "Ouvrez votre navigateur et tapez l’adresse ci-dessus, en entier.",
    en: "Open your browser and type the address above, in full.",
  },
  proof: {
    party_code: {
      fr: "Tapez ce code, puis votre référence client : elle figure sur vos factures, pas sur cette lettre.",
      en: "Type this code, then your customer reference: it stands on your invoices, not on this letter.",
    },
    postcode: {
      fr: "Tapez ce code, puis le code postal de votre adresse.",
      en: "Type this code, then the postcode of your address.",
    },
    name: { fr: "Tapez ce code, puis votre nom.", en: "Type this code, then your name." },
  },
  choose: {
    fr: "Choisissez votre mot de passe. Le code ne sert plus ensuite : détruisez cette lettre.",
    en: "Choose your password. The code is then of no more use: destroy this letter.",
  },
  expires: { fr: "Ce code est valable jusqu’au", en: "This code can be used until" },
  secret: {
    fr: "Nous ne vous demanderons jamais ce code, ni par téléphone, ni par courriel.",
    en: "We shall never ask for this code, neither by telephone nor by e-mail.",
  },
} as const;

/** Makes the letters in one file, in memory: some hundreds at most. */
export async function codeLettersPdf(data: CodeLettersData): Promise<Buffer> {
  const { lang, creditor } = data;
  const sheet = openSheet({
    lang,
    title: `${words.title[lang]} - ${creditor.name}`,
    author: creditor.name,
    foot: footOf(creditor),
    unnumbered: true,
    ...(data.brand ? { brand: data.brand } : {}),
    madeAt: data.madeAt,
  });
  const result = toBuffer(sheet);
  for (const [index, letter] of data.letters.entries()) {
    if (index > 0) newPage(sheet);
    writeLetter(sheet, data, letter);
  }
  closeSheet(sheet);
  return result;
}

function writeLetter(sheet: Sheet, data: CodeLettersData, letter: CodeLetter): void {
  const { lang } = data;
  letterHead(sheet, data, letter.recipient);
  title(sheet, words.title[lang]);
  gap(sheet, 6);
  block(sheet, words.greeting[lang], { style: TEXT });
  gap(sheet, 5);
  block(sheet, words.intro[lang], { style: TEXT });
  gap(sheet, 12);
  keys(sheet, data, letter.code);
  gap(sheet, 14);
  numberedSteps(sheet, words.todo[lang], [
    words.open[lang],
    words.proof[letter.proof][lang],
    words.choose[lang],
  ]);
  block(sheet, `${words.expires[lang]} ${date(data.expiresOn, lang)}.`, {
    style: { ...TEXT, weight: "bold" },
  });
  gap(sheet, 4);
  block(sheet, words.secret[lang], { style: TEXT });
  if (data.help) block(sheet, data.help, { style: TEXT, maxLines: 4 });
}

/** The address and the code, on a tint; the code letter by letter, well apart. */
function keys(sheet: Sheet, data: CodeLettersData, code: string): void {
  const { lang } = data;
  const [x, width, top] = [sheet.left + 16, sheet.right - sheet.left - 32, sheet.y];
  const height = 142;
  artifact(sheet, () => {
    sheet.doc.rect(sheet.left, top, sheet.right - sheet.left, height).fill(TINT);
    sheet.doc.rect(sheet.left, top, 3, height).fill(sheet.accent);
  });
  block(sheet, words.site[lang], { style: SMALL, x, y: top + 12, width });
  const style = shrunk(data.siteAddress, { ...STRONG, size: 13 }, width);
  block(sheet, data.siteAddress, { style, x, y: sheet.y, width, maxLines: 1 });
  block(sheet, words.code[lang], { style: SMALL, x, y: top + 56, width });
  const { y } = sheet;
  tagged(sheet, "P", () => drawSpaced(sheet, code, { x, baseline: y + 30, width }), sheet.root, {
    actual: code,
  });
  block(sheet, words.clear[lang], { style: SMALL, x, y: top + 118, width });
  sheet.y = top + height;
}
