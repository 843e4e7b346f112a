import { useQuery } from "@tanstack/react-query";
import { EyeOff, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";

const accounts = {
  fr: (n: number) => plural("fr", n, { one: "# compte", other: "# comptes" }),
  en: (n: number) => plural("en", n, { one: "# account", other: "# accounts" }),
};
const words = {
  withdraw: { fr: "Retirer de l’espace client", en: "Withdraw from the customers’ space" },
  title: {
    fr: (n: number) => `Retirer ${accounts.fr(n)} de l’espace client ?`,
    en: (n: number) => `Withdraw ${accounts.en(n)} from the customers’ space?`,
  },
  gone: { fr: "Ce qui disparaît pour vos clients :", en: "What disappears for your customers:" },
  accounts,
  documents: {
    fr: (n: number) => plural("fr", n, { one: "# facture ou avoir", other: "# factures et avoirs" }),
    en: (n: number) =>
      plural("en", n, { one: "# invoice or credit note", other: "# invoices and credit notes" }),
  },
  toPay: {
    fr: (amount: string) => `${amount} qui ne pourront plus être réglés en ligne`,
    en: (amount: string) => `${amount} that can no longer be paid on line`,
  },
  users: {
    fr: (n: number, names: string) =>
      `pour ${plural("fr", n, { one: "# personne", other: "# personnes" })} : ${names}`,
    en: (n: number, names: string) =>
      `for ${plural("en", n, { one: "# person", other: "# people" })}: ${names}`,
  },
  nobody: { fr: "personne n’y a accès aujourd’hui", en: "nobody has access to it today" },
  emptied: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "# personne n’aura plus aucun compte à lire.",
        other: "# personnes n’auront plus aucun compte à lire.",
      }),
    en: (n: number) =>
      plural("en", n, {
        one: "# person will have no account left to read.",
        other: "# people will have no account left to read.",
      }),
  },
  kept: {
    fr: "Rien n’est effacé : le bureau garde tout, vos publications continuent, et le compte peut être rendu.",
    en: "Nothing is erased: the office keeps all, your publications go on, and the account can be given back.",
  },
  theirs: {
    fr: "Ce que vos clients ont fait eux-mêmes leur reste lisible : paiements et reçus, paiements déclarés, litiges, mandats et prélèvements. C’est leur preuve.",
    en: "What customers did themselves stays theirs to read: payments and receipts, declared payments, disputes, mandates and debits. It is their proof.",
  },
  when: { fr: "Quand", en: "When" },
  next: { fr: "À la prochaine publication", en: "At the next publication" },
  nextHint: {
    fr: "D’ici là, vos clients lisent le compte et peuvent régler.",
    en: "Until then, customers read the account and can pay.",
  },
  now: { fr: "Tout de suite", en: "Now" },
  asked: { fr: "Le retrait se fera à la prochaine publication.", en: "They leave at the next publication." },
  done: {
    fr: "Vos clients ne lisent plus ces comptes.",
    en: "Your customers no longer read these accounts.",
  },
  restore: { fr: "Rendre à l’espace client", en: "Give back to the customers’ space" },
  restored: {
    fr: "Vos clients lisent de nouveau ces comptes.",
    en: "Your customers read these accounts again.",
  },
} satisfies Words;

type When = "next_publication" | "now";
type Given = { accounts: string[]; onDone?: () => void };
const refreshes = ["listAccounts", "readAccount"] as const;

/** Takes accounts out of the customers' space, having said what will disappear and for whom (SPEC OFF-8). */
export function WithdrawAccounts({ accounts, onDone }: Given) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [when, setWhen] = useState<When>("next_publication");
  const withdraw = useWrite("withdrawAccounts", { refreshes: [...refreshes] });
  const confirm = () =>
    withdraw.mutate(
      { body: { accounts, when } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: when === "now" ? t.done : t.asked });
          onDone?.();
        },
      },
    );
  return (
    <>
      <Button icon={EyeOff} onClick={() => setOpen(true)}>
        {t.withdraw}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={withdraw.isPending}
        danger
        title={t.title(accounts.length)}
        confirm={t.withdraw}
      >
        <Stack gap={4}>
          {withdraw.error && (
            <Notice kind="error" live>
              {sentenceOf(withdraw.error)}
            </Notice>
          )}
          {open && <Plan accounts={accounts} />}
          <RadioGroup
            name="when"
            legend={t.when}
            value={when}
            onChange={(value) => setWhen(value as When)}
            options={[
              { value: "next_publication", label: t.next, hint: t.nextHint },
              { value: "now", label: t.now },
            ]}
          />
          <Text look="small">{t.theirs}</Text>
          <Text look="small">{t.kept}</Text>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

function Plan({ accounts }: Given) {
  const t = useWords(words);
  const f = useFormat();
  const { data, error } = useQuery({ ...query("planWithdrawal", { body: { accounts } }), staleTime: 0 });
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  if (!data) return <Skeleton lines={4} />;
  const more = data.users - data.names.length;
  const names = [...data.names, ...(more > 0 ? [`+ ${f.number(more)}`] : [])].join(", ");
  return (
    <Stack gap={2}>
      <Text>{t.gone}</Text>
      <ul>
        <li>{t.accounts(data.accounts)}</li>
        <li>{t.documents(data.documents)}</li>
        {data.toPayCents > 0 && <li>{t.toPay(f.cents(data.toPayCents))}</li>}
        <li>{data.users > 0 ? t.users(data.users, names) : t.nobody}</li>
      </ul>
      {data.emptied > 0 && <Notice kind="warning">{t.emptied(data.emptied)}</Notice>}
    </Stack>
  );
}

/** Gives accounts back to the customers' space. */
export function RestoreAccounts({ accounts, onDone }: Given) {
  const t = useWords(words);
  const restore = useWrite("restoreAccounts", { refreshes: [...refreshes] });
  const give = () =>
    restore.mutate(
      { body: { accounts } },
      {
        onSuccess: () => {
          showToast({ title: t.restored });
          onDone?.();
        },
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <Button icon={RotateCcw} busy={restore.isPending} onClick={give}>
      {t.restore}
    </Button>
  );
}
