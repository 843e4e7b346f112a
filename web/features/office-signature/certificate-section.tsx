import { BadgeCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { fileAddress } from "../../lib/api.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Certificate, grouped, type SignatureSettings } from "./signature-words.ts";
import { UploadDialog } from "./upload-certificate.tsx";

const words = {
  title: { fr: "Le certificat qui signe", en: "The certificate that signs" },
  none: { fr: "Pas encore de certificat", en: "No certificate yet" },
  noneText: {
    fr: "Il sera créé de lui-même à la première signature, au nom de l’organisme. Vous pouvez aussi le créer maintenant, ou utiliser le vôtre.",
    en: "It will be made by itself at the first signature, in the organization’s name. You may also make it now, or use your own.",
  },
  own: { fr: "Utiliser mon certificat", en: "Use my own certificate" },
  make: { fr: "Créer le certificat", en: "Make the certificate" },
  name: { fr: "Au nom de", en: "In the name of" },
  issuer: { fr: "Garanti par", en: "Vouched for by" },
  self: { fr: "Personne d’autre que l’organisme", en: "Nobody but the organization" },
  until: { fr: "Valable jusqu’au", en: "Valid until" },
  key: { fr: "Clé", en: "Key" },
  bits: { fr: (n: number) => `${n} bits`, en: (n: number) => `${n} bits` },
  fingerprint: { fr: "Empreinte (SHA-256)", en: "Fingerprint (SHA-256)" },
  endsSoon: { fr: "Ce certificat arrive à sa fin", en: "This certificate is about to end" },
  endsSoonGenerated: {
    fr: "Un autre prendra sa place de lui-même. Rien à faire, sauf prévenir ceux à qui vous avez donné l’empreinte.",
    en: "Another will take its place by itself. Nothing to do, but telling those to whom you gave the fingerprint.",
  },
  endsSoonUploaded: {
    fr: "Demandez le suivant à votre autorité et déposez-le ici. Sinon, à cette date, un certificat de l’organisme signera à sa place.",
    en: "Ask your authority for the next one and upload it here. Else, on that day, a certificate of the organization will sign in its place.",
  },
  selfText: {
    fr: "Un lecteur de PDF dira que le document n’a pas changé, et que le signataire n’est pas dans sa liste : c’est attendu. Pour qu’il soit reconnu partout, utilisez un certificat de cachet d’une autorité de la liste européenne de confiance.",
    en: "A PDF reader will say that the document did not change, and that the signer is not on its list: this is expected. To be recognized everywhere, use a seal certificate of an authority on the European trusted list.",
  },
  download: { fr: "Télécharger le certificat", en: "Download the certificate" },
  again: { fr: "Créer un nouveau certificat", en: "Make a new certificate" },
  againTitle: { fr: "Remplacer le certificat ?", en: "Replace the certificate?" },
  againText: {
    fr: "Un nouveau certificat, fait ici, signera les prochains documents. La clé du certificat actuel est détruite : cela ne se défait pas. Les documents déjà signés restent vérifiables.",
    en: "A new certificate, made here, will sign the next documents. The key of the present one is destroyed: this cannot be undone. Documents already signed can still be checked.",
  },
  replace: { fr: "Remplacer", en: "Replace" },
  made: { fr: "Le nouveau certificat est prêt.", en: "The new certificate is ready." },
} satisfies Words;

/** What certificate signs the organization's documents, until when, and what can be done about it. */
export function CertificateSection({ settings }: { settings: SignatureSettings }) {
  const t = useWords(words);
  const make = useWrite("generateIdentity", { refreshes: ["readSignature", "readCertificates", "readHome"] });
  const now = () =>
    make.mutate(
      {},
      {
        onSuccess: () => showToast({ title: t.made }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  const { present } = settings;
  // What stays on screen when the first certificate comes: what follows an act is told by it.
  const [uploading, setUploading] = useState(false);
  const upload = <Button onClick={() => setUploading(true)}>{t.own}</Button>;
  return (
    <Section title={t.title}>
      {present ? (
        <Present certificate={present} endsSoon={settings.endsSoon} upload={upload} />
      ) : (
        <EmptyState
          icon={BadgeCheck}
          title={t.none}
          action={
            <Row gap={2}>
              <Button look="primary" busy={make.isPending} onClick={now}>
                {t.make}
              </Button>
              {upload}
            </Row>
          }
        >
          {t.noneText}
        </EmptyState>
      )}
      <UploadDialog open={uploading} onClose={() => setUploading(false)} />
    </Section>
  );
}

type PresentProps = { certificate: Certificate; endsSoon: boolean; upload: ReactNode };

function Present({ certificate, endsSoon, upload }: PresentProps) {
  const t = useWords(words);
  const f = useFormat();
  const { key } = certificate;
  return (
    <Stack gap={4}>
      {endsSoon && (
        <Notice kind="warning" title={t.endsSoon}>
          {certificate.origin === "generated" ? t.endsSoonGenerated : t.endsSoonUploaded}
        </Notice>
      )}
      <DefinitionList
        items={[
          { term: t.name, value: certificate.name },
          { term: t.issuer, value: certificate.selfSigned ? t.self : certificate.issuer },
          { term: t.until, value: f.date(parisDate(certificate.validUntil)) },
          { term: t.key, value: `${key.kind} ${t.bits(key.bits)}` },
          { term: t.fingerprint, value: <CopyText text={grouped(certificate.fingerprint)} /> },
        ]}
      />
      {certificate.selfSigned && <Text look="muted">{t.selfText}</Text>}
      <Row gap={2}>
        {upload}
        <Renew />
        <LinkButton href={fileAddress("readCertificateFile", {})} look="quiet" download>
          {t.download}
        </LinkButton>
      </Row>
    </Stack>
  );
}

function Renew() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const make = useWrite("generateIdentity", { refreshes: ["readSignature", "readCertificates", "readHome"] });
  const confirm = () =>
    make.mutate(
      {},
      {
        onSuccess: () => showToast({ title: t.made }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
        onSettled: () => setOpen(false),
      },
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.again}</Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        title={t.againTitle}
        confirm={t.replace}
        busy={make.isPending}
        danger
      >
        {t.againText}
      </ConfirmDialog>
    </>
  );
}
