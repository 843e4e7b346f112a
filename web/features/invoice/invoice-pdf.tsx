import { Download, ExternalLink, FileCode, Printer } from "lucide-react";
import { useRef, useState } from "react";
import { fileAddress } from "../../lib/api.ts";
import { paths } from "../../lib/place.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import "./invoice.css";
import type { Invoice } from "./invoice-lines.tsx";

const words = {
  title: { fr: "Le document", en: "The document" },
  published: { fr: "Le PDF tel que le service l’a émis.", en: "The PDF as the office issued it." },
  duplicate: {
    fr: "Duplicata fait par Quitus d’après votre compte : le service n’a pas publié son propre PDF.",
    en: "Duplicate made by Quitus from your account: the office did not publish its own PDF.",
  },
  show: { fr: "Afficher à l’écran", en: "Show on screen" },
  hide: { fr: "Masquer", en: "Hide" },
  save: { fr: "Enregistrer", en: "Save" },
  print: { fr: "Imprimer", en: "Print" },
  xml: { fr: "Données XML", en: "XML data" },
  facturx: {
    fr: (profile: string) =>
      `C’est une facture électronique Factur-X (profil ${profile}) : elle porte ses données.`,
    en: (profile: string) => `It is a Factur-X electronic invoice (profile ${profile}): it carries its data.`,
  },
  verify: { fr: "Vérifier une facture reçue", en: "Check an invoice that you received" },
  open: { fr: "Ouvrir dans un onglet", en: "Open in a tab" },
  frame: { fr: (number: string) => `PDF de ${number}`, en: (number: string) => `PDF of ${number}` },
} satisfies Words;

type InvoicePdfProps = {
  account: string;
  invoice: Pick<Invoice, "id" | "number" | "pdf" | "facturx">;
};

/** The PDF on screen, saved or printed (SPEC ACT-5). */
export function InvoicePdf({ account, invoice }: InvoicePdfProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  // A phone has no room nor viewer for a page of paper inside a page: there it opens on its own.
  const [shown, setShown] = useState(() => globalThis.matchMedia("(min-width: 60rem)").matches);
  const frame = useRef<HTMLIFrameElement>(null);
  const addressOf = (download: "yes" | "no") =>
    fileAddress("readInvoicePdf", {
      params: { account, invoice: invoice.id },
      query: { download, language },
    });
  const print = () => {
    try {
      frame.current?.contentWindow?.focus();
      frame.current?.contentWindow?.print();
    } catch {
      globalThis.open(addressOf("no"), "_blank", "noopener"); // a viewer of another origin: it has its own button
    }
  };
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text look="muted">
          {t[invoice.pdf]} {invoice.facturx && t.facturx(invoice.facturx.profile)}{" "}
          <Link href={paths.verification()}>{t.verify}</Link>
        </Text>
        <Row>
          <LinkButton icon={Download} href={addressOf("yes")} download>
            {t.save}
          </LinkButton>
          {shown && (
            <Button icon={Printer} onClick={print}>
              {t.print}
            </Button>
          )}
          <LinkButton icon={ExternalLink} href={addressOf("no")} target="_blank" rel="noopener">
            {t.open}
          </LinkButton>
          {invoice.facturx?.xml && (
            <LinkButton
              icon={FileCode}
              href={fileAddress("readInvoiceXml", { params: { account, invoice: invoice.id } })}
              download
            >
              {t.xml}
            </LinkButton>
          )}
          <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t.hide : t.show}
          </Button>
        </Row>
        {shown && (
          <iframe ref={frame} className="invoice-pdf" src={addressOf("no")} title={t.frame(invoice.number)} />
        )}
      </Stack>
    </Section>
  );
}
