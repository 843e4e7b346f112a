import { PlugZap } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { Textarea, TextInput } from "../../ui/inputs.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";

const words = {
  drop: { fr: "Dépôt SFTP", en: "SFTP drop" },
  dropOn: { fr: "Déposer les fichiers à la banque par SFTP", en: "Drop the files at the bank by SFTP" },
  host: { fr: "Serveur", en: "Server" },
  port: { fr: "Port", en: "Port" },
  user: { fr: "Utilisateur", en: "User" },
  password: { fr: "Mot de passe", en: "Password" },
  privateKey: { fr: "Clé privée", en: "Private key" },
  passphrase: { fr: "Phrase secrète de la clé", en: "Passphrase of the key" },
  secretHint: { fr: "Laissé tel quel, il est gardé.", en: "Left as it is, it is kept." },
  hostKeys: { fr: "Empreinte de la clé du serveur", en: "Fingerprint of the server’s key" },
  hostKeysHint: {
    fr: "SHA256:… donnée par la banque ; une par ligne.",
    en: "SHA256:… given by the bank; one a line.",
  },
  folder: { fr: "Dossier", en: "Folder" },
  test: { fr: "Essayer la connexion", en: "Try the connection" },
  connected: { fr: "La connexion fonctionne.", en: "The connection works." },
  host_refused: {
    fr: "Ce serveur n’est pas dans la liste des serveurs autorisés (OUTBOUND_HOSTS).",
    en: "This server is not among the servers that may be called (OUTBOUND_HOSTS).",
  },
  unreachable: { fr: "Le serveur ne répond pas.", en: "The server does not answer." },
  host_key: {
    fr: "Le serveur a montré une autre clé que celle attendue.",
    en: "The server showed another key than the one expected.",
  },
  credentials: {
    fr: "L’utilisateur, le mot de passe ou la clé est refusé.",
    en: "The user, the password or the key is refused.",
  },
  private_key: {
    fr: "La clé privée ou sa phrase secrète n’est pas lisible.",
    en: "The private key or its passphrase cannot be read.",
  },
  folder_problem: {
    fr: "Le dossier n’existe pas ou n’est pas accessible.",
    en: "The folder is not there, or cannot be opened.",
  },
  other: { fr: "La connexion a échoué.", en: "The connection failed." },
} satisfies Words;

type Settings = GotOf<"readCollectionSettings">;

/** Where the files are dropped, and how its server is known. */
export function DropFields({ settings }: { settings: Settings }) {
  const t = useWords(words);
  const { drop } = settings;
  return (
    <FieldSet legend={t.drop}>
      <Stack gap={4}>
        <Checkbox name="dropEnabled" defaultChecked={drop.enabled}>
          {t.dropOn}
        </Checkbox>
        <Field name="host" label={t.host} optional>
          <TextInput maxLength={253} defaultValue={drop.host} />
        </Field>
        <Field name="port" label={t.port}>
          <TextInput required inputMode="numeric" pattern="[0-9]{1,5}" defaultValue={drop.port} />
        </Field>
        <Field name="user" label={t.user} optional>
          <TextInput maxLength={120} autoComplete="off" defaultValue={drop.user} />
        </Field>
        <Field name="password" label={t.password} hint={t.secretHint} optional>
          <TextInput
            type="password"
            maxLength={400}
            autoComplete="new-password"
            defaultValue={drop.password}
          />
        </Field>
        <Field name="privateKey" label={t.privateKey} hint={t.secretHint} optional>
          <Textarea rows={3} maxLength={20_000} defaultValue={drop.privateKey} />
        </Field>
        <Field name="passphrase" label={t.passphrase} hint={t.secretHint} optional>
          <TextInput
            type="password"
            maxLength={400}
            autoComplete="new-password"
            defaultValue={drop.passphrase}
          />
        </Field>
        <Field name="hostKeys" label={t.hostKeys} hint={t.hostKeysHint} optional>
          <Textarea rows={2} maxLength={250} defaultValue={drop.hostKeys.join("\n")} />
        </Field>
        <Field name="folder" label={t.folder} optional>
          <TextInput maxLength={200} defaultValue={drop.folder} />
        </Field>
      </Stack>
    </FieldSet>
  );
}

const PROBLEMS = {
  host_refused: "host_refused",
  unreachable: "unreachable",
  timeout: "unreachable",
  host_key: "host_key",
  credentials: "credentials",
  private_key: "private_key",
  folder: "folder_problem",
  denied: "folder_problem",
} as const;

/** Signs in at the bank with what is saved. */
export function TestDrop({ creditor }: { creditor: string }) {
  const t = useWords(words);
  const test = useWrite("testCollectionDrop", { refreshes: [] });
  const result = test.data;
  const problem = PROBLEMS[result?.problem as keyof typeof PROBLEMS] ?? "other";
  return (
    <Stack gap={3}>
      <div>
        <Button icon={PlugZap} busy={test.isPending} onClick={() => test.mutate({ params: { creditor } })}>
          {t.test}
        </Button>
      </div>
      {test.error && <Notice kind="error">{sentenceOf(test.error)}</Notice>}
      {result?.outcome === "connected" && <Notice kind="success">{t.connected}</Notice>}
      {result?.outcome === "failed" && (
        <Notice kind="error">
          {t[problem]} {result.detail}
        </Notice>
      )}
    </Stack>
  );
}
