/** Letters, and the one that gives a temporary password (ACC-4). */
import { INK, TINT } from "./colour.ts";
import { graphemesOf } from "./fonts.ts";
import { date, type Language } from "./format.ts";
import {
  BODY,
  type Brand,
  block,
  type CreditorParty,
  closeSheet,
  creditorLines,
  footOf,
  gap,
  logo,
  openSheet,
  type PostalParty,
  partyBlock,
  type Sheet,
  SMALL,
  STRONG,
  title,
  toBuffer,
} from "./kit.ts";
import { artifact, group, hairline, MM, tagged } from "./sheet.ts";
import { drawLine, shrunk, type TextStyle, widthOf, wrap } from "./text.ts";

export interface TemporaryPasswordLetterData {
  lang: Language;
  brand?: Brand;
  creditor: CreditorParty;
  recipient: PostalParty;
  /** Town from which it is sent, printed before the date. */
  place?: string;
  /** `YYYY-MM-DD`. */
  writtenOn: string;
  /** Address of the site as it must be typed. */
  siteAddress: string;
  identifier: string;
  temporaryPassword: string;
  /** `YYYY-MM-DD`: last day on which the password opens the door. */
  expiresOn?: string;
  /** Whom to ask for help, in one sentence. */
  help?: string;
  madeAt: Date;
}

/** Larger than elsewhere: a letter goes to those who have least help in reading it. */
export const TEXT: TextStyle = { ...BODY, size: 11 };

const words = {
  title: { fr: "Votre accès en ligne", en: "Your online access" },
  dateAt: { fr: "le", en: "" },
  greeting: { fr: "Madame, Monsieur,", en: "Dear Sir or Madam," },
  intro: {
    fr: "Votre compte est ouvert sur notre site. Vous pouvez y lire ce que vous devez, payer, retrouver vos documents et nous écrire. Voici ce qu’il faut pour y entrer la première fois.",
    en: "Your account is open on our site. There you can read what you owe, pay, find your documents and write to us. Here is what you need to enter it the first time.",
  },
  site: { fr: "Adresse du site", en: "Address of the site" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  password: { fr: "Mot de passe provisoire", en: "Temporary password" },
  zero: {
    fr: "Le zéro est barré (0), la lettre O ne l’est pas. Les tirets se tapent aussi.",
    en: "Zero has a bar (0), the letter O has none. Hyphens are typed too.",
  },
  todo: { fr: "Que faire", en: "What to do" },
  steps: {
    fr: [
      "Ouvrez votre navigateur et tapez l’adresse du site ci-dessus, en entier.",
      "Tapez votre identifiant, puis le mot de passe provisoire. Les majuscules et les minuscules comptent.",
      "Le site vous demande aussitôt de choisir un mot de passe à vous. Le provisoire ne sert plus ensuite : détruisez cette lettre.",
    ],
    en: [
      "Open your browser and type the address of the site above, in full.",
      "Type your identifier, then the temporary password. Capital and small letters are different.",
      "The site asks you at once to choose a password of your own. The temporary one is then of no more use: destroy this letter.",
    ],
  },
  expires: {
    fr: "Ce mot de passe provisoire est valable jusqu’au",
    en: "This temporary password can be used until",
  },
  secret: {
    fr: "Nous ne vous demanderons jamais votre mot de passe, ni par téléphone, ni par courriel.",
    en: "We shall never ask for your password, neither by telephone nor by e-mail.",
  },
} as const;

/**
 * Where the window of a French DL or C5 envelope (NF Z 10-011) shows the address of a sheet folded in three:
 * six lines of 38 characters, 110 mm from the left, 50 mm from the top. Leaves `sheet.y` as it was.
 */
export function windowAddress(sheet: Sheet, party: PostalParty): void {
  const y = sheet.y;
  const style: TextStyle = { size: 10.5, colour: INK };
  const width = 82 * MM;
  const lines = [party.name, ...party.addressLines]
    .slice(0, 6)
    .map((line) => wrap(line, style, width, 1)[0] ?? "");
  const section = group(sheet, "Div");
  sheet.y = 50 * MM;
  for (const line of lines)
    block(sheet, line, { style, x: 110 * MM, y: sheet.y, width, parent: section, maxLines: 1 });
  section.end();
  sheet.y = y;
}

/** What every letter of a batch has alike. */
export type LetterHeadData = Pick<TemporaryPasswordLetterData, "lang" | "creditor" | "place" | "writtenOn">;

/** The head of a letter: folding marks, logo, sender, recipient in the window, town and date. */
export function letterHead(sheet: Sheet, data: LetterHeadData, recipient: PostalParty): void {
  const { lang, creditor } = data;
  artifact(sheet, () => hairline(sheet, 4 * MM, 9 * MM, 99 * MM));
  artifact(sheet, () => hairline(sheet, 4 * MM, 9 * MM, 198 * MM));
  logo(sheet);
  partyBlock(sheet, creditor, { x: sheet.left, width: 82 * MM }, { extra: creditorLines(creditor, lang) });
  const below = Math.max(sheet.y, 85 * MM);
  windowAddress(sheet, recipient);
  sheet.y = below + 8;
  const day = date(data.writtenOn, lang);
  const dated = data.place ? `${data.place}, ${words.dateAt[lang]} ${day}`.replace("  ", " ") : day;
  block(sheet, dated, { x: 110 * MM, width: 82 * MM, maxLines: 2 });
  gap(sheet, 8);
}

/** Makes the letter, one page, in memory. */
export async function temporaryPasswordLetterPdf(data: TemporaryPasswordLetterData): Promise<Buffer> {
  const { lang, creditor } = data;
  const sheet = openSheet({
    lang,
    title: `${words.title[lang]} - ${creditor.name}`,
    author: creditor.name,
    foot: footOf(creditor),
    ...(data.brand ? { brand: data.brand } : {}),
    madeAt: data.madeAt,
  });
  const result = toBuffer(sheet);
  letterHead(sheet, data, data.recipient);
  title(sheet, words.title[lang]);
  gap(sheet, 6);
  block(sheet, words.greeting[lang], { style: TEXT });
  gap(sheet, 5);
  block(sheet, words.intro[lang], { style: TEXT });
  gap(sheet, 12);
  keys(sheet, data);
  gap(sheet, 14);
  instructions(sheet, data);
  closeSheet(sheet);
  return result;
}

/** The three things to type, on a tint; the password letter by letter, well apart. */
function keys(sheet: Sheet, data: TemporaryPasswordLetterData): void {
  const { lang } = data;
  const [x, width, top] = [sheet.left + 16, sheet.right - sheet.left - 32, sheet.y];
  const height = 152;
  artifact(sheet, () => {
    sheet.doc.rect(sheet.left, top, sheet.right - sheet.left, height).fill(TINT);
    sheet.doc.rect(sheet.left, top, 3, height).fill(sheet.accent);
  });
  const half = width / 2 - 8;
  const typed = (label: string, value: string, at: number) => {
    block(sheet, label, { style: SMALL, x: at, y: top + 13, width: half });
    block(sheet, value, {
      style: shrunk(value, { ...STRONG, size: 13 }, half * 2),
      x: at,
      y: sheet.y,
      width: half,
      maxLines: 2,
    });
  };
  typed(words.site[lang], data.siteAddress, x);
  typed(words.identifier[lang], data.identifier, x + half + 16);
  block(sheet, words.password[lang], { style: SMALL, x, y: top + 70, width });
  const { y } = sheet;
  tagged(
    sheet,
    "P",
    () => drawSpaced(sheet, data.temporaryPassword, { x, baseline: y + 30, width }),
    sheet.root,
    {
      actual: data.temporaryPassword,
    },
  );
  block(sheet, words.zero[lang], { style: SMALL, x, y: top + 130, width });
  sheet.y = top + height;
}

/** Points between the letters of the password: wider, a copy would read spaces between them. */
const APART = 2.4;

/** Draws a secret to be typed, large, its letters well apart. */
export function drawSpaced(
  sheet: Sheet,
  text: string,
  place: { x: number; baseline: number; width: number },
): void {
  const style: TextStyle = { size: 28, weight: "bold", colour: INK };
  const letters = graphemesOf(text);
  const wanted = letters.reduce((sum, letter) => sum + widthOf(letter, style) + APART, 0);
  const scale = Math.min(1, place.width / wanted);
  let x = place.x;
  for (const letter of letters) {
    const fitted = { ...style, size: style.size * scale };
    drawLine(sheet.doc, letter, { x, baseline: place.baseline, width: 0 }, fitted);
    x += widthOf(letter, fitted) + APART * scale;
  }
}

function instructions(sheet: Sheet, data: TemporaryPasswordLetterData): void {
  const { lang } = data;
  numberedSteps(sheet, words.todo[lang], words.steps[lang]);
  if (data.expiresOn)
    block(sheet, `${words.expires[lang]} ${date(data.expiresOn, lang)}.`, {
      style: { ...TEXT, weight: "bold" },
    });
  gap(sheet, 4);
  block(sheet, words.secret[lang], { style: TEXT });
  if (data.help) block(sheet, data.help, { style: TEXT, maxLines: 4 });
}

/** What to do, in numbered steps under a heading. */
export function numberedSteps(sheet: Sheet, heading: string, steps: readonly string[]): void {
  block(sheet, heading, { tag: "H2", style: { ...STRONG, size: 12 } });
  gap(sheet, 4);
  const list = group(sheet, "L");
  for (const [index, step] of steps.entries()) {
    const item = group(sheet, "LI", list);
    const y = sheet.y;
    block(sheet, `${index + 1}.`, {
      tag: "Lbl",
      style: { ...TEXT, weight: "bold" },
      x: sheet.left,
      y,
      width: 16,
      parent: item,
    });
    block(sheet, step, {
      tag: "LBody",
      style: TEXT,
      x: sheet.left + 18,
      y,
      width: sheet.right - sheet.left - 18,
      parent: item,
    });
    item.end();
    gap(sheet, 4);
  }
  list.end();
  gap(sheet, 6);
}
