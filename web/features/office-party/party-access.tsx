import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Tag } from "../../ui/tag.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useMay } from "../office-frame/role.ts";
import { ViewAsButton } from "../office-frame/view-as.tsx";
import { ActivateParty } from "./activate-party.tsx";
import { CancelCode } from "./cancel-code.tsx";
import "./party.css";
import { PrintLetters } from "./print-letters.tsx";

type Party = GotOf<"readParty">;

const words = {
  none: {
    fr: "Personne ne peut encore voir ce compte en ligne.",
    en: "Nobody can see this account on line yet.",
  },
  read: { fr: "consulte", en: "reads" },
  pay: { fr: "règle", en: "pays" },
  dispute: { fr: "conteste", en: "disputes" },
  code: {
    fr: (day: string) => `Une lettre porte un code, valable jusqu’au ${day}.`,
    en: (day: string) => `A letter carries a code, valid until ${day}.`,
  },
  secondary: { fr: "invité par l’accès principal", en: "invited by the main access" },
  until: { fr: (day: string) => `jusqu’au ${day}`, en: (day: string) => `until ${day}` },
} satisfies Words;

/** The words of the rights: what a user may do for a party. */
export const useRightNames = (): Readonly<Record<"read" | "pay" | "dispute", string>> => useWords(words);

/** Who may act for a party; when nobody may, how to open an access. */
export function PartyAccess({ party, viewAs }: { party: Party; viewAs?: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const waiting = party.users.every((user) => user.invited);
  return (
    <Stack gap={3}>
      {party.users.length === 0 && <Text look="muted">{t.none}</Text>}
      <ul className="party-users">
        {party.users.map((user) => (
          <li key={user.user}>
            <div>
              <Link href={officePaths.user(user.user)}>{user.name}</Link>{" "}
              <Text as="span" look="small">
                {user.identifier}
                {!user.main && ` · ${t.secondary}`}
                {user.endsOn && ` · ${t.until(f.date(user.endsOn))}`}
              </Text>
              <Row gap={1}>
                {user.rights.map((right) => (
                  <Tag key={right}>{t[right]}</Tag>
                ))}
              </Row>
            </div>
            {viewAs && may("accountant") && <ViewAsButton small user={user.user} />}
          </li>
        ))}
      </ul>
      {party.accessCodeUntil && waiting && <Text look="small">{t.code(f.date(party.accessCodeUntil))}</Text>}
      {waiting && may("accountant") && (
        <Row>
          {party.users.length === 0 && <ActivateParty party={party} />}
          <PrintLetters parties={[party.id]} />
          {party.accessCodeUntil && <CancelCode party={party.id} />}
        </Row>
      )}
    </Stack>
  );
}
