import { useState } from "react";
import { InvoiceVerdict } from "../features/invoice/invoice-verdict.tsx";
import { Door } from "../features/session/door.tsx";
import { OurCertificate } from "../features/signature/our-certificate.tsx";
import { SealVerdict, type SignedVerdict } from "../features/signature/seal-verdict.tsx";
import { api, type GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { parseCents } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Vérifier un document", en: "Check a document" },
  lead: {
    fr: "Vous avez reçu une facture à notre nom, ou un mandat signé ? Vérifiez ici qu’il vient bien de nous, qu’il n’a pas changé et, pour une facture, sur quel compte la payer.",
    en: "Have you received an invoice in our name, or a signed mandate? Check here that it does come from us, that it did not change and, for an invoice, to which account to pay it.",
  },
  file: { fr: "Le fichier PDF", en: "The PDF file" },
  fileHint: {
    fr: "Tel que vous l’avez reçu, 10 Mo au plus. Son empreinte est comparée et sa signature vérifiée ; il n’est pas gardé.",
    en: "As you received it, 10 MB at most. Its fingerprint is compared and its signature checked; it is not kept.",
  },
  or: { fr: "Ou recopiez une facture", en: "Or copy from an invoice" },
  orHint: {
    fr: "Pour une facture sur papier, ou un duplicata.",
    en: "For an invoice on paper, or a duplicate.",
  },
  number: { fr: "Numéro de la facture", en: "Invoice number" },
  amount: { fr: "Montant total, TVA comprise", en: "Total amount, VAT included" },
  amountHint: { fr: "Par exemple : 147,98", en: "For example: 147.98" },
  iban: { fr: "IBAN écrit sur la facture", en: "IBAN written on the invoice" },
  ibanHint: {
    fr: "Il sera comparé au nôtre, que nous n’affichons pas en entier.",
    en: "It will be compared with ours, which we do not show in full.",
  },
  check: { fr: "Vérifier", en: "Check" },
  wrongAmount: { fr: "Écrivez un montant, par exemple 147,98.", en: "Write an amount, for example 147.98." },
  nothing: {
    fr: "Déposez le fichier PDF, ou recopiez le numéro et le montant.",
    en: "Drop the PDF file, or copy the number and the amount.",
  },
  back: { fr: "Aller à mon espace", en: "Go to my space" },
} satisfies Words;

type Checked =
  | { about: "invoice"; verdict: GotOf<"verifyInvoice">; byFile: boolean }
  | { about: "seal"; verdict: SignedVerdict };

/** A file that was published here is told as such; else what its signature proves, when it has one. */
async function checkFile(file: File, iban: string | undefined): Promise<Checked> {
  const pdf = { mediaType: "application/pdf" };
  const verdict = await api.verifyFile({ query: { iban }, body: file }, pdf);
  if (verdict.answer === "unknown") {
    const seal = await api.verifySignature({ body: file }, pdf);
    if (isSigned(seal)) return { about: "seal", verdict: seal };
  }
  return { about: "invoice", verdict, byFile: true };
}

const isSigned = (verdict: GotOf<"verifySignature">): verdict is SignedVerdict =>
  verdict.answer !== "unsigned" && verdict.answer !== "unreadable";

/** Anybody checks that an invoice is genuine, what IBAN it should bear (SPEC ACT-5), and who signed a mandate (MAN-5). */
export function VerificationPage() {
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const submit = async (data: FormData) => {
    setChecked(null);
    const iban = textOf(data, "iban").trim() || undefined;
    const [file, number] = [files[0], textOf(data, "number").trim()];
    const totalCents = parseCents(textOf(data, "amount"));
    if (!file && !number) return setErrors({ form: t.nothing });
    if (!file && totalCents === null) return setErrors({ amount: t.wrongAmount });
    setBusy(true);
    setErrors(null);
    try {
      setChecked(
        file
          ? await checkFile(file, iban)
          : {
              about: "invoice",
              verdict: await api.verifyInvoice({ body: { number, totalCents: totalCents!, iban } }),
              byFile: false,
            },
      );
    } catch (error) {
      setErrors(errorsOf(error, {}));
    }
    setBusy(false);
  };
  return (
    <Door title={t.title} lead={t.lead}>
      <Stack gap={8}>
        {checked?.about === "seal" && <SealVerdict verdict={checked.verdict} />}
        {checked?.about === "invoice" && <InvoiceVerdict verdict={checked.verdict} byFile={checked.byFile} />}
        <Form onSubmit={(data) => void submit(data)} errors={errors}>
          <FileDrop
            label={t.file}
            hint={t.fileHint}
            files={files}
            onFiles={(next) => {
              setFiles(next);
              setChecked(null);
            }}
            accept="application/pdf,.pdf"
            multiple={false}
          />
          {files.length === 0 && (
            <Section title={t.or}>
              <Stack gap={4}>
                <Text look="muted">{t.orHint}</Text>
                <Field name="number" label={t.number} optional>
                  <TextInput maxLength={60} autoComplete="off" />
                </Field>
                <Field name="amount" label={t.amount} hint={t.amountHint} optional>
                  <TextInput inputMode="decimal" chars={12} autoComplete="off" />
                </Field>
              </Stack>
            </Section>
          )}
          <Field name="iban" label={t.iban} hint={t.ibanHint} optional>
            <TextInput maxLength={60} autoComplete="off" spellCheck={false} />
          </Field>
          <FormActions>
            <Button look="primary" type="submit" busy={busy}>
              {t.check}
            </Button>
          </FormActions>
        </Form>
        <OurCertificate />
        <Link href={paths.home()}>{t.back}</Link>
      </Stack>
    </Door>
  );
}
