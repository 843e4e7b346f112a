import { useRef, useState } from "react";
import type { CallOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { errorsOf } from "../../lib/form-errors.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { PasswordInput } from "../../ui/password.tsx";
import { showToast } from "../../ui/toast.tsx";
import { failureOf, failureWords, type SignatureSettings } from "./signature-words.ts";

const words = {
  title: { fr: "Horodatage", en: "Time-stamping" },
  lead: {
    fr: "Un service d’horodatage (RFC 3161) atteste l’heure de chaque signature. Il ne reçoit qu’une empreinte, jamais le document.",
    en: "A time-stamping service (RFC 3161) attests the time of each signature. It receives a fingerprint only, never the document.",
  },
  address: { fr: "Adresse du service", en: "Address of the service" },
  addressHint: {
    fr: "Donnée par votre autorité ; elle commence par https://",
    en: "Given by your authority; it starts with https://",
  },
  username: { fr: "Identifiant", en: "User name" },
  password: { fr: "Mot de passe", en: "Password" },
  passwordKept: {
    fr: "Un mot de passe est enregistré ; laissez vide pour le garder.",
    en: "A password is kept; leave empty to keep it.",
  },
  save: { fr: "Enregistrer", en: "Save" },
  attempt: { fr: "Essayer", en: "Try" },
  remove: { fr: "Ne plus horodater", en: "Stop time-stamping" },
  removeTitle: { fr: "Signer sans horodatage ?", en: "Sign without time-stamping?" },
  removeText: {
    fr: "L’adresse et le mot de passe sont oubliés. L’heure des prochaines signatures sera celle de ce serveur. Les documents déjà signés gardent la leur.",
    en: "The address and the password are forgotten. The time of the next signatures will be this server’s own. Documents already signed keep theirs.",
  },
  saved: { fr: "Le service d’horodatage est enregistré.", en: "The time-stamping service is saved." },
  removed: { fr: "Les signatures ne sont plus horodatées.", en: "Signatures are no longer time-stamped." },
  works: {
    fr: (by: string, at: string) => `${by} a répondu : ${at}.`,
    en: (by: string, at: string) => `${by} answered: ${at}.`,
  },
  worksTitle: { fr: "Le service horodate bien", en: "The service does stamp" },
  failsTitle: { fr: "L’essai n’a pas abouti", en: "The test failed" },
  failing: {
    fr: (since: string) => `Le service ne répond plus bien depuis le ${since}`,
    en: (since: string) => `The service has not answered well since ${since}`,
  },
  meanwhile: {
    fr: "Les documents sont signés quand même, à l’heure de ce serveur. L’horodatage s’y ajoutera dès qu’il répondra.",
    en: "Documents are signed all the same, at this server’s time. The timestamp will be added as soon as it answers.",
  },
  notAddress: {
    fr: "Une adresse complète, qui commence par https://",
    en: "A full address, starting with https://",
  },
} satisfies Words;

type Fields = CallOf<"setTimestamp">["body"];
type Tried = { works: true; by: string; at: string } | { works: false; problem: keyof typeof failureWords };

/** Who stamps the time of signatures: its address and credentials, a test, and how it fares. */
export function TimestampSection({ timestamp }: { timestamp: SignatureSettings["timestamp"] }) {
  const t = useWords(words);
  const why = useWords(failureWords);
  const f = useFormat();
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text look="muted">{t.lead}</Text>
        {timestamp?.failingSince && (
          <Notice kind="warning" title={t.failing(f.instant(timestamp.failingSince))}>
            {why[failureOf(timestamp.failure)]} {t.meanwhile}
          </Notice>
        )}
        <TimestampForm timestamp={timestamp} />
      </Stack>
    </Section>
  );
}

function TimestampForm({ timestamp }: { timestamp: SignatureSettings["timestamp"] }) {
  const t = useWords(words);
  const form = useRef<HTMLDivElement>(null);
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const save = useWrite("setTimestamp", { refreshes: ["readSignature", "readHome"] });
  const attempt = useWrite("tryTimestamp");
  const onError = (error: Error) => setErrors(errorsOf(error, { "timestamp.address": "address" }));
  /** What is typed, or null when the address is none. */
  const read = (data: FormData): Fields | null => {
    const address = textOf(data, "address").trim();
    setTried(null);
    setErrors(URL.canParse(address) ? null : { address: t.notAddress });
    if (!URL.canParse(address)) return null;
    return {
      address,
      username: textOf(data, "username").trim(),
      password: textOf(data, "password") || null,
    };
  };
  const empty = (...names: string[]) => {
    const inputs = form.current?.querySelectorAll("input") ?? [];
    for (const input of inputs) if (names.includes(input.name)) input.value = "";
  };
  const onSaved = () => {
    empty("password");
    showToast({ title: t.saved });
  };
  const submit = (data: FormData) => {
    const body = read(data);
    if (body) save.mutate({ body }, { onSuccess: onSaved, onError });
  };
  const tryNow = () => {
    const element = form.current?.querySelector("form");
    const body = element && read(new FormData(element));
    if (body) attempt.mutate({ body }, { onSuccess: setTried, onError });
  };
  return (
    <div ref={form}>
      <Form onSubmit={submit} errors={errors} aria-label={t.title}>
        <Field name="address" label={t.address} hint={t.addressHint}>
          <TextInput type="url" maxLength={300} defaultValue={timestamp?.address} autoComplete="off" />
        </Field>
        <Field name="username" label={t.username} optional>
          <TextInput
            maxLength={100}
            defaultValue={timestamp?.username}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field
          name="password"
          label={t.password}
          hint={timestamp?.hasPassword ? t.passwordKept : undefined}
          optional
        >
          <PasswordInput autoComplete="off" maxLength={200} />
        </Field>
        {tried && <TryResult tried={tried} />}
        <FormActions>
          <Button type="submit" look="primary" busy={save.isPending}>
            {t.save}
          </Button>
          <Button busy={attempt.isPending} onClick={tryNow}>
            {t.attempt}
          </Button>
          <Remove offered={timestamp !== null} onRemoved={() => empty("address", "username", "password")} />
        </FormActions>
      </Form>
    </div>
  );
}

function TryResult({ tried }: { tried: Tried }) {
  const t = useWords(words);
  const why = useWords(failureWords);
  const f = useFormat();
  return tried.works ? (
    <Notice kind="success" title={t.worksTitle} live>
      {t.works(tried.by, f.instant(tried.at))}
    </Notice>
  ) : (
    <Notice kind="error" title={t.failsTitle} live>
      {why[tried.problem]}
    </Notice>
  );
}

/** It stays while it is not offered: what follows the removal is told by it. */
function Remove({ offered, onRemoved }: { offered: boolean; onRemoved: () => void }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const remove = useWrite("removeTimestamp", { refreshes: ["readSignature", "readHome"] });
  const confirm = () =>
    remove.mutate(
      {},
      {
        onSuccess: () => {
          onRemoved();
          showToast({ title: t.removed });
        },
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
        onSettled: () => setOpen(false),
      },
    );
  return (
    <>
      {offered && (
        <Button look="quiet" onClick={() => setOpen(true)}>
          {t.remove}
        </Button>
      )}
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        title={t.removeTitle}
        confirm={t.remove}
        busy={remove.isPending}
        danger
      >
        {t.removeText}
      </ConfirmDialog>
    </>
  );
}
