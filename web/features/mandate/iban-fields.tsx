import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useState } from "react";
import { inFours } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useLater } from "../../lib/use-later.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Text } from "../../ui/layout.tsx";
import "./mandate.css";
import type { Offer } from "./mandate-state.tsx";

const words = {
  which: { fr: "Compte bancaire", en: "Bank account" },
  other: { fr: "Un autre compte", en: "Another account" },
  iban: { fr: "IBAN", en: "IBAN" },
  ibanHint: {
    fr: "Il commence par FR en France. Vous le trouvez sur un RIB ou dans l’application de votre banque.",
    en: "It begins with FR in France. You find it on a bank statement or in your bank’s application.",
  },
  wrong: { fr: "Format de l’IBAN incorrect.", en: "This IBAN is not well formed." },
  empty: { fr: "Saisissez votre IBAN.", en: "Type your IBAN." },
  country: { fr: "Il ne commence pas par un pays.", en: "It does not begin with a country." },
  not_sepa: {
    fr: "Ce pays n’accepte pas les prélèvements SEPA.",
    en: "This country does not take SEPA direct debits.",
  },
  length: { fr: "Il en manque, ou il y en a trop.", en: "It is too short or too long." },
  shape: { fr: "Un caractère n’est pas à sa place.", en: "A character is out of place." },
  checksum: { fr: "Une erreur de frappe s’y est glissée.", en: "There is a typing mistake in it." },
  national_key: { fr: "La clé RIB n’est pas la bonne.", en: "Its national key is wrong." },
  good: { fr: "IBAN correct", en: "This IBAN is right" },
  bic: { fr: "BIC", en: "BIC" },
  bicHint: {
    fr: "Utile seulement hors de l’Espace économique européen.",
    en: "Needed only outside the European Economic Area.",
  },
  bicWrong: {
    fr: "Ce BIC ne va pas avec cet IBAN.",
    en: "This BIC does not go with this IBAN.",
  },
} satisfies Words;

export type Bank = { iban: string; bic: string; remembered: string | null };
export const noBank = (offer: Pick<Offer, "remembered"> | null): Bank => ({
  iban: "",
  bic: "",
  remembered: offer?.remembered[0]?.mandate ?? null,
});

type Props = { remembered: Offer["remembered"]; bank: Bank; onBank: (bank: Bank) => void };

/** The bank account: one that was signed for before, or an IBAN read as it is typed (MAN-1, MAN-6). */
export function BankFields({ remembered, bank, onBank }: Props) {
  const t = useWords(words);
  const options = remembered.map((one) => ({
    value: one.mandate,
    label: one.maskedIban,
    ...(one.bank ? { hint: one.bank } : {}),
  }));
  return (
    <>
      {options.length > 0 && (
        <RadioGroup
          name="remembered"
          legend={t.which}
          value={bank.remembered ?? ""}
          onChange={(value) => onBank({ ...bank, remembered: value || null })}
          options={[...options, { value: "", label: t.other }]}
        />
      )}
      {bank.remembered === null && <TypedIban bank={bank} onBank={onBank} />}
    </>
  );
}

function TypedIban({ bank, onBank }: Pick<Props, "bank" | "onBank">) {
  const t = useWords(words);
  const [left, setLeft] = useState(false);
  const [ownBic, setOwnBic] = useState(false);
  const typed = useLater(bank.iban, 300);
  const bic = useLater(ownBic ? bank.bic : "", 300);
  const enough = typed.replaceAll(/\s/g, "").length >= 4;
  // The body of a request, never an address; and nothing of it stays in the cache.
  const { data: read } = useQuery({
    ...query("checkIban", { body: { iban: typed, bic } }),
    enabled: enough,
    gcTime: 0,
    retry: false,
  });
  const current = enough && typed === bank.iban ? read : undefined;
  const shown = wrongWith(current?.problem ?? null, left);
  const proposed = ownBic ? bank.bic : (current?.bic ?? "");
  return (
    <>
      <Field name="iban" label={t.iban} hint={t.ibanHint} error={shown ? `${t.wrong} ${t[shown]}` : null}>
        <TextInput
          className="mandate-iban"
          chars={34}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={bank.iban}
          onChange={(event) => onBank({ ...bank, iban: inGroups(event.target.value) })}
          onBlur={() => setLeft(true)}
          onFocus={() => setLeft(false)}
        />
      </Field>
      <output className="mandate-bank">
        {current?.ok && (
          <Text look="settled">
            <Icon of={Landmark} /> {current.bank ?? t.good}
          </Text>
        )}
      </output>
      <Field
        name="bic"
        label={t.bic}
        hint={t.bicHint}
        optional
        error={current?.ok && !current.bicOk ? t.bicWrong : null}
      >
        <TextInput
          className="mandate-iban"
          chars={11}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={15}
          value={proposed}
          onChange={(event) => {
            setOwnBic(true);
            onBank({ ...bank, bic: event.target.value.toUpperCase() });
          }}
        />
      </Field>
    </>
  );
}

type Problem = "empty" | "country" | "not_sepa" | "length" | "shape" | "checksum" | "national_key";

/** One that is still being typed is not wrong because it is short. */
const wrongWith = (problem: Problem | null, left: boolean): Problem | null =>
  problem === "length" && !left ? null : problem;

/** `FR7630006000` -> `FR76 3000 6000`, as it stands on a bank statement. */
function inGroups(text: string): string {
  const compact = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .slice(0, 40);
  const groups = inFours(compact);
  return text.endsWith(" ") && compact.length % 4 === 0 && compact.length > 0 ? `${groups} ` : groups;
}
