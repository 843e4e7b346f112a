import { useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { ConfirmDialog, Dialog } from "../../ui/dialog.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { SecretNotice } from "./secret-notice.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import type { Webhook } from "./webhook-words.ts";

const words = {
  test: { fr: "Essayer", en: "Try" },
  tested: { fr: "Message d’essai reçu", en: "Test message received" },
  refused: {
    fr: (why: string) => `L’essai n’a pas abouti : ${why}`,
    en: (why: string) => `The test failed: ${why}`,
  },
  change: { fr: "Modifier", en: "Change" },
  key: { fr: "Nouvelle clé", en: "New key" },
  keyTitle: { fr: "Changer la clé de signature ?", en: "Change the signing key?" },
  keyText: {
    fr: "L’ancienne clé signe encore pendant 24 heures à côté de la nouvelle : le temps de la remplacer dans votre logiciel.",
    en: "The former key still signs for 24 hours beside the new one: time to replace it in your software.",
  },
  replay: { fr: "Renvoyer depuis…", en: "Send again since…" },
  since: { fr: "Depuis le", en: "Since" },
  replayText: {
    fr: "Tous les événements choisis depuis ce jour seront renvoyés, mille au plus. Votre logiciel les reconnaît à leur identifiant.",
    en: "Every chosen event since that day is sent again, a thousand at most. Your software knows them by their id.",
  },
  replayed: {
    fr: (n: number) => plural("fr", n, { one: "# message renvoyé", other: "# messages renvoyés" }),
    en: (n: number) => plural("en", n, { one: "# message sent again", other: "# messages sent again" }),
  },
  send: { fr: "Renvoyer", en: "Send again" },
  cancel: { fr: "Annuler", en: "Cancel" },
  remove: { fr: "Supprimer", en: "Delete" },
  removeTitle: { fr: "Supprimer ce webhook ?", en: "Delete this webhook?" },
  removeText: {
    fr: "Plus rien ne sera annoncé à cette adresse, et le journal des messages disparaît. Cela ne se défait pas.",
    en: "Nothing more is told to this address, and the log of messages goes. This cannot be undone.",
  },
} satisfies Words;

type Open = "change" | "key" | "replay" | "remove" | null;

/** What can be done with a webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useWords(words);
  const [open, setOpen] = useState<Open>(null);
  const test = useWrite("testWebhook");
  const params = { webhook: webhook.id };
  const close = () => setOpen(null);
  const tryNow = () =>
    test.mutate(
      { params },
      {
        onSuccess: ({ delivered, status, error }) =>
          showToast(
            delivered ? { title: t.tested } : { kind: "error", title: t.refused(error ?? String(status)) },
          ),
      },
    );
  return (
    <>
      <Row gap={2}>
        <Button busy={test.isPending} onClick={tryNow}>
          {t.test}
        </Button>
        <Button onClick={() => setOpen("change")}>{t.change}</Button>
        <Button onClick={() => setOpen("replay")}>{t.replay}</Button>
        <Button onClick={() => setOpen("key")}>{t.key}</Button>
        <Button look="quiet" onClick={() => setOpen("remove")}>
          {t.remove}
        </Button>
      </Row>
      <ChangeDialog webhook={webhook} open={open === "change"} onClose={close} />
      <KeyDialog webhook={webhook} open={open === "key"} onClose={close} />
      <ReplayDialog webhook={webhook} open={open === "replay"} onClose={close} />
      <RemoveDialog webhook={webhook} open={open === "remove"} onClose={close} />
    </>
  );
}

type DialogProps = { webhook: Webhook; open: boolean; onClose: () => void };

function ChangeDialog({ webhook, open, onClose }: DialogProps) {
  const t = useWords(words);
  const change = useWrite("updateWebhook", { refreshes: ["listWebhooks"] });
  return (
    <Dialog open={open} onClose={onClose} title={t.change}>
      <WebhookForm
        webhook={webhook}
        busy={change.isPending}
        error={change.error && sentenceOf(change.error)}
        onSave={(body) => change.mutate({ params: { webhook: webhook.id }, body }, { onSuccess: onClose })}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function KeyDialog({ webhook, open, onClose }: DialogProps) {
  const t = useWords(words);
  const [secret, setSecret] = useState<string | null>(null);
  const change = useWrite("changeWebhookSecret");
  const close = () => {
    setSecret(null);
    onClose();
  };
  if (open && secret)
    return (
      <Dialog open onClose={close} title={t.key}>
        <SecretNotice secret={secret} onDone={close} />
      </Dialog>
    );
  const confirm = () =>
    change.mutate({ params: { webhook: webhook.id } }, { onSuccess: (made) => setSecret(made.secret) });
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      onConfirm={confirm}
      busy={change.isPending}
      title={t.keyTitle}
      confirm={t.key}
    >
      <Text>{t.keyText}</Text>
      {change.error && <Notice kind="error">{sentenceOf(change.error)}</Notice>}
    </ConfirmDialog>
  );
}

function ReplayDialog({ webhook, open, onClose }: DialogProps) {
  const t = useWords(words);
  const [day, setDay] = useState<string | null>(null);
  const replay = useWrite("replayEvents", { refreshes: ["listDeliveries", "listWebhooks"] });
  const submit = () => {
    if (!day) return;
    const since = new Date(`${day}T00:00:00`);
    replay.mutate(
      { params: { webhook: webhook.id }, body: { since: since.toISOString() } },
      {
        onSuccess: ({ count }) => {
          showToast({ title: t.replayed(count) });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open={open} onClose={onClose} title={t.replay}>
      <Form onSubmit={submit} errors={replay.error ? { form: sentenceOf(replay.error) } : null}>
        <Stack>
          <Text>{t.replayText}</Text>
          <DateField label={t.since} value={day} onChange={setDay} />
        </Stack>
        <FormActions>
          <Button look="primary" type="submit" busy={replay.isPending}>
            {t.send}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function RemoveDialog({ webhook, open, onClose }: DialogProps) {
  const t = useWords(words);
  const go = useGo();
  const remove = useWrite("deleteWebhook", { refreshes: ["listWebhooks"] });
  const confirm = () =>
    remove.mutate({ params: { webhook: webhook.id } }, { onSuccess: () => go(officePaths.webhooks()) });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      onConfirm={confirm}
      busy={remove.isPending}
      danger
      title={t.removeTitle}
      confirm={t.remove}
    >
      <Text>{t.removeText}</Text>
      {remove.error && <Notice kind="error">{sentenceOf(remove.error)}</Notice>}
    </ConfirmDialog>
  );
}
