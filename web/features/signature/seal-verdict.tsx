import { useEffect, useRef } from "react";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice, type NoticeKind } from "../../ui/notice.tsx";
import { ContactDetails } from "../organization/contact-details.tsx";
import "./signature.css";

type Verdict = GotOf<"verifySignature">;
type Signature = Verdict["signatures"][number];
export type SignedVerdict = Verdict & { answer: Exclude<Verdict["answer"], "unsigned" | "unreadable"> };

const words = {
  ours: {
    fr: "Ce document est signé par nous et n’a pas changé",
    en: "This document is signed by us and did not change",
  },
  oursText: {
    fr: "Pas un octet de ce que nous avons signé n’a été modifié.",
    en: "Not a byte of what we signed was modified.",
  },
  ours_extended: {
    fr: "Signé par nous, puis complété par quelqu’un",
    en: "Signed by us, then added to by somebody",
  },
  ours_extendedText: {
    fr: "Quelque chose a été ajouté après notre signature : un commentaire, une autre signature, ou davantage. Fiez-vous à ce que votre lecteur de PDF montre de la version signée, et demandez-nous le document dans le doute.",
    en: "Something was added after our signature: a comment, another signature, or more. Trust what your PDF reader shows of the signed version, and ask us for the document if in doubt.",
  },
  stranger: {
    fr: "Signé par quelqu’un que nous ne connaissons pas",
    en: "Signed by somebody that we do not know",
  },
  strangerText: {
    fr: (name: string) =>
      `Le document n’a pas changé depuis sa signature, mais elle n’est pas celle de ${name}. Le nom écrit dans un certificat peut être choisi par n’importe qui.`,
    en: (name: string) =>
      `The document did not change since it was signed, but not by ${name}. Anybody can choose the name written in a certificate.`,
  },
  stranger_extended: {
    fr: "Signé par un inconnu, puis complété",
    en: "Signed by a stranger, then added to",
  },
  altered: { fr: "Ce document a été modifié", en: "This document was modified" },
  alteredText: {
    fr: "Il porte une signature, mais ce qu’il dit aujourd’hui n’est pas ce qui a été signé. Ne vous y fiez pas.",
    en: "It bears a signature, but what it says today is not what was signed. Do not trust it.",
  },
  unverifiable: { fr: "Signature que nous ne savons pas vérifier", en: "A signature that we cannot check" },
  unverifiableText: {
    fr: "Ce document porte une signature d’une forme que nous ne lisons pas. Ce n’est pas la nôtre telle que nous l’avons posée : ouvrez-le avec un lecteur de PDF, ou demandez-nous le document.",
    en: "This document bears a signature of a kind that we do not read. It is not ours as we put it: open it with a PDF reader, or ask us for the document.",
  },
  signer: { fr: "Signé par", en: "Signed by" },
  issuer: { fr: "Garanti par", en: "Vouched for by" },
  self: { fr: "Personne d’autre que le signataire", en: "Nobody but the signer" },
  at: { fr: "Le", en: "On" },
  stamped: {
    fr: (at: string, by: string) => `${at}, heure attestée par ${by}`,
    en: (at: string, by: string) => `${at}, time attested by ${by}`,
  },
  later: { fr: "Heure attestée ensuite", en: "Time attested later" },
  laterIs: {
    fr: (at: string, by: string) => `${at}, par ${by} : rien d’autre n’a été ajouté au document`,
    en: (at: string, by: string) => `${at}, by ${by}: nothing else was added to the document`,
  },
  claimed: { fr: (at: string) => `${at}, selon le signataire`, en: (at: string) => `${at}, says the signer` },
  unknown: { fr: "Non précisé", en: "Not told" },
  fingerprint: { fr: "Empreinte du certificat", en: "Fingerprint of the certificate" },
  mandate: {
    fr: "Pour un mandat de prélèvement, cette signature est celle de l’organisme. La vôtre, et sa preuve, sont écrites dans le document.",
    en: "For a direct debit mandate, this signature is the organization’s. Yours, and its evidence, are written in the document.",
  },
} satisfies Words;

const kinds: Record<SignedVerdict["answer"], NoticeKind> = {
  ours: "success",
  ours_extended: "warning",
  stranger: "warning",
  stranger_extended: "warning",
  altered: "error",
  unverifiable: "warning",
};

/** What the signatures of a file prove, in plain words; it takes the focus when it comes. */
export function SealVerdict({ verdict }: { verdict: SignedVerdict }) {
  const t = useWords(words);
  const { name } = useOrganization();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { answer, signatures } = verdict;
  const shown = signatures.filter((one) => one.kind === "signature" && one.signer);
  const text = {
    ours: t.oursText,
    ours_extended: t.ours_extendedText,
    stranger: t.strangerText(name),
    stranger_extended: t.strangerText(name),
    altered: t.alteredText,
    unverifiable: t.unverifiableText,
  }[answer];
  return (
    <div ref={box} tabIndex={-1} className="seal-verdict">
      <Notice kind={kinds[answer]} title={t[answer]} live>
        <Stack gap={3}>
          <p>{text}</p>
          {shown.map((one, index) => (
            <One
              key={index}
              signature={one}
              stamped={answer === "ours" && !one.coversFile ? stampOf(signatures) : null}
            />
          ))}
          {answer === "ours" ? <Text look="muted">{t.mandate}</Text> : <ContactDetails />}
        </Stack>
      </Notice>
    </div>
  );
}

/** What was added here after the signature: the time that an authority attests. */
const stampOf = (signatures: readonly Signature[]): Stamp =>
  signatures.findLast((one) => one.kind === "timestamp" && one.coversFile)?.timestamp ?? null;
type Stamp = Signature["timestamp"];

function One({ signature, stamped }: { signature: Signature; stamped: Stamp }) {
  const t = useWords(words);
  const f = useFormat();
  const { signer, timestamp, claimedAt } = signature;
  if (!signer) return null;
  const at = timestamp
    ? t.stamped(f.instant(timestamp.at), timestamp.by)
    : claimedAt
      ? t.claimed(f.instant(claimedAt))
      : t.unknown;
  return (
    <DefinitionList
      items={[
        { term: t.signer, value: signer.name },
        { term: t.issuer, value: signer.selfSigned ? t.self : signer.issuer },
        { term: t.at, value: at },
        ...(stamped ? [{ term: t.later, value: t.laterIs(f.instant(stamped.at), stamped.by) }] : []),
        { term: t.fingerprint, value: <span className="seal-fingerprint">{signer.fingerprint}</span> },
      ]}
    />
  );
}
