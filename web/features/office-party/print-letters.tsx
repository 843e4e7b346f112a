import { Printer } from "lucide-react";
import { useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { refresh, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Button, type ButtonProps } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  one: { fr: "Imprimer une lettre", en: "Print a letter" },
  some: { fr: "Imprimer les lettres", en: "Print the letters" },
  all: { fr: "Écrire à tous ceux sans accès", en: "Write to all without access" },
  title: { fr: "Lettres avec code d’accès", en: "Letters with an access code" },
  forSome: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "Une lettre sera faite, avec un nouveau code ; celui d’une lettre déjà imprimée ne servira plus.",
        other:
          "# lettres seront faites, chacune avec un nouveau code ; ceux de lettres déjà imprimées ne serviront plus.",
      }),
    en: (n: number) =>
      plural("en", n, {
        one: "One letter will be made, with a new code; that of a letter already printed will no longer work.",
        other:
          "# letters will be made, each with a new code; those of letters already printed will no longer work.",
      }),
  },
  forAll: {
    fr: "Une lettre sera faite pour chaque tiers qui n’a ni accès, ni code encore valable : 500 au plus à la fois.",
    en: "A letter will be made for each party with neither access nor a code that still works: 500 at most at a time.",
  },
  language: { fr: "Langue des lettres", en: "Language of the letters" },
  french: { fr: "Français", en: "French" },
  english: { fr: "Anglais", en: "English" },
  make: { fr: "Faire les lettres", en: "Make the letters" },
  cancel: { fr: "Annuler", en: "Cancel" },
} satisfies Words;

type Given = {
  /** Null: all the parties without access. */
  parties: string[] | null;
  small?: boolean;
  look?: ButtonProps["look"];
};

/** Makes letters that carry access codes (ACC-3, OFF-8), then leads to where they are taken. */
export function PrintLetters({ parties, small, look }: Given) {
  const t = useWords(words);
  const go = useGo();
  const own = useLanguage().language;
  const [open, setOpen] = useState(false);
  const [language, setLanguage] = useState(own);
  const print = useWrite("printAccessLetters");
  const make = () =>
    print.mutate(
      { body: { parties, language } },
      {
        onSuccess: async () => {
          setOpen(false);
          await refresh("listAccessLetters", "listParties", "readParty");
          go(officePaths.accessLetters());
        },
      },
    );
  const label = parties ? (parties.length === 1 ? t.one : t.some) : t.all;
  return (
    <>
      <Button icon={Printer} small={small} look={look} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t.title}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
            <Button look="primary" busy={print.isPending} onClick={make}>
              {t.make}
            </Button>
          </>
        }
      >
        <Stack>
          {print.error && (
            <Notice kind="error" live>
              {sentenceOf(print.error)}
            </Notice>
          )}
          <Text>{parties ? t.forSome(parties.length) : t.forAll}</Text>
          <Field name="language" label={t.language}>
            <Select value={language} onChange={(event) => setLanguage(event.target.value as "fr" | "en")}>
              <option value="fr">{t.french}</option>
              <option value="en">{t.english}</option>
            </Select>
          </Field>
        </Stack>
      </Dialog>
    </>
  );
}
