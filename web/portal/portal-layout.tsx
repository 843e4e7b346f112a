import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { ReceiptText, ShoppingBasket, UserRound, Wallet } from "lucide-react";
import { Suspense } from "react";
import { PendingPage } from "../app/fallback-pages.tsx";
import { accountQuery, useCurrentAccount } from "../features/account/current-account.ts";
import { SpaceSwitcher } from "../features/account/space-switcher.tsx";
import { useCart } from "../features/cart/use-cart.ts";
import { logoOf } from "../features/organization/logo.ts";
import { useSignOut } from "../features/session/sign-out.ts";
import { ViewAsBanner } from "../features/session/view-as-banner.tsx";
import { base, paths } from "../lib/place.ts";
import { useMe, useOrganization } from "../lib/session.tsx";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Stack } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Popover, PopoverLinks } from "../ui/popover.tsx";
import { type Place, PortalFrame } from "../ui/portal-frame.tsx";
import { LanguageSwitch, ThemeSwitch } from "../ui/preferences.tsx";

const words = {
  account: { fr: "Mon compte", en: "My account" },
  accountShort: { fr: "Compte", en: "Account" },
  cart: { fr: "Mon règlement", en: "My cart" },
  cartShort: { fr: "Règlement", en: "Cart" },
  inCart: {
    fr: (n: number) => plural("fr", n, { one: "# pièce", other: "# pièces" }),
    en: (n: number) => plural("en", n, { one: "# item", other: "# items" }),
  },
  payments: { fr: "Mes paiements", en: "My payments" },
  paymentsShort: { fr: "Paiements", en: "Payments" },
  access: { fr: "Mon accès", en: "My access" },
  accessShort: { fr: "Accès", en: "Access" },
  spaces: { fr: "Mes espaces", en: "My spaces" },
  signOut: { fr: "Se déconnecter", en: "Sign out" },
  legal: { fr: "Mentions légales", en: "Legal notice" },
  accessibility: { fr: "Accessibilité", en: "Accessibility" },
} satisfies Words;

/** The customers' frame around every page behind the door. */
export function PortalLayout() {
  const t = useWords(words);
  const organization = useOrganization();
  const me = useMe();
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
          <Link href={paths.legalNotice()}>{t.legal}</Link>
          <Link href={paths.accessibility()}>{t.accessibility}</Link>
        </>
      }
    >
      <Suspense fallback={<PendingPage />}>
        <Outlet />
      </Suspense>
    </PortalFrame>
  );
}

function usePlaces(): Place[] {
  const t = useWords(words);
  const { pathname } = useLocation();
  const current = useCurrentAccount();
  const account = useQuery({ ...accountQuery(current ?? ""), enabled: current !== null }).data;
  const cart = useCart(account?.creditor.id).data;
  const inCart = cart?.pieces.length ?? 0;
  const isAt = (href: string) => `${base}${pathname}`.startsWith(href);
  const home = current ? paths.account(current) : paths.spaces();
  return [
    { href: home, label: t.account, short: t.accountShort, icon: Wallet, current: isAt(home) },
    ...(account
      ? [
          {
            href: paths.cart(account.creditor.id),
            label: t.cart,
            short: t.cartShort,
            icon: ShoppingBasket,
            current: isAt(`${base}/reglement/`),
            badge: { n: inCart, label: t.inCart(inCart) },
          },
        ]
      : []),
    {
      href: paths.payments(),
      label: t.payments,
      short: t.paymentsShort,
      icon: ReceiptText,
      current: isAt(paths.payments()),
    },
    {
      href: paths.myAccess(),
      label: t.access,
      short: t.accessShort,
      icon: UserRound,
      current: isAt(paths.myAccess()),
    },
  ];
}

function PersonMenu() {
  const t = useWords(words);
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Popover label={me.name} icon={UserRound} align="end">
      <Stack gap={3}>
        <PopoverLinks
          label={me.name}
          items={[
            { href: paths.myAccess(), label: t.access },
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
