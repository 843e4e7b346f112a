import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../../lib/place.ts";
import { query } from "../../lib/queries.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useLater } from "../../lib/use-later.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { SearchInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Popover, PopoverLinks } from "../../ui/popover.tsx";
import { accountQuery, firstSpaces, useCurrentAccount } from "./current-account.ts";

const words = {
  choose: { fr: "Choisir un espace", en: "Choose a space" },
  search: { fr: "Chercher un espace", en: "Find a space" },
  all: { fr: "Tous mes espaces", en: "All my spaces" },
  none: { fr: "Aucun espace de ce nom.", en: "No space of that name." },
  list: { fr: "Espaces", en: "Spaces" },
} satisfies Words;

const SHOWN = 6;

/** The space that the user is in, and the way to another one: always in sight (SPEC ACC-7). */
export function SpaceSwitcher() {
  const t = useWords(words);
  const current = useCurrentAccount();
  const account = useQuery({ ...accountQuery(current ?? ""), enabled: current !== null }).data;
  return (
    <Popover label={account ? account.label : t.choose}>
      <Spaces current={current} />
    </Popover>
  );
}

function Spaces({ current }: { current: string | null }) {
  const t = useWords(words);
  const { settings } = useOrganization();
  const [typed, setTyped] = useState("");
  const search = useLater(typed.trim(), 250);
  const first = useQuery(firstSpaces).data;
  const found = useQuery({
    ...query("listSpaces", { query: { search, limit: SHOWN } }),
    enabled: search !== "",
  }).data;
  const many = (first?.items.length ?? 0) > SHOWN;
  const shown = (search ? found?.items : first?.items)?.slice(0, SHOWN) ?? [];
  const creditors = first?.creditors.length ?? 0;
  return (
    <Stack gap={2}>
      {many && <SearchInput label={t.search} value={typed} onChange={setTyped} />}
      <PopoverLinks
        label={t.list}
        items={shown.map((space) => ({
          key: space.account,
          href: paths.account(space.account),
          label: space.label,
          hint: creditors > 1 ? `${space.creditor.name} · ${space.code}` : space.code,
          current: space.account === current,
        }))}
      />
      {search && found?.items.length === 0 && <Text look="muted">{t.none}</Text>}
      {((first?.items.length ?? 0) > 1 || settings.ownersSeeTenants) && (
        <Link href={paths.spaces()}>{t.all}</Link>
      )}
    </Stack>
  );
}
