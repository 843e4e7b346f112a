import { useQuery } from "@tanstack/react-query";
import { Landmark, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { BankTabs } from "../features/bank/bank-tabs.tsx";
import { useMay } from "../features/office-frame/role.ts";
import type { GotOf, OperationId } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { useFormat } from "../lib/format.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field } from "../ui/field.tsx";
import { Form, FormActions } from "../ui/form.tsx";
import { Select, TextInput } from "../ui/inputs.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Comptes bancaires", en: "Bank accounts" },
  lead: {
    fr: "Un compte est reconnu par l’IBAN de son créancier, ou par ce que vous en dites ici.",
    en: "An account is known by the IBAN of its creditor, or by what you say of it here.",
  },
  add: { fr: "Ajouter un compte", en: "Add an account" },
  edit: { fr: "Modifier", en: "Change" },
  account: { fr: "Compte", en: "Account" },
  creditor: { fr: "Créancier", en: "Creditor" },
  unknown: { fr: "À aucun créancier", en: "Of no creditor" },
  waiting: { fr: "Lignes en attente", en: "Waiting lines" },
  balance: { fr: "Dernier solde", en: "Latest balance" },
  label: { fr: "Nom d’usage", en: "Usual name" },
  labelHint: { fr: "Compte courant, livret, compte dédié…", en: "Current account, savings, client account…" },
  iban: { fr: "IBAN", en: "IBAN" },
  none: { fr: "Aucun compte encore", en: "No account yet" },
  noneText: {
    fr: "Il viendra ici avec le premier relevé, ou ajoutez-le avant.",
    en: "It will come here with the first statement, or add it before.",
  },
  choose: { fr: "Choisir", en: "Choose" },
  save: { fr: "Enregistrer", en: "Save" },
  saved: {
    fr: "Le compte est enregistré ; ses lignes sont relues.",
    en: "The account is saved; its lines are looked at again.",
  },
} satisfies Words;

type BankAccount = GotOf<"listBankAccounts">["items"][number];
const touched: OperationId[] = ["listBankAccounts", "listBankLines", "readHome"];

/** The accounts that bank files speak of: whose they are, what waits there, the last balance. */
export function BankAccountsPage() {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const [edited, setEdited] = useState<BankAccount | "new" | null>(null);
  const { data, error, refetch, isPending } = useQuery(query("listBankAccounts", {}));
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageTitle
        title={t.title}
        lead={t.lead}
        actions={
          may("manager") && (
            <Button icon={Plus} onClick={() => setEdited("new")}>
              {t.add}
            </Button>
          )
        }
      />
      <BankTabs current="accounts" />
      <Table
        dense
        hideCaption
        caption={t.title}
        rows={data?.items ?? []}
        rowKey={(row) => row.id}
        loading={isPending}
        empty={
          <EmptyState icon={Landmark} title={t.none}>
            {t.noneText}
          </EmptyState>
        }
        columns={[
          {
            key: "account",
            header: t.account,
            phone: "title",
            cell: (row) => (
              <>
                {row.label || row.name}
                {row.label && <span className="office-second">{row.name}</span>}
              </>
            ),
          },
          {
            key: "creditor",
            header: t.creditor,
            phone: "meta",
            cell: (row) =>
              row.creditor ? (
                creditors.find(({ id }) => id === row.creditor)?.name
              ) : (
                <State kind="overdue">{t.unknown}</State>
              ),
          },
          {
            key: "waiting",
            header: t.waiting,
            numeric: true,
            phone: "hide",
            cell: (row) => f.number(row.waiting),
          },
          {
            key: "balance",
            header: t.balance,
            numeric: true,
            phone: "amount",
            cell: (row) =>
              row.lastClosing && (
                <>
                  <Amount cents={row.lastClosing.cents} />
                  <span className="office-second">
                    <DateText date={row.lastClosing.on} short />
                  </span>
                </>
              ),
          },
          {
            key: "edit",
            header: t.edit,
            width: "narrow",
            phone: "state",
            cell: (row) =>
              may("manager") && (
                <Button small look="quiet" icon={Pencil} onClick={() => setEdited(row)}>
                  {t.edit}
                </Button>
              ),
          },
        ]}
      />
      {edited && <EditAccount account={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function EditAccount({ account, onClose }: { account: BankAccount | "new"; onClose: () => void }) {
  const t = useWords(words);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  const create = useWrite("createBankAccount", { refreshes: touched });
  const update = useWrite("updateBankAccount", { refreshes: touched });
  const error = create.error ?? update.error;
  const saved = {
    onSuccess: () => {
      showToast({ title: t.saved });
      onClose();
    },
  };
  const submit = (data: FormData) => {
    const body = { creditor: textOf(data, "creditor"), label: textOf(data, "label") };
    if (account === "new") create.mutate({ body: { ...body, iban: textOf(data, "iban") } }, saved);
    else
      update.mutate(
        { params: { account: account.id }, body: { ...body, creditor: body.creditor || null } },
        saved,
      );
  };
  const current = account === "new" ? null : account;
  return (
    <Dialog open onClose={onClose} title={current ? current.label || current.name : t.add}>
      <Form onSubmit={submit} errors={error ? { form: sentenceOf(error) } : null}>
        {!current && (
          <Field name="iban" label={t.iban}>
            <TextInput autoComplete="off" maxLength={42} />
          </Field>
        )}
        <Field name="creditor" label={t.creditor}>
          <Select defaultValue={current?.creditor ?? ""}>
            <option value="" disabled>
              {t.choose}
            </option>
            {creditors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="label" label={t.label} hint={t.labelHint} optional>
          <TextInput maxLength={120} defaultValue={current?.label ?? ""} />
        </Field>
        <FormActions>
          <Button look="primary" type="submit" busy={create.isPending || update.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
