import { useQuery } from "@tanstack/react-query";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  bank: { fr: "Banque", en: "Bank" },
  lines: { fr: "Lignes à rapprocher", en: "Lines to match" },
  statements: { fr: "Relevés", en: "Statements" },
  accounts: { fr: "Comptes bancaires", en: "Bank accounts" },
} satisfies Words;

/** The three readings of the bank. */
export function BankTabs({ current }: { current: "lines" | "statements" | "accounts" }) {
  const t = useWords(words);
  const work = useQuery(query("readHome", {})).data?.work;
  const waiting = work?.find((one) => one.kind === "bank_waiting")?.count;
  return (
    <TabLinks
      label={t.bank}
      tabs={[
        { href: officePaths.bank(), label: t.lines, current: current === "lines", count: waiting },
        { href: officePaths.statements(), label: t.statements, current: current === "statements" },
        { href: officePaths.bankAccounts(), label: t.accounts, current: current === "accounts" },
      ]}
    />
  );
}
