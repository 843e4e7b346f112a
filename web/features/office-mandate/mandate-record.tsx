import { FileCheck2 } from "lucide-react";
import { useState } from "react";
import { fileAddress, type GotOf, type OperationId } from "../../lib/api.ts";
import { query, queryClient, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { MandateDocuments } from "../mandate/mandate-document.tsx";
import { MandateFacts } from "../mandate/mandate-facts.tsx";
import { MandateHistory } from "../mandate/mandate-history.tsx";
import { MandateState } from "../mandate/mandate-state.tsx";
import { PlanTable } from "../mandate/plan-table.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

export type OfficeMandate = GotOf<"readOfficeMandate">;
/** What is asked again when staff did something. */
export const touched: OperationId[] = ["readOfficeMandate", "listOfficeMandates", "readHome"];

const words = {
  party: { fr: "Tiers", en: "Party" },
  account: { fr: "Compte", en: "Account" },
  signer: { fr: "Signé par", en: "Signed by" },
  typedBy: { fr: "Saisi par", en: "Typed by" },
  reason: { fr: "Motif", en: "Reason" },
  seal: { fr: "Sceau", en: "Seal" },
  sealIs: {
    fr: (level: string, print: string) => `PAdES ${level}, certificat ${print}…`,
    en: (level: string, print: string) => `PAdES ${level}, certificate ${print}…`,
  },
  amendment: { fr: "À dire à la banque", en: "To tell the bank" },
  accountChange: { fr: "Compte bancaire changé (SMNDA)", en: "Bank account changed (SMNDA)" },
  creditorChange: { fr: "Créancier renommé", en: "Creditor renamed" },
  unsealed: {
    fr: "Le client a signé ; le document n’a pas encore pu être scellé. Quitus réessaie de lui-même.",
    en: "The customer has signed; the document could not be sealed yet. Quitus tries again by itself.",
  },
  withdrawn: {
    fr: "Le compte est retiré de l’espace des clients : rien n’est prélevé tant qu’il l’est.",
    en: "The account is withdrawn from the customers’ space: nothing is debited while it is.",
  },
  sealNow: { fr: "Sceller maintenant", en: "Seal it now" },
  sealed: { fr: "Le document est scellé.", en: "The document is sealed." },
  mandate: { fr: "Le mandat", en: "The mandate" },
  plan: { fr: "Échéancier", en: "Schedule" },
  document: { fr: "Le document", en: "The document" },
  noScan: { fr: "Le scan du papier n’est pas encore gardé.", en: "The scan of the paper is not kept yet." },
  scan: { fr: "Scan du mandat papier", en: "Scan of the paper mandate" },
  scanHint: { fr: "Un PDF de 10 Mo au plus.", en: "A PDF of 10 MB at most." },
  scanned: { fr: "Le scan est gardé.", en: "The scan is kept." },
  evidence: { fr: "Preuve de la signature", en: "Evidence of the signature" },
  evidenceText: {
    fr: "Qui, quand, d’où, quel document, comment le code est parti, et la suite de ce qui s’est passé. Elle est jointe au PDF.",
    en: "Who, when, from where, which document, how the code left, and the chain of what happened. It is attached to the PDF.",
  },
  showEvidence: { fr: "Enregistrer la preuve (JSON)", en: "Save the evidence (JSON)" },
  history: { fr: "Historique", en: "History" },
} satisfies Words;

/** Everything about one mandate, for staff: whose, what, the document, the evidence, what happened. */
export function MandateRecord({ mandate }: { mandate: OfficeMandate }) {
  const t = useWords(words);
  const noScan = mandate.origin === "paper" && mandate.documents.every((one) => one.kind !== "scan");
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <div>
          <MandateState state={mandate.state} />
        </div>
        {mandate.withdrawn && <Notice kind="warning">{t.withdrawn}</Notice>}
        {mandate.can.seal && <SealAgain mandate={mandate.id} />}
      </Stack>
      <DefinitionList items={useFacts(mandate)} />
      <Section level={3} title={t.mandate}>
        <MandateFacts mandate={mandate} />
      </Section>
      {mandate.instalments.length > 0 && (
        <Section level={3} title={t.plan}>
          <PlanTable instalments={mandate.instalments} />
        </Section>
      )}
      <Section level={3} title={t.document}>
        <Stack gap={4}>
          {noScan && <Text look="muted">{t.noScan}</Text>}
          {mandate.document !== "none" && (
            <MandateDocuments
              mandate={mandate}
              addressOf={(query) =>
                fileAddress("readOfficeMandateDocument", { params: { mandate: mandate.id }, query })
              }
            />
          )}
          {mandate.can.scan && <Scan mandate={mandate.id} />}
        </Stack>
      </Section>
      {mandate.evidence && <Evidence mandate={mandate} />}
      <Section level={3} title={t.history}>
        <MandateHistory events={mandate.events} />
      </Section>
    </Stack>
  );
}

function useFacts(mandate: OfficeMandate) {
  const t = useWords(words);
  const { amendment, seal } = mandate;
  const told = [amendment.account && t.accountChange, amendment.creditor && t.creditorChange].filter(Boolean);
  return [
    {
      key: "party",
      term: t.party,
      value: <Link href={officePaths.party(mandate.party.id)}>{mandate.party.name}</Link>,
    },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(mandate.account.id)}>{mandate.account.name}</Link>,
    },
    { key: "signer", term: mandate.origin === "paper" ? t.typedBy : t.signer, value: mandate.signer },
    mandate.reason !== "" && { key: "reason", term: t.reason, value: mandate.reason },
    seal && { key: "seal", term: t.seal, value: t.sealIs(seal.level, seal.fingerprint.slice(0, 12)) },
    told.length > 0 && { key: "amendment", term: t.amendment, value: told.join(", ") },
  ].filter((item) => item !== null && item !== false);
}

function SealAgain({ mandate }: { mandate: string }) {
  const t = useWords(words);
  const seal = useWrite("sealMandate", { refreshes: touched });
  const again = () =>
    seal.mutate(
      { params: { mandate } },
      {
        onSuccess: () => showToast({ title: t.sealed }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Notice
      kind="warning"
      actions={
        <Button small busy={seal.isPending} onClick={again}>
          {t.sealNow}
        </Button>
      }
    >
      {t.unsealed}
    </Notice>
  );
}

function Scan({ mandate }: { mandate: string }) {
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const keep = useWrite("sendMandateScan", { refreshes: touched });
  const send = (chosen: File[]) => {
    setFiles(chosen);
    const [file] = chosen;
    if (!file) return;
    keep.mutate(
      { params: { mandate }, body: file },
      {
        onSuccess: () => showToast({ title: t.scanned }),
        onSettled: () => setFiles([]),
      },
    );
  };
  return (
    <Stack gap={2}>
      {keep.error && (
        <Notice kind="error" live>
          {sentenceOf(keep.error)}
        </Notice>
      )}
      <FileDrop label={t.scan} hint={t.scanHint} files={files} onFiles={send} accept="application/pdf" />
    </Stack>
  );
}

function Evidence({ mandate }: { mandate: OfficeMandate }) {
  const t = useWords(words);
  const save = async () => {
    const { items } = await queryClient.fetchQuery(
      query("readMandateEvidence", { params: { mandate: mandate.id } }),
    );
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([`${JSON.stringify(items, null, 2)}\n`], { type: "application/json" }),
    );
    link.download = `${mandate.umr}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const failed = (error: unknown) => showToast({ kind: "error", title: sentenceOf(error) });
  return (
    <Section level={3} title={t.evidence}>
      <Stack gap={3}>
        <Text look="muted">{t.evidenceText}</Text>
        <Row>
          <Button icon={FileCheck2} look="quiet" onClick={() => void save().catch(failed)}>
            {t.showEvidence}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}
