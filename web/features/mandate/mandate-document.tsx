import { Download, ExternalLink } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import type { Mandate } from "./mandate-state.tsx";
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
  all: {
    fr: "Tout ce qui a été signé, du plus ancien au plus récent. Chaque document garde sa valeur de preuve.",
    en: "All that was signed, oldest first. Each document keeps its value as proof.",
  },
  mandateOf: { fr: (on: string) => `Mandat signé le ${on}`, en: (on: string) => `Mandate signed on ${on}` },
  account_changeOf: {
    fr: (on: string) => `Changement de compte bancaire signé le ${on}`,
    en: (on: string) => `Change of bank account signed on ${on}`,
  },
  scanOf: {
    fr: (on: string) => `Scan du mandat papier signé le ${on}`,
    en: (on: string) => `Scan of the paper mandate signed on ${on}`,
  },
  awaited: {
    fr: "L’heure n’en est pas encore attestée : le service d’horodatage n’a pas répondu au moment de la signature. L’attestation s’y ajoutera d’elle-même ; le document est valable sans elle.",
    en: "Its time is not attested yet: the time-stamping service did not answer when it was signed. The attestation will be added by itself; the document is valid without it.",
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
  return (
    <Stack gap={4}>
      <Text look="muted">{t[kind]}</Text>
      <Reading frame={t.frame(umr)} addressOf={addressOf} />
    </Stack>
  );
}

type Signed = Pick<Mandate, "umr" | "origin" | "document" | "documents">;
type WhichFile = { download: "yes" | "no"; document?: string };

/** All that was signed of a mandate, each with its name when there are several (MAN-6). */
export function MandateDocuments({
  mandate,
  addressOf,
}: {
  mandate: Signed;
  addressOf: (which: WhichFile) => string;
}) {
  const t = useWords(words);
  const f = useFormat();
  const { documents, umr } = mandate;
  const kind = mandate.origin === "paper" ? "paper" : mandate.document === "sealed" ? "sealed" : "unsigned";
  if (documents.length < 2)
    return (
      <Stack gap={4}>
        <MandateDocument
          umr={umr}
          kind={documents[0]?.kind === "account_change" ? "sealed" : kind}
          addressOf={(download) => addressOf({ download })}
        />
        {documents[0]?.timestamp === "awaited" && <Text look="muted">{t.awaited}</Text>}
      </Stack>
    );
  return (
    <Stack gap={4}>
      <Text look="muted">{t.all}</Text>
      {documents.map((one) => {
        const name = t[`${one.kind}Of`](f.date(one.on));
        return (
          <Stack key={one.id} gap={2}>
            <Text look="strong">{name}</Text>
            <Reading
              frame={`${t.frame(umr)}, ${name}`}
              addressOf={(download) => addressOf({ download, document: one.id })}
            />
            {one.timestamp === "awaited" && <Text look="muted">{t.awaited}</Text>}
          </Stack>
        );
      })}
    </Stack>
  );
}

function Reading({ frame, addressOf }: { frame: string; addressOf: Props["addressOf"] }) {
  const t = useWords(words);
  const [shown, setShown] = useState(false);
  return (
    <>
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
      {shown && <iframe className="mandate-pdf" src={addressOf("no")} title={frame} />}
    </>
  );
}
