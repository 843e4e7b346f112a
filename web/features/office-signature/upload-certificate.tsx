import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { PasswordInput } from "../../ui/password.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  own: { fr: "Utiliser mon certificat", en: "Use my own certificate" },
  file: { fr: "Le fichier .p12 ou .pfx", en: "The .p12 or .pfx file" },
  fileHint: {
    fr: "Il contient le certificat et sa clé. La clé est chiffrée ici et n’en sort plus.",
    en: "It holds the certificate and its key. The key is encrypted here and never leaves.",
  },
  password: { fr: "Mot de passe du fichier", en: "Password of the file" },
  passwordHint: { fr: "Il n’est pas conservé.", en: "It is not kept." },
  missing: { fr: "Choisissez le fichier.", en: "Choose the file." },
  large: {
    fr: "Ce fichier est trop gros pour un certificat.",
    en: "This file is too large for a certificate.",
  },
  use: { fr: "Utiliser ce certificat", en: "Use this certificate" },
  cancel: { fr: "Annuler", en: "Cancel" },
  kept: {
    fr: "Votre certificat signe désormais les documents.",
    en: "Your certificate signs the documents from now on.",
  },
} satisfies Words;

/** As much as the server takes, before base64. */
const LARGEST_BYTES = 96_000;
const inFile = Object.fromEntries(
  ["file", "incomplete", "weak", "expired", "not_yet_valid", "may_not_sign"].map((code) => [
    `signature.${code}`,
    "file",
  ]),
);

/** The dialog in which one's own certificate is handed over with its password. */
export function UploadDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords(words);
  return (
    <Dialog open={open} onClose={onClose} title={t.own}>
      <UploadForm onDone={onClose} />
    </Dialog>
  );
}

function UploadForm({ onDone }: { onDone: () => void }) {
  const t = useWords(words);
  const [files, setFiles] = useState<File[]>([]);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const upload = useWrite("uploadIdentity", {
    refreshes: ["readSignature", "readCertificates", "readHome"],
  });
  const submit = async (data: FormData) => {
    const [file] = files;
    if (!file) return setErrors({ form: t.missing });
    if (file.size > LARGEST_BYTES) return setErrors({ form: t.large });
    setErrors(null);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    upload.mutate(
      { body: { file: text, password: textOf(data, "password") } },
      {
        onSuccess: () => {
          showToast({ title: t.kept });
          onDone();
        },
        onError: (error) => setErrors(errorsOf(error, { "signature.password": "password", ...inFile })),
      },
    );
  };
  return (
    <Form onSubmit={(data) => void submit(data)} errors={errors} aria-label={t.own}>
      <FileDrop
        label={t.file}
        hint={t.fileHint}
        error={errors?.["file"] ?? null}
        files={files}
        onFiles={(next) => {
          setFiles(next);
          setErrors(null);
        }}
        accept=".p12,.pfx,application/x-pkcs12"
        multiple={false}
      />
      <Field name="password" label={t.password} hint={t.passwordHint}>
        <PasswordInput autoComplete="off" maxLength={200} />
      </Field>
      <FormActions>
        <Button type="submit" look="primary" busy={upload.isPending}>
          {t.use}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </FormActions>
    </Form>
  );
}
