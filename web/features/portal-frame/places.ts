import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import {
  Bell,
  CalendarClock,
  CircleHelp,
  Ellipsis,
  FolderLock,
  IdCard,
  Mail,
  MessageCircleWarning,
  Phone,
  ReceiptText,
  ShoppingBasket,
  UserRound,
  Users,
  Wallet,
} from "lucide-react";
import { base, paths } from "../../lib/place.ts";
import { useOrganization } from "../../lib/session.tsx";
import { plural, useWords, type Words } from "../../lib/words.ts";
import type { Place } from "../../ui/portal-frame.tsx";
import { accountQuery, useCurrentAccount } from "../account/current-account.ts";
import { useCart } from "../cart/use-cart.ts";
import { useDebitCreditors } from "../mandate/use-debits.ts";
import { useMessages } from "../message/use-messages.ts";

const words = {
  account: { fr: "Mon compte", en: "My account" },
  accountShort: { fr: "Compte", en: "Account" },
  cart: { fr: "Mon règlement", en: "My cart" },
  cartShort: { fr: "Règlement", en: "Cart" },
  inCart: {
    fr: (n: number) => plural("fr", n, { one: "# pièce", other: "# pièces" }),
    en: (n: number) => plural("en", n, { one: "# item", other: "# items" }),
  },
  messages: { fr: "Messages", en: "Messages" },
  unread: {
    fr: (n: number) => plural("fr", n, { one: "# à lire", other: "# à lire" }),
    en: (n: number) => plural("en", n, { one: "# to read", other: "# to read" }),
  },
  debits: { fr: "Prélèvements", en: "Direct debits" },
  payments: { fr: "Mes paiements", en: "My payments" },
  disputes: { fr: "Suivi des litiges", en: "My disputes" },
  contacts: { fr: "Contacts", en: "Contacts" },
  coordinates: { fr: "Mes coordonnées", en: "My details" },
  colleagues: { fr: "Qui a accès", en: "Who has access" },
  notifications: { fr: "Mes notifications", en: "My notifications" },
  data: { fr: "Mes données", en: "My data" },
  access: { fr: "Mon accès", en: "My access" },
  help: { fr: "Guide d’utilisation", en: "User guide" },
  more: { fr: "Plus", en: "More" },
} satisfies Words;

/**
 * Every place of the portal, in order. A desk shows them all; a phone the first ones (four at most) and *Plus*, a page
 * with the others: those are `only: "desk"`.
 */
export function usePlaces(): Place[] {
  const t = useWords(words);
  const { pathname } = useLocation();
  const current = useCurrentAccount();
  const account = useQuery({ ...accountQuery(current ?? ""), enabled: current !== null }).data;
  const cart = useCart(account?.creditor.id).data;
  const { disputes, colleagues } = useOrganization().settings;
  const debits = (useDebitCreditors()?.length ?? 0) > 0;
  const inCart = cart?.pieces.length ?? 0;
  const isAt = (href: string) => `${base}${pathname}`.startsWith(href);
  const home = current ? paths.account(current) : paths.spaces();
  const messages = useMessagesPlace(isAt);
  const others: Place[] = [
    { href: paths.payments(), label: t.payments, icon: ReceiptText },
    ...(debits ? [{ href: paths.collections(), label: t.debits, icon: CalendarClock }] : []),
    ...(disputes ? [{ href: paths.disputes(), label: t.disputes, icon: MessageCircleWarning }] : []),
    { href: paths.contacts(), label: t.contacts, icon: Phone },
    { href: paths.coordinates(), label: t.coordinates, icon: IdCard },
    ...(colleagues ? [{ href: paths.colleagues(), label: t.colleagues, icon: Users }] : []),
    { href: paths.notifications(), label: t.notifications, icon: Bell },
    { href: paths.myAccess(), label: t.access, icon: UserRound },
    { href: paths.myData(), label: t.data, icon: FolderLock },
    { href: paths.help(), label: t.help, icon: CircleHelp },
  ].map((place) => ({
    ...place,
    only: "desk",
    current: isAt(place.href) || (place.href === paths.collections() && isAt(paths.mandates())),
  }));
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
    ...messages,
    ...others,
    {
      href: paths.more(),
      label: t.more,
      icon: Ellipsis,
      current: isAt(paths.more()) || others.some((place) => place.current),
      only: "phone",
    },
  ];
}

/** What one is told and what one asked, in one place, if any is open: it leads where something waits. */
function useMessagesPlace(isAt: (href: string) => boolean): Place[] {
  const t = useWords(words);
  const { announcements, requests } = useOrganization().settings;
  const { unreadAnnouncements = 0, unreadRequests = 0 } = useMessages() ?? {};
  const [told, asked] = [paths.announcements(), paths.requests()];
  const unread = unreadAnnouncements + unreadRequests;
  if (!announcements && !requests) return [];
  const toAsked = !announcements || (requests && unreadRequests > 0 && unreadAnnouncements === 0);
  return [
    {
      href: toAsked ? asked : told,
      label: t.messages,
      icon: Mail,
      current: isAt(told) || isAt(asked),
      badge: { n: unread, label: t.unread(unread) },
    },
  ];
}
