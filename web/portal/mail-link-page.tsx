import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ContactDetails } from "../features/organization/contact-details.tsx";
import { Door } from "../features/session/door.tsx";
import { enter } from "../features/session/enter.ts";
import { NewPassword } from "../features/session/new-password.tsx";
import { ApiProblem, api, type GotOf } from "../lib/api.ts";
import { textOf } from "../lib/form-data.ts";
import { errorsOf } from "../lib/form-errors.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { startOver } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Form, FormActions, type FormErrors } from "../ui/form.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  checking: { fr: "Un instant", en: "One moment" },
  dead: { fr: "Ce lien ne sert plus", en: "This link no longer works" },
  broken: {
    fr: "Il est incomplet, ou trop ancien. Demandez-en un autre : le dernier reçu est le bon.",
    en: "It is incomplete, or too old. Ask for another one: the last received is the right one.",
  },
  askActivation: { fr: "Première visite", en: "First visit" },
  askPassword: { fr: "Mot de passe oublié", en: "Forgotten password" },
  welcome: { fr: (name: string) => `Bienvenue, ${name}`, en: (name: string) => `Welcome, ${name}` },
  choose: {
    fr: (identifier: string) =>
      `Choisissez votre mot de passe. Votre identifiant est « ${identifier} » : notez-le.`,
    en: (identifier: string) => `Choose your password. Your identifier is “${identifier}”: write it down.`,
  },
  again: { fr: "Nouveau mot de passe", en: "New password" },
  againLead: {
    fr: "Une fois enregistré, vos autres appareils seront déconnectés.",
    en: "Once saved, your other devices will be signed out.",
  },
  save: { fr: "Enregistrer et entrer", en: "Save and go in" },
  missing: { fr: "Choisissez un mot de passe.", en: "Choose a password." },
  email: { fr: "Votre nouvelle adresse", en: "Your new address" },
  emailLead: {
    fr: (email: string) => `Vous avez demandé que vos courriels arrivent désormais à ${email}.`,
    en: (email: string) => `You asked that your e-mails now go to ${email}.`,
  },
  confirm: { fr: "Confirmer cette adresse", en: "Confirm this address" },
  confirmed: { fr: "C’est fait : votre adresse est changée.", en: "Done: your address is changed." },
  goOn: { fr: "Continuer", en: "Go on" },
} satisfies Words;

type MailLink = GotOf<"readMailLink">;

/** Where links received by mail lead: choose a password (activation, forgotten), or confirm an address. */
export function MailLinkPage() {
  const t = useWords(words);
  const token = useParam("token");
  const link = useQuery({
    ...query("readMailLink", { params: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.isPending) {
    return (
      <Door title={t.checking}>
        <Skeleton lines={4} />
      </Door>
    );
  }
  if (!link.data) {
    return (
      <Door title={t.dead} lead={isBroken(link.error) ? t.broken : sentenceOf(link.error)}>
        <Stack gap={6}>
          <Row>
            <LinkButton href={paths.activation()}>{t.askActivation}</LinkButton>
            <LinkButton href={paths.forgottenPassword()}>{t.askPassword}</LinkButton>
          </Row>
          <ContactDetails />
        </Stack>
      </Door>
    );
  }
  return link.data.kind === "email" ? (
    <ConfirmEmail token={token} email={link.data.newEmail ?? ""} />
  ) : (
    <ChoosePassword token={token} link={link.data} />
  );
}

/** A link cut by a mail program is refused for its shape, in words that are not for its reader. */
const isBroken = (error: unknown): boolean => error instanceof ApiProblem && error.code === "request.invalid";

function ChoosePassword({ token, link }: { token: string; link: MailLink }) {
  const t = useWords(words);
  const go = useGo();
  const follow = useWrite("followMailLink");
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const first = link.kind === "activation";
  const submit = (data: FormData) => {
    const password = textOf(data, "password");
    if (!password) return setErrors({ password: t.missing });
    follow.mutate(
      { params: { token }, body: { password } },
      {
        onSuccess: async ({ signedIn }) =>
          go(signedIn ? await enter(await api.readSession({})) : paths.signIn(), { replace: true }),
        onError: (error) => setErrors(errorsOf(error, { "password.too_weak": "password" })),
      },
    );
  };
  return (
    <Door
      title={first ? t.welcome(link.name) : t.again}
      lead={first ? t.choose(link.identifier) : t.againLead}
    >
      <Form errors={errors} onSubmit={submit}>
        <NewPassword rules={link.passwordRules} identifier={link.identifier} />
        <FormActions>
          <Button type="submit" look="primary" wide busy={follow.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </Form>
    </Door>
  );
}

function ConfirmEmail({ token, email }: { token: string; email: string }) {
  const t = useWords(words);
  const follow = useWrite("followMailLink");
  const confirm = () => follow.mutate({ params: { token }, body: {} }, { onSuccess: () => void startOver() });
  return (
    <Door title={t.email} lead={t.emailLead(email)}>
      {follow.isSuccess ? (
        <Notice kind="success" live actions={<LinkButton href={paths.home()}>{t.goOn}</LinkButton>}>
          {t.confirmed}
        </Notice>
      ) : (
        <Stack gap={4}>
          {follow.isError && (
            <Notice kind="error" live>
              {sentenceOf(follow.error)}
            </Notice>
          )}
          <Button look="primary" wide busy={follow.isPending} onClick={confirm}>
            {t.confirm}
          </Button>
        </Stack>
      )}
    </Door>
  );
}
