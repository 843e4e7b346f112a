import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import {
  ArrowLeftRight,
  BookOpen,
  CalendarClock,
  CircleHelp,
  CircleUser,
  CreditCard,
  Eraser,
  FileDown,
  FolderLock,
  HandCoins,
  House,
  IdCard,
  Inbox,
  Landmark,
  LogOut,
  type LucideIcon,
  Megaphone,
  MessageCircleWarning,
  MessageSquareText,
  Newspaper,
  Scale,
  Settings,
  Upload,
  UserRound,
  Users,
} from "lucide-react";
import { RoomsContext } from "../features/account/rooms.ts";
import { usePageTopic } from "../features/help/help-of-page.ts";
import { officePaths, officeRooms } from "../features/office-frame/office-paths.ts";
import { roleOfPage } from "../features/office-frame/page-roles.ts";
import { usePanelSlot } from "../features/office-frame/panel.tsx";
import { useMay, useRoleNames } from "../features/office-frame/role.ts";
import { RoleTooLow } from "../features/office-frame/role-too-low.tsx";
import { useSettingPlaces } from "../features/office-frame/setting-places.ts";
import { OfficeSearch } from "../features/office-search/office-search.tsx";
import { logoOf } from "../features/organization/logo.ts";
import { useSignOut } from "../features/session/sign-out.ts";
import type { GotOf } from "../lib/api.ts";
import { query } from "../lib/queries.ts";
import { useMe, useOrganization } from "../lib/session.tsx";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Text } from "../ui/layout.tsx";
import { OfficeFrame, type PlaceGroup } from "../ui/office-frame.tsx";
import { Popover, PopoverLinks } from "../ui/popover.tsx";
import { LanguageSwitch, ThemeSwitch } from "../ui/preferences.tsx";

const words = {
  home: { fr: "À faire", en: "To do" },
  follow: { fr: "Suivre", en: "Follow" },
  collect: { fr: "Encaisser", en: "Collect" },
  accounts: { fr: "Comptes", en: "Accounts" },
  identities: { fr: "Identités", en: "Identities" },
  changes: { fr: "Coordonnées", en: "Details" },
  toAnswer: {
    fr: (n: number) =>
      plural("fr", n, { one: "# modification à valider", other: "# modifications à valider" }),
    en: (n: number) => plural("en", n, { one: "# change to answer", other: "# changes to answer" }),
  },
  payments: { fr: "Paiements", en: "Payments" },
  declarations: { fr: "Déclarés payés", en: "Declared paid" },
  toConfirm: {
    fr: (n: number) =>
      plural("fr", n, { one: "# déclaration à confirmer", other: "# déclarations à confirmer" }),
    en: (n: number) =>
      plural("en", n, { one: "# declaration to confirm", other: "# declarations to confirm" }),
  },
  disputes: { fr: "Litiges", en: "Disputes" },
  owed: {
    fr: (n: number) => plural("fr", n, { one: "# demande à traiter", other: "# demandes à traiter" }),
    en: (n: number) => plural("en", n, { one: "# request to answer", other: "# requests to answer" }),
  },
  late: {
    fr: (n: number) => plural("fr", n, { one: "# litige en retard", other: "# litiges en retard" }),
    en: (n: number) => plural("en", n, { one: "# late dispute", other: "# late disputes" }),
  },
  mandates: { fr: "Mandats", en: "Mandates" },
  bank: { fr: "Banque", en: "Bank" },
  bankLines: {
    fr: (n: number) => plural("fr", n, { one: "# ligne à rapprocher", other: "# lignes à rapprocher" }),
    en: (n: number) => plural("en", n, { one: "# line to match", other: "# lines to match" }),
  },
  collections: { fr: "Prélèvements", en: "Direct debits" },
  returned: {
    fr: (n: number) => plural("fr", n, { one: "# rejet à traiter", other: "# rejets à traiter" }),
    en: (n: number) => plural("en", n, { one: "# return to deal with", other: "# returns to deal with" }),
  },
  treasury: { fr: "Trésorerie", en: "Treasury" },
  alerts: {
    fr: (n: number) => plural("fr", n, { one: "# alerte à traiter", other: "# alertes à traiter" }),
    en: (n: number) => plural("en", n, { one: "# alert to deal with", other: "# alerts to deal with" }),
  },
  talk: { fr: "Échanger", en: "Talk" },
  requests: { fr: "Demandes", en: "Requests" },
  waiting: {
    fr: (n: number) => plural("fr", n, { one: "# demande à traiter", other: "# demandes à traiter" }),
    en: (n: number) => plural("en", n, { one: "# request to answer", other: "# requests to answer" }),
  },
  announcements: { fr: "Messages aux clients", en: "Customer messages" },
  news: { fr: "Actualités", en: "News" },
  publish: { fr: "Publier", en: "Publish" },
  imports: { fr: "Imports", en: "Imports" },
  exports: { fr: "Exports", en: "Exports" },
  erasures: { fr: "Effacements", en: "Erasures" },
  mails: { fr: "Courriels et SMS", en: "Mails and texts" },
  setUp: { fr: "Réglages", en: "Settings" },
  myData: { fr: "Mes données", en: "My data" },
  mine: { fr: "Mon accès", en: "My access" },
  help: { fr: "Guide d’utilisation", en: "User guide" },
  helpHere: { fr: "Aide sur cette page", en: "Help on this page" },
  signOut: { fr: "Se déconnecter", en: "Sign out" },
} satisfies Words;

/** The frame of the office: places, search everywhere, who is at work. */
export function OfficeLayout() {
  const organization = useOrganization();
  const [slot, provide] = usePanelSlot();
  const may = useMay();
  const needed = roleOfPage(useRouterState({ select: (state) => state.location.pathname }));
  return (
    <OfficeFrame
      name={organization.name}
      logo={logoOf(organization)}
      home={officePaths.home()}
      groups={usePlaceGroups()}
      search={<OfficeSearch />}
      tools={<Tools />}
      panel={slot}
    >
      {provide(
        <RoomsContext value={officeRooms}>
          {may(needed) ? <Outlet /> : <RoleTooLow needed={needed} />}
        </RoomsContext>,
      )}
    </OfficeFrame>
  );
}

function usePlaceGroups(): PlaceGroup[] {
  const t = useWords(words);
  const may = useMay();
  const here = useRouterState({ select: (state) => state.location.pathname });
  const alerts = useWorkCount("payment_alert");
  const declared = useWorkCount("payment_declared");
  const changes = useWorkCount("change_waiting");
  const late = useWorkCount("dispute_late");
  const owed = useWorkCount("erasure_late") + useWorkCount("erasure_waiting");
  const bankLines = useWorkCount("bank_waiting");
  const returned = useWorkCount("debits_returned");
  const bills = useQuery(query("listHandovers", { query: { limit: 1 } })).data?.open ?? false;
  const waiting = useQuery({ ...query("countRequests", {}), refetchInterval: 60_000 }).data?.open ?? 0;
  const place = (label: string, icon: LucideIcon, href: string) => ({
    label,
    icon,
    href,
    current: href === officePaths.home() ? here.replace(/\/$/, "").endsWith("/bureau") : isUnder(here, href),
  });
  const isSetting = useSettingPlaces().some((group) => group.places.some(({ href }) => isUnder(here, href)));
  return [
    { key: "home", places: [place(t.home, House, officePaths.home())] },
    {
      key: "follow",
      label: t.follow,
      places: [
        place(t.accounts, BookOpen, officePaths.accounts()),
        {
          ...place(t.identities, Users, officePaths.identities()),
          current: [officePaths.identities(), officePaths.parties(), officePaths.users()].some((href) =>
            isUnder(here, href),
          ),
        },
        {
          ...place(t.changes, IdCard, officePaths.changes()),
          badge: { n: changes, label: t.toAnswer(changes) },
        },
        ...(may("manager")
          ? [
              {
                ...place(t.erasures, Eraser, officePaths.erasures()),
                badge: { n: owed, label: t.owed(owed) },
              },
            ]
          : []),
        {
          ...place(t.disputes, MessageCircleWarning, officePaths.disputes()),
          badge: { n: late, label: t.late(late) },
        },
      ],
    },
    {
      key: "collect",
      label: t.collect,
      places: [
        {
          ...place(t.payments, CreditCard, officePaths.payments()),
          badge: { n: alerts, label: t.alerts(alerts) },
        },
        {
          ...place(t.declarations, HandCoins, officePaths.declarations()),
          badge: { n: declared, label: t.toConfirm(declared) },
        },
        place(t.mandates, Landmark, officePaths.mandates()),
        {
          ...place(t.collections, CalendarClock, officePaths.collections()),
          current: [officePaths.collections(), officePaths.batches(), officePaths.returns()].some((href) =>
            isUnder(here, href),
          ),
          badge: { n: returned, label: t.returned(returned) },
        },
        {
          ...place(t.bank, ArrowLeftRight, officePaths.bank()),
          badge: { n: bankLines, label: t.bankLines(bankLines) },
        },
        ...(bills ? [place(t.treasury, Scale, officePaths.treasury())] : []),
      ],
    },
    {
      key: "talk",
      label: t.talk,
      places: [
        {
          ...place(t.requests, MessageSquareText, officePaths.requests()),
          badge: { n: waiting, label: t.waiting(waiting) },
        },
        place(t.announcements, Megaphone, officePaths.announcements()),
        place(t.news, Newspaper, officePaths.news()),
      ],
    },
    {
      key: "publish",
      label: t.publish,
      places: [
        place(t.imports, Upload, officePaths.imports()),
        place(t.exports, FileDown, officePaths.exports()),
        {
          ...place(t.mails, Inbox, officePaths.mails()),
          current: [officePaths.mails(), officePaths.texts()].some((href) => isUnder(here, href)),
        },
      ],
    },
    {
      key: "settings",
      places: [
        {
          ...place(t.setUp, Settings, officePaths.settingPlaces()),
          current: isSetting || isUnder(here, officePaths.settingPlaces()),
        },
      ],
    },
  ];
}

/** The router's own pathname has no base; ours has. */
function isUnder(pathname: string, href: string): boolean {
  const path = href.slice(href.indexOf("/bureau"));
  return pathname === path || pathname.endsWith(path) || pathname.includes(`${path}/`);
}

function useWorkCount(kind: GotOf<"readHome">["work"][number]["kind"]): number {
  const { data } = useQuery({ ...query("readHome", {}), refetchInterval: 60_000 });
  return data?.work.find((one) => one.kind === kind)?.count ?? 0;
}

function Tools() {
  const t = useWords(words);
  const me = useMe();
  const roles = useRoleNames();
  const signOut = useSignOut();
  const topic = usePageTopic();
  return (
    <Popover label={me.name} icon={CircleUser} align="end">
      <div className="office-tools">
        <div className="office-tools__who">
          <Text look="strong">{me.name}</Text>
          {me.staff && (
            <Text look="small">
              {me.identifier} · {roles[me.staff.role]}
            </Text>
          )}
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <PopoverLinks
        items={[
          { key: "mine", label: t.mine, icon: UserRound, href: officePaths.myAccess() },
          { key: "data", label: t.myData, icon: FolderLock, href: officePaths.myData() },
          {
            key: "help",
            label: topic ? t.helpHere : t.help,
            icon: CircleHelp,
            href: officePaths.help(topic?.key),
          },
          { key: "out", label: t.signOut, icon: LogOut, onClick: () => signOut() },
        ]}
      />
    </Popover>
  );
}
