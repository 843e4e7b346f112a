import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import type { GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { ConfirmDialog, Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field } from "../ui/field.tsx";
import { FieldSet, Form, FormActions } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Jetons d’API", en: "API tokens" },
  lead: {
    fr: "Un jeton laisse un autre logiciel publier ou lire à votre place. Donnez-en un par logiciel.",
    en: "A token lets other software publish or read in your place. Give one to each.",
  },
  create: { fr: "Créer un jeton", en: "Create a token" },
  name: { fr: "Nom", en: "Name" },
  nameHint: { fr: "Le logiciel qui s’en servira.", en: "The software that will use it." },
  scopes: { fr: "Ce qu’il permet", en: "What it allows" },
  read: { fr: "Lire les comptes", en: "Read accounts" },
  publish: { fr: "Publier les écritures", en: "Publish entries" },
  creditors: { fr: "Pour quels créanciers", en: "For which creditors" },
  creditorsHint: { fr: "Aucun coché : tous.", en: "None ticked: all." },
  needed: {
    fr: "Donnez un nom et cochez au moins un droit.",
    en: "Give a name and tick at least one right.",
  },
  once: { fr: "À copier maintenant", en: "Copy it now" },
  onceText: { fr: "Ce secret ne sera plus jamais montré.", en: "This secret will never be shown again." },
  finish: { fr: "C’est copié", en: "It is copied" },
  cancel: { fr: "Annuler", en: "Cancel" },
  created: { fr: "Créé", en: "Created" },
  used: { fr: "Dernier usage", en: "Last used" },
  never: { fr: "Jamais", en: "Never" },
  state: { fr: "État", en: "State" },
  live: { fr: "Valable", en: "Valid" },
  revoked: { fr: "Révoqué", en: "Revoked" },
  revoke: { fr: "Révoquer", en: "Revoke" },
  revokeTitle: { fr: (name: string) => `Révoquer « ${name} » ?`, en: (name: string) => `Revoke “${name}”?` },
  revokeText: {
    fr: "Le logiciel qui s’en sert sera refusé tout de suite. Cela ne se défait pas.",
    en: "The software that uses it is refused at once. This cannot be undone.",
  },
  actions: { fr: "Action", en: "Action" },
  noneTitle: { fr: "Aucun jeton", en: "No token" },
  noneText: {
    fr: "Créez-en un pour que votre logiciel comptable publie sans qu’on s’en occupe.",
    en: "Create one for your accounting software to publish by itself.",
  },
} satisfies Words;

type Token = GotOf<"listTokens">["items"][number];

/** API tokens: made with a secret shown once, revoked for good. */
export function TokensPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("listTokens", {}));
  const [leaving, setLeaving] = useState<Token | null>(null);
  const revoke = useWrite("revokeToken", { refreshes: ["listTokens"] });
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  const confirm = () =>
    leaving && revoke.mutate({ params: { token: leaving.id } }, { onSuccess: () => setLeaving(null) });
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} actions={<CreateToken />} />
      <Table
        hideCaption
        caption={t.title}
        rows={data?.items ?? []}
        rowKey={(row) => row.id}
        loading={!data}
        empty={
          <EmptyState icon={KeyRound} title={t.noneTitle}>
            {t.noneText}
          </EmptyState>
        }
        columns={[
          { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
          {
            key: "scopes",
            header: t.scopes,
            cell: (row) =>
              row.scopes.map((one) => (one === "read" || one === "publish" ? t[one] : one)).join(", "),
          },
          {
            key: "created",
            header: t.created,
            phone: "hide",
            cell: (row) => <InstantText at={row.createdAt} />,
          },
          {
            key: "used",
            header: t.used,
            phone: "hide",
            cell: (row) => (row.lastUsedAt ? <InstantText at={row.lastUsedAt} /> : t.never),
          },
          {
            key: "state",
            header: t.state,
            width: "narrow",
            phone: "state",
            cell: (row) => (
              <State kind={row.revokedAt ? "neutral" : "settled"}>{row.revokedAt ? t.revoked : t.live}</State>
            ),
          },
          {
            key: "revoke",
            header: t.actions,
            width: "narrow",
            phone: "amount",
            cell: (row) =>
              !row.revokedAt && (
                <Button look="quiet" small onClick={() => setLeaving(row)}>
                  {t.revoke}
                </Button>
              ),
          },
        ]}
      />
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={confirm}
        busy={revoke.isPending}
        danger
        title={t.revokeTitle(leaving?.name ?? "")}
        confirm={t.revoke}
      >
        <Text>{t.revokeText}</Text>
        {revoke.error && <Notice kind="error">{sentenceOf(revoke.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}

function CreateToken() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  const create = useWrite("createToken", { refreshes: ["listTokens"] });
  const close = () => {
    setOpen(false);
    setSecret(null);
  };
  const submit = (data: FormData) => {
    const name = textOf(data, "name").trim();
    const scopes = (["read", "publish"] as const).filter((scope) => data.has(scope));
    const chosen = data.getAll("creditors").map(String);
    const ready = name !== "" && scopes.length > 0;
    setMissing(ready ? null : t.needed);
    if (!ready) return;
    const body = { name, scopes, creditors: chosen.length > 0 ? chosen : null };
    create.mutate({ body }, { onSuccess: (made) => setSecret(made.secret) });
  };
  const wrong = missing ?? (create.error ? sentenceOf(create.error) : null);
  return (
    <>
      <Button look="primary" icon={Plus} onClick={() => setOpen(true)}>
        {t.create}
      </Button>
      <Dialog open={open} onClose={close} title={t.create}>
        {secret ? (
          <Stack>
            <Notice kind="warning" title={t.once} live>
              {t.onceText}
            </Notice>
            <CopyText text={secret} />
            <Button look="primary" onClick={close}>
              {t.finish}
            </Button>
          </Stack>
        ) : (
          <Form onSubmit={submit} errors={wrong ? { form: wrong } : null}>
            <Field name="name" label={t.name} hint={t.nameHint}>
              <TextInput maxLength={80} autoComplete="off" />
            </Field>
            <FieldSet legend={t.scopes}>
              <Checkbox name="publish" defaultChecked>
                {t.publish}
              </Checkbox>
              <Checkbox name="read">{t.read}</Checkbox>
            </FieldSet>
            {creditors.length > 1 && (
              <FieldSet legend={t.creditors} hint={t.creditorsHint}>
                {creditors.map(({ id, name }) => (
                  <Checkbox key={id} name="creditors" id={`token-${id}`} value={id}>
                    {name}
                  </Checkbox>
                ))}
              </FieldSet>
            )}
            <FormActions>
              <Button look="primary" type="submit" busy={create.isPending}>
                {t.create}
              </Button>
              <Button onClick={close}>{t.cancel}</Button>
            </FormActions>
          </Form>
        )}
      </Dialog>
    </>
  );
}
