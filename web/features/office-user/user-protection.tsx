import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  none: {
    fr: "Aucune seconde protection : le mot de passe suffit pour entrer.",
    en: "No second protection: the password is enough to sign in.",
  },
  totp: { fr: "Application", en: "Application" },
  on: { fr: "En place", en: "In place" },
  passkeys: { fr: "Clés d’accès", en: "Passkeys" },
  codes: { fr: "Codes de secours", en: "Recovery codes" },
  left: {
    fr: (n: number) => plural("fr", n, { one: "# encore bon", other: "# encore bons" }),
    en: (n: number) => `${n} still good`,
  },
  sso: { fr: "Connexion unique", en: "Single sign-on" },
  bound: { fr: "Déjà utilisée", en: "Already used" },
  reset: { fr: "Retirer la protection", en: "Remove the protection" },
  title: {
    fr: (name: string) => `Retirer la seconde protection de ${name} ?`,
    en: (name: string) => `Remove the second protection of ${name}?`,
  },
  text: {
    fr: "À faire quand téléphone et codes sont perdus, après avoir vérifié que c’est bien cette personne. Ses sessions se ferment ; son mot de passe reste. L’opération est consignée à votre nom.",
    en: "For when telephone and codes are lost, once you have checked that it is this person. Sessions end; the password stays. It is recorded under your name.",
  },
  done: { fr: "La seconde protection est retirée.", en: "The second protection is removed." },
} satisfies Words;

type Props = { user: GotOf<"readUser">; manages: boolean };

/** A user's second factors, as staff see them and take them away (ACC-9). */
export function UserProtection({ user, manages }: Props) {
  const t = useWords(words);
  const { totp, passkeys, recoveryCodesLeft, sso } = user.protection;
  const has = totp || passkeys > 0;
  const items = [
    ...(totp ? [{ key: "totp", term: t.totp, value: t.on }] : []),
    ...(passkeys > 0 ? [{ key: "passkeys", term: t.passkeys, value: String(passkeys) }] : []),
    ...(has ? [{ key: "codes", term: t.codes, value: t.left(recoveryCodesLeft) }] : []),
    ...(sso ? [{ key: "sso", term: t.sso, value: t.bound }] : []),
  ];
  return (
    <Stack gap={3}>
      {items.length > 0 ? <DefinitionList items={items} /> : <Text look="muted">{t.none}</Text>}
      {manages && items.length > 0 && <Reset user={user} />}
    </Stack>
  );
}

function Reset({ user }: { user: GotOf<"readUser"> }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const reset = useWrite("resetProtection", { refreshes: ["readUser"] });
  const confirm = () =>
    reset.mutate(
      { params: { user: user.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.done });
        },
      },
    );
  return (
    <Row>
      <Button onClick={() => setOpen(true)}>{t.reset}</Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={reset.isPending}
        danger
        title={t.title(user.name)}
        confirm={t.reset}
      >
        <Text>{t.text}</Text>
        {reset.error && <Notice kind="error">{sentenceOf(reset.error)}</Notice>}
      </ConfirmDialog>
    </Row>
  );
}
