import { Outlet } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { Suspense } from "react";
import { PendingPage } from "../app/fallback-pages.tsx";
import { SpaceSwitcher } from "../features/account/space-switcher.tsx";
import { usePageTopic } from "../features/help/help-of-page.ts";
import { Greetings } from "../features/message/greetings.tsx";
import { BouncedAddress } from "../features/notification/bounced-address.tsx";
import { logoOf } from "../features/organization/logo.ts";
import { usePlaces } from "../features/portal-frame/places.ts";
import { useSignOut } from "../features/session/sign-out.ts";
import { ViewAsBanner } from "../features/session/view-as-banner.tsx";
import { paths } from "../lib/place.ts";
import { useMe, useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Stack } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Popover, PopoverLinks } from "../ui/popover.tsx";
import { PortalFrame } from "../ui/portal-frame.tsx";
import { LanguageSwitch, ThemeSwitch } from "../ui/preferences.tsx";

const words = {
  access: { fr: "Mon accès", en: "My access" },
  colleagues: { fr: "Qui a accès", en: "Who has access" },
  spaces: { fr: "Mes espaces", en: "My spaces" },
  signOut: { fr: "Se déconnecter", en: "Sign out" },
  help: { fr: "Guide d’utilisation", en: "User guide" },
  helpHere: { fr: "Aide sur cette page", en: "Help on this page" },
  legal: { fr: "Mentions légales", en: "Legal notice" },
  accessibility: { fr: "Accessibilité", en: "Accessibility" },
} satisfies Words;

/** The customers' frame around every page behind the door. */
export function PortalLayout() {
  const t = useWords(words);
  const organization = useOrganization();
  const me = useMe();
  const topic = usePageTopic();
  return (
    <PortalFrame
      name={organization.name}
      logo={logoOf(organization)}
      home={paths.home()}
      places={usePlaces()}
      switcher={<SpaceSwitcher />}
      tools={<PersonMenu />}
      banner={me.viewedBy && <ViewAsBanner />}
      footer={
        <>
          <Link href={paths.help(topic?.key)}>{topic ? t.helpHere : t.help}</Link>
          <Link href={paths.legalNotice()}>{t.legal}</Link>
          <Link href={paths.accessibility()}>{t.accessibility}</Link>
        </>
      }
    >
      <BouncedAddress />
      <Greetings />
      <Suspense fallback={<PendingPage />}>
        <Outlet />
      </Suspense>
    </PortalFrame>
  );
}

function PersonMenu() {
  const t = useWords(words);
  const { settings } = useOrganization();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Popover label={me.name} icon={UserRound} align="end">
      <Stack gap={3}>
        <PopoverLinks
          label={me.name}
          items={[
            { href: paths.myAccess(), label: t.access },
            ...(settings.colleagues ? [{ href: paths.colleagues(), label: t.colleagues }] : []),
            { href: paths.spaces(), label: t.spaces },
            ...(me.viewedBy ? [] : [{ key: "out", onClick: signOut, label: t.signOut }]),
          ]}
        />
        <LanguageSwitch />
        <ThemeSwitch />
      </Stack>
    </Popover>
  );
}
