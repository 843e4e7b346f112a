import { Download, ExternalLink } from "lucide-react";
import { useState } from "react";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import "./mandate.css";

const words = {
  unsigned: {
    fr: "Le mandat tel que vous allez le signer.",
    en: "The mandate as you are about to sign it.",
  },
  sealed: {
    fr: "Le document signé et scellé : tout lecteur de PDF vérifie sa signature, et la preuve y est jointe.",
    en: "The document, signed and sealed: any PDF reader checks its signature, and the evidence is attached to it.",
  },
  paper: {
    fr: "Le document du mandat signé sur papier.",
    en: "The document of the mandate signed on paper.",
  },
  show: { fr: "Lire à l’écran", en: "Read on screen" },
  hide: { fr: "Masquer", en: "Hide" },
  open: { fr: "Ouvrir dans un onglet", en: "Open in a tab" },
  save: { fr: "Télécharger le mandat", en: "Download the mandate" },
  frame: { fr: (umr: string) => `Mandat ${umr}`, en: (umr: string) => `Mandate ${umr}` },
} satisfies Words;

type Props = {
  umr: string;
  kind: "unsigned" | "sealed" | "paper";
  /** Where it is, to show or to save. */
  addressOf: (download: "yes" | "no") => string;
};

/** The document: read on screen, opened, saved (MAN-4, MAN-5). */
export function MandateDocument({ umr, kind, addressOf }: Props) {
  const t = useWords(words);
  const [shown, setShown] = useState(false);
  return (
    <Stack gap={4}>
      <Text look="muted">{t[kind]}</Text>
      <Row>
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? t.hide : t.show}
        </Button>
        <LinkButton icon={ExternalLink} look="quiet" href={addressOf("no")} target="_blank" rel="noopener">
          {t.open}
        </LinkButton>
        <LinkButton icon={Download} look="quiet" href={addressOf("yes")} download>
          {t.save}
        </LinkButton>
      </Row>
      {shown && <iframe className="mandate-pdf" src={addressOf("no")} title={t.frame(umr)} />}
    </Stack>
  );
}
