import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { logoOf } from "../features/organization/logo.ts";
import { ApiProblem } from "../lib/api.ts";
import { useTitle } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { queryClient, sentenceOf } from "../lib/queries.ts";
import { organizationQuery } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { DoorFrame } from "../ui/door-frame.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { LanguageSwitch } from "../ui/preferences.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  notFound: { fr: "Cette page n’existe pas", en: "This page does not exist" },
  notFoundLead: {
    fr: "Le lien est peut-être incomplet, ou ce qu’il montrait n’est plus là. Rien n’a été changé dans votre compte.",
    en: "The link may be incomplete, or what it showed is no longer there. Nothing was changed in your account.",
  },
  unknown: { fr: "Cette adresse ne mène à aucun organisme", en: "This address leads to no organization" },
  unknownLead: {
    fr: "Vérifiez-la sur votre facture ou dans le courriel du service : il en manque peut-être un morceau.",
    en: "Check it on your invoice or in the office’s mail: a part of it may be missing.",
  },
  failed: { fr: "La page ne s’est pas affichée", en: "The page could not be shown" },
  updated: {
    fr: "Une mise à jour vient peut-être d’avoir lieu, ou la connexion s’est coupée.",
    en: "An update may have just taken place, or the connection was cut.",
  },
  kept: {
    fr: "Rien n’a été perdu. Si cela se reproduit, prévenez le service qui vous a donné cet accès.",
    en: "Nothing was lost. If it happens again, tell the office that gave you this access.",
  },
  retry: { fr: "Réessayer", en: "Try again" },
  home: { fr: "Revenir à l’accueil", en: "Back to the start" },
  loading: { fr: "Chargement", en: "Loading" },
} satisfies Words;

/** The name and logo over a page that has no frame of its own, when they are known already. */
function houseIfKnown() {
  const organization = queryClient.getQueryData(organizationQuery.queryKey);
  return organization
    ? { name: organization.name, logo: logoOf(organization), home: paths.home() }
    : { name: "Quitus" };
}

/** What was asked for is not there: unknown, not open to the reader, or an address of the wrong shape. */
const isMissing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 404 || error.code === "request.invalid");

/** The server said what is wrong; anything else is ours, such as a part of the application that a new version took away. */
const isTold = (error: unknown): boolean => error instanceof ApiProblem;

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useWords(words);
  useTitle(t.notFound);
  return (
    <DoorFrame {...houseIfKnown()} title={t.notFound} lead={t.notFoundLead} tools={<LanguageSwitch />}>
      <LinkButton look="primary" href={paths.home()}>
        {t.home}
      </LinkButton>
    </DoorFrame>
  );
}

/** An address that belongs to no organization: there is no home to lead to. */
function UnknownOrganizationPage() {
  const t = useWords(words);
  useTitle(t.unknown);
  return (
    <DoorFrame {...houseIfKnown()} title={t.unknown} lead={t.unknownLead} tools={<LanguageSwitch />}>
      {null}
    </DoorFrame>
  );
}

/** What a page shows when what it needs could not be had: inside its frame when there is one. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const t = useWords(words);
  const router = useRouter();
  useTitle(t.failed);
  if (error instanceof ApiProblem && error.code === "organization.unknown")
    return <UnknownOrganizationPage />;
  if (isMissing(error)) return <NotFoundPage />;
  const retry = () => {
    if (!isTold(error)) return globalThis.location.reload();
    void queryClient.resetQueries({ predicate: ({ state }) => state.status === "error" });
    reset?.();
    void router.invalidate();
  };
  return (
    <DoorFrame
      {...houseIfKnown()}
      title={t.failed}
      lead={isTold(error) ? sentenceOf(error) : t.updated}
      tools={<LanguageSwitch />}
    >
      <Stack gap={4}>
        <Text look="muted">{t.kept}</Text>
        <Row>
          <Button look="primary" onClick={retry}>
            {t.retry}
          </Button>
          <LinkButton href={paths.home()}>{t.home}</LinkButton>
        </Row>
      </Stack>
    </DoorFrame>
  );
}

/** The same for a page in its frame, whose navigation stays. */
export function FramedErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  const retry = () => {
    if (!isTold(error)) return globalThis.location.reload();
    reset?.();
    void router.invalidate();
  };
  return <FailedRead error={error} onRetry={retry} />;
}

/** While a page comes: a heading that is heard, never focused, and the place of what comes. */
export function PendingPage({ children }: { children?: ReactNode }) {
  const t = useWords(words);
  return (
    <>
      <h1 className="q-hidden" data-loading="">
        {t.loading}
      </h1>
      {children ?? <Skeleton lines={6} />}
    </>
  );
}

/** Said in the place of a page inside a frame, when a read failed. */
export function FailedRead({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords(words);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Stack gap={4}>
      <PageTitle title={t.failed} lead={isTold(error) ? sentenceOf(error) : t.updated} />
      <Row>
        <Button look="primary" onClick={onRetry}>
          {t.retry}
        </Button>
      </Row>
    </Stack>
  );
}

/** What an address names is not there: inside a frame, as `NotFoundPage` is without one. */
export function MissingPage() {
  const t = useWords(words);
  return (
    <Stack gap={4}>
      <PageTitle title={t.notFound} lead={t.notFoundLead} />
      <Row>
        <LinkButton href={paths.home()}>{t.home}</LinkButton>
      </Row>
    </Stack>
  );
}
