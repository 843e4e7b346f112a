import { useQuery } from "@tanstack/react-query";
import { Pencil, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay, useRoleNames } from "../features/office-frame/role.ts";
import { ViewAsButton } from "../features/office-frame/view-as.tsx";
import { OpenErasure } from "../features/office-privacy/open-erasure.tsx";
import { GiveEntry } from "../features/office-user/give-entry.tsx";
import { UserAccess } from "../features/office-user/user-access.tsx";
import { UserForm } from "../features/office-user/user-form.tsx";
import { UserProtection } from "../features/office-user/user-protection.tsx";
import { UserStateTag } from "../features/office-user/user-state.tsx";
import type { GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { plural, useColon, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { ConfirmDialog, Dialog } from "../ui/dialog.tsx";
import { Columns, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";

const words = {
  back: { fr: "Comptes d’accès", en: "Access accounts" },
  edit: { fr: "Modifier", en: "Change" },
  save: { fr: "Enregistrer", en: "Save" },
  disable: { fr: "Désactiver", en: "Disable" },
  enable: { fr: "Réactiver", en: "Enable again" },
  disableTitle: {
    fr: (name: string) => `Désactiver l’accès de ${name} ?`,
    en: (name: string) => `Disable the access of ${name}?`,
  },
  disableText: {
    fr: "Ses sessions se ferment tout de suite et il ne pourra plus entrer. Ses paiements et son historique restent.",
    en: "All sessions end at once and signing in is no longer possible. Payments and history remain.",
  },
  enableTitle: {
    fr: (name: string) => `Réactiver l’accès de ${name} ?`,
    en: (name: string) => `Enable the access of ${name} again?`,
  },
  enableText: {
    fr: "Il pourra de nouveau entrer avec son mot de passe.",
    en: "Signing in with the password works again.",
  },
  who: { fr: "Le compte", en: "The account" },
  give: { fr: "Remettre l’accès", en: "Hand the access over" },
  access: { fr: "Agit pour", en: "Acts for" },
  protection: { fr: "Seconde protection", en: "Second protection" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  none: { fr: "Non renseignée", en: "Not given" },
  role: { fr: "Rôle", en: "Role" },
  customer: { fr: "Client", en: "Customer" },
  created: { fr: "Créé", en: "Created" },
  last: { fr: "Dernière entrée", en: "Last sign-in" },
  never: { fr: "Jamais", en: "Never" },
  sessions: { fr: "Sessions ouvertes", en: "Open sessions" },
  devices: {
    fr: (n: number) => plural("fr", n, { one: "# appareil", other: "# appareils" }),
    en: (n: number) => plural("en", n, { one: "# device", other: "# devices" }),
  },
  temporary: { fr: "Mot de passe provisoire", en: "Temporary password" },
  until: { fr: (at: string) => `valable jusqu’au ${at}`, en: (at: string) => `valid until ${at}` },
} satisfies Words;

/** The record of an access account: state, parties, sessions, and how it is handed over. */
export function UserPage() {
  const id = useParam("user");
  const { data: user, error, refetch } = useQuery(query("readUser", { params: { user: id } }));
  if (error && !user) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!user) return <PendingPage />;
  return <UserRecord key={user.id} user={user} />;
}

function UserRecord({ user }: { user: GotOf<"readUser"> }) {
  const t = useWords(words);
  const may = useMay();
  // Only an administrator manages staff.
  const manages = may(user.staffRole ? "administrator" : "manager");
  const hands = may(user.staffRole ? "administrator" : "accountant");
  return (
    <>
      <PageTitle
        title={user.name}
        back={{ href: officePaths.users(), label: t.back }}
        lead={<UserStateTag state={user.state} />}
        actions={
          <>
            {!user.staffRole && user.state !== "disabled" && may("accountant") && (
              <ViewAsButton user={user.id} />
            )}
            {manages && !user.staffRole && <OpenErasure user={user.id} />}
            {manages && <EditUser user={user} />}
            {manages && <UserSwitch user={user} />}
          </>
        }
      />
      <Columns min="wide">
        <Section title={t.who}>
          <UserFacts user={user} />
        </Section>
        <div>
          {!user.staffRole && (
            <Section title={t.access}>
              <UserAccess user={user.id} />
            </Section>
          )}
          {hands && user.state !== "disabled" && (
            <Section title={t.give}>
              <GiveEntry user={user.id} email={user.email} />
            </Section>
          )}
          <Section title={t.protection}>
            <UserProtection user={user} manages={manages} />
          </Section>
        </div>
      </Columns>
    </>
  );
}

function UserFacts({ user }: { user: GotOf<"readUser"> }) {
  const t = useWords(words);
  const f = useFormat();
  const roles = useRoleNames();
  const items = [
    { key: "identifier", term: t.identifier, value: user.identifier },
    { key: "email", term: t.email, value: user.email ?? t.none },
    { key: "role", term: t.role, value: user.staffRole ? roles[user.staffRole] : t.customer },
    { key: "created", term: t.created, value: f.instant(user.createdAt) },
    { key: "last", term: t.last, value: user.lastSignInAt ? f.instant(user.lastSignInAt) : t.never },
    { key: "sessions", term: t.sessions, value: t.devices(user.sessions) },
  ];
  if (user.temporaryUntil)
    items.push({ key: "temporary", term: t.temporary, value: t.until(f.instant(user.temporaryUntil)) });
  return <DefinitionList items={items} />;
}

function EditUser({ user }: { user: GotOf<"readUser"> }) {
  const t = useWords(words);
  const colon = useColon();
  const [open, setOpen] = useState(false);
  const update = useWrite("updateUser", { refreshes: ["readUser", "listUsers"] });
  return (
    <>
      <Button icon={Pencil} onClick={() => setOpen(true)}>
        {t.edit}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`${t.edit}${colon} ${user.name}`}>
        <UserForm
          user={user}
          busy={update.isPending}
          problem={update.error}
          save={t.save}
          onCancel={() => setOpen(false)}
          onSave={(body) =>
            update.mutate({ params: { user: user.id }, body }, { onSuccess: () => setOpen(false) })
          }
        />
      </Dialog>
    </>
  );
}

/** Disables or enables, asking once more; nobody disables himself. */
function UserSwitch({ user }: { user: GotOf<"readUser"> }) {
  const t = useWords(words);
  const me = useMe();
  const [open, setOpen] = useState(false);
  const write = useWrite("setUserState", { refreshes: ["readUser", "listUsers"] });
  if (me.id === user.id) return null;
  const disabled = user.state === "disabled";
  const state = disabled ? ("active" as const) : ("disabled" as const);
  const confirm = () =>
    write.mutate({ params: { user: user.id }, body: { state } }, { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button icon={disabled ? UserCheck : UserX} onClick={() => setOpen(true)}>
        {disabled ? t.enable : t.disable}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={write.isPending}
        danger={!disabled}
        title={disabled ? t.enableTitle(user.name) : t.disableTitle(user.name)}
        confirm={disabled ? t.enable : t.disable}
      >
        <Text>{disabled ? t.enableText : t.disableText}</Text>
        {write.error && <Notice kind="error">{sentenceOf(write.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
