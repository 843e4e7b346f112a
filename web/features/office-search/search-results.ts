import {
  BookOpen,
  CreditCard,
  FileText,
  House,
  KeyRound,
  type LucideIcon,
  Settings,
  Upload,
  Users,
} from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { paths } from "../../lib/place.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { officePaths } from "../office-frame/office-paths.ts";

export type Result = { key: string; title: string; detail: string; icon: LucideIcon; href: string };
export type ResultGroup = { key: string; label: string; results: Result[] };

type Item = GotOf<"search">["items"][number];

const words = {
  party: { fr: "Tiers", en: "Parties" },
  account: { fr: "Comptes", en: "Accounts" },
  invoice: { fr: "Factures", en: "Invoices" },
  payment: { fr: "Paiements", en: "Payments" },
  user: { fr: "Comptes d’accès", en: "Access accounts" },
  places: { fr: "Aller à", en: "Go to" },
  home: { fr: "À faire", en: "To do" },
  accounts: { fr: "Comptes", en: "Accounts" },
  parties: { fr: "Tiers", en: "Parties" },
  payments: { fr: "Paiements", en: "Payments" },
  imports: { fr: "Imports", en: "Imports" },
  users: { fr: "Comptes d’accès", en: "Access accounts" },
  settings: { fr: "Organisme", en: "Organization" },
} satisfies Words;

const icons: Record<Item["kind"], LucideIcon> = {
  party: Users,
  account: BookOpen,
  invoice: FileText,
  payment: CreditCard,
  user: KeyRound,
};
const kinds = ["party", "account", "invoice", "payment", "user"] as const;

/** Where each thing found is shown. */
function hrefOf(item: Pick<Item, "kind" | "id" | "account">): string {
  switch (item.kind) {
    case "party":
      return officePaths.party(item.id);
    case "account":
      return officePaths.account(item.id);
    case "invoice":
      return item.account ? paths.invoice(item.account, item.id) : officePaths.accounts();
    case "payment":
      return officePaths.payment(item.id);
    case "user":
      return officePaths.user(item.id);
  }
}

/** What was found, by kind, then the places of the office whose name begins so. */
export function useResultGroups(items: readonly Item[], typed: string): ResultGroup[] {
  const t = useWords(words);
  const found = kinds.map((kind) => ({
    key: kind,
    label: t[kind],
    results: items
      .filter((item) => item.kind === kind)
      .map((item) => ({
        key: `${kind}-${item.id}`,
        title: item.title,
        detail: item.detail,
        icon: icons[kind],
        href: hrefOf(item),
      })),
  }));
  const places: [string, LucideIcon, string][] = [
    [t.home, House, officePaths.home()],
    [t.accounts, BookOpen, officePaths.accounts()],
    [t.parties, Users, officePaths.parties()],
    [t.payments, CreditCard, officePaths.payments()],
    [t.imports, Upload, officePaths.imports()],
    [t.users, KeyRound, officePaths.users()],
    [t.settings, Settings, officePaths.settingPlaces()],
  ];
  const begins = typed.trim().toLowerCase();
  const results = places
    .filter(([title]) => title.toLowerCase().startsWith(begins))
    .map(([title, icon, href]) => ({ key: href, title, detail: "", icon, href }));
  return [...found, { key: "places", label: t.places, results }].filter((group) => group.results.length > 0);
}
