import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { ComboBox } from "../../ui/combo-box.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { FieldSet, Form, FormActions } from "../../ui/form.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useMay } from "../office-frame/role.ts";
import { useRightNames } from "../office-party/party-access.tsx";
import "../office-party/party.css";

const words = {
  none: {
    fr: "Ce compte n’agit encore pour aucun tiers : il ne verrait rien.",
    en: "This account acts for no party yet: it would see nothing.",
  },
  add: { fr: "Ouvrir un tiers", en: "Open a party" },
  party: { fr: "Tiers", en: "Party" },
  find: { fr: "Tapez le début du nom ou le code.", en: "Type the beginning of the name, or the code." },
  rights: { fr: "Ce qu’il peut faire", en: "What may be done" },
  ends: { fr: "Jusqu’au", en: "Until" },
  endsHint: { fr: "Vide : sans limite.", en: "Empty: no limit." },
  until: { fr: (day: string) => `jusqu’au ${day}`, en: (day: string) => `until ${day}` },
  open: { fr: "Ouvrir", en: "Open" },
  cancel: { fr: "Annuler", en: "Cancel" },
  remove: { fr: "Retirer", en: "Remove" },
  removeTitle: {
    fr: (name: string) => `Retirer l’accès à ${name} ?`,
    en: (name: string) => `Remove the access to ${name}?`,
  },
  removeText: {
    fr: "Il ne verra plus ces comptes dès maintenant. Rien n’est effacé ; l’accès peut être rouvert. Les collègues qu’il a invités ne lisent plus rien non plus, si c’était le dernier accès principal.",
    en: "These accounts can no longer be seen from now on. Nothing is erased; the access can be opened again. Colleagues invited read nothing any more either, if this was the last main access.",
  },
} satisfies Words;

const allRights = ["read", "pay", "dispute"] as const;
type Right = (typeof allRights)[number];

/** For whom a user acts, with which rights and for how long (ACC-8). */
export function UserAccess({ user }: { user: string }) {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const names = useRightNames();
  const { data, error } = useQuery(query("listAccess", { params: { user } }));
  const [leaving, setLeaving] = useState<{ party: string; partyName: string } | null>(null);
  const remove = useWrite("removeAccess", { refreshes: ["listAccess", "readParty", "listParties"] });
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  const confirm = () =>
    leaving &&
    remove.mutate({ params: { user, party: leaving.party } }, { onSuccess: () => setLeaving(null) });
  return (
    <Stack gap={3}>
      {data?.items.length === 0 && <Text look="muted">{t.none}</Text>}
      <ul className="party-users">
        {data?.items.map((access) => (
          <li key={access.party}>
            <div>
              <span>
                <Link href={officePaths.party(access.party)}>{access.partyName}</Link>{" "}
                <Text as="span" look="small">
                  {access.partyCode}
                  {access.endsOn && ` · ${t.until(f.date(access.endsOn))}`}
                </Text>
              </span>
              <Row gap={1}>
                {access.rights.map((right) => (
                  <Tag key={right}>{names[right]}</Tag>
                ))}
              </Row>
            </div>
            {may("manager") && (
              <Button look="quiet" small icon={X} onClick={() => setLeaving(access)}>
                {t.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may("manager") && <GiveAccess user={user} />}
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={confirm}
        busy={remove.isPending}
        danger
        title={t.removeTitle(leaving?.partyName ?? "")}
        confirm={t.remove}
      >
        {t.removeText}
        {remove.error && <Notice kind="error">{sentenceOf(remove.error)}</Notice>}
      </ConfirmDialog>
    </Stack>
  );
}

function GiveAccess({ user }: { user: string }) {
  const t = useWords(words);
  const names = useRightNames();
  const [open, setOpen] = useState(false);
  const [party, setParty] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  const [rights, setRights] = useState<Right[]>(["read", "pay"]);
  const [endsOn, setEndsOn] = useState<string | null>(null);
  const found = useQuery({
    ...query("listParties", { query: { search, limit: 20 } }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const give = useWrite("giveAccess", { refreshes: ["listAccess", "readParty", "listParties"] });
  const close = () => {
    setOpen(false);
    setParty(null);
  };
  const save = () => {
    if (party) give.mutate({ params: { user, party }, body: { rights, endsOn } }, { onSuccess: close });
  };
  const toggle = (right: Right) =>
    setRights(rights.includes(right) ? rights.filter((one) => one !== right) : [...rights, right]);
  if (!open)
    return (
      <div>
        <Button icon={Plus} small onClick={() => setOpen(true)}>
          {t.add}
        </Button>
      </div>
    );
  // In the page, not in a dialog: the choice and the calendar float above the page themselves.
  return (
    <Form onSubmit={save} errors={give.error ? { form: sentenceOf(give.error) } : null} aria-label={t.add}>
      <ComboBox
        label={t.party}
        hint={t.find}
        value={party}
        onChange={setParty}
        onSearch={setSearch}
        searching={found.isFetching}
        options={(found.data?.items ?? []).map(({ id, name, code }) => ({
          value: id,
          label: name,
          hint: code,
        }))}
      />
      <FieldSet legend={t.rights}>
        {allRights.map((right) => (
          <Checkbox key={right} checked={rights.includes(right)} onChange={() => toggle(right)}>
            {names[right]}
          </Checkbox>
        ))}
      </FieldSet>
      <DateField label={t.ends} hint={t.endsHint} value={endsOn} onChange={setEndsOn} optional />
      <FormActions>
        <Button look="primary" type="submit" busy={give.isPending} disabled={!party || rights.length === 0}>
          {t.open}
        </Button>
        <Button onClick={close}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
