import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { Select, Textarea, TextInput } from "../../ui/inputs.tsx";
import { Row } from "../../ui/layout.tsx";
import { accountOptionWords } from "./account-option-words.ts";

type Settings = GotOf<"readOrganization">["settings"];
const kinds = ["customer", "owner", "tenant", "co_owner", "supplier"] as const;

/** How accounts are shown, and when nothing can be paid (SPEC ACT-6 to ACT-8). */
export function AccountOptions({ settings }: { settings: Settings }) {
  const t = useWords(accountOptionWords);
  return (
    <>
      <Field name="municipalReading" label={t.municipalReading} hint={t.municipalReadingHint}>
        <Select defaultValue={settings.municipalReading}>
          {(["auto", "on", "off"] as const).map((value) => (
            <option key={value} value={value}>
              {t[value]}
            </option>
          ))}
        </Select>
      </Field>
      {(["ownersSeeTenants", "showBankDetails"] as const).map((name) => (
        <Checkbox key={name} name={name} hint={t[`${name}Hint`]} defaultChecked={settings[name]}>
          {t[name]}
        </Checkbox>
      ))}
      <Field name="hiddenAnalytics" label={t.hiddenAnalytics} hint={t.hiddenAnalyticsHint} optional>
        <TextInput defaultValue={settings.hiddenAnalytics.join(", ")} />
      </Field>
      <FieldSet legend={t.groupTreasury} hint={t.groupTreasuryHint}>
        <Row gap={4}>
          {kinds.map((kind) => (
            <Checkbox
              key={kind}
              name="groupTreasury"
              value={kind}
              defaultChecked={settings.groupTreasury.includes(kind)}
            >
              {t[kind]}
            </Checkbox>
          ))}
        </Row>
      </FieldSet>
      <Field name="treasuryJournals" label={t.treasuryJournals} hint={t.treasuryJournalsHint} optional>
        <TextInput defaultValue={settings.treasuryJournals.join(", ")} />
      </Field>
      <TreasuryFields settings={settings} />
      <SuspensionFields settings={settings} />
    </>
  );
}

function TreasuryFields({ settings: { treasury } }: { settings: Settings }) {
  const t = useWords(accountOptionWords);
  return (
    <FieldSet legend={t.treasury} hint={t.treasuryHint}>
      <Field name="treasuryName" label={t.treasuryName} optional>
        <TextInput defaultValue={treasury.name} maxLength={120} />
      </Field>
      <Field name="treasuryAddress" label={t.address} optional>
        <Textarea defaultValue={treasury.address.join("\n")} />
      </Field>
      <Field name="treasuryPhone" label={t.phone} optional>
        <TextInput type="tel" defaultValue={treasury.phone} maxLength={40} />
      </Field>
      <Field name="treasuryEmail" label={t.email} optional>
        <TextInput type="email" defaultValue={treasury.email} />
      </Field>
    </FieldSet>
  );
}

function SuspensionFields({ settings: { suspension } }: { settings: Settings }) {
  const t = useWords(accountOptionWords);
  return (
    <FieldSet legend={t.suspension} hint={t.suspensionHint}>
      <Row gap={4}>
        <Field name="suspensionFrom" label={t.from} optional>
          <TextInput type="date" defaultValue={suspension?.from ?? ""} />
        </Field>
        <Field name="suspensionUntil" label={t.until} optional>
          <TextInput type="date" defaultValue={suspension?.until ?? ""} />
        </Field>
      </Row>
      <Field name="suspensionFr" label={t.inFrench} optional>
        <Textarea rows={3} maxLength={600} defaultValue={suspension?.fr ?? ""} />
      </Field>
      <Field name="suspensionEn" label={t.inEnglish} optional>
        <Textarea rows={3} maxLength={600} defaultValue={suspension?.en ?? ""} />
      </Field>
    </FieldSet>
  );
}

/** The same options as the form gives them. Without a first day there is no suspension. */
export function accountSettingsOf(data: FormData): Partial<Settings> {
  const text = (name: string) => textOf(data, name).trim();
  const list = (name: string, by: RegExp) =>
    text(name)
      .split(by)
      .map((one) => one.trim())
      .filter(Boolean);
  const from = text("suspensionFrom");
  return {
    municipalReading: text("municipalReading") as Settings["municipalReading"],
    ownersSeeTenants: data.has("ownersSeeTenants"),
    showBankDetails: data.has("showBankDetails"),
    hiddenAnalytics: list("hiddenAnalytics", /[,;\n]/),
    groupTreasury: data.getAll("groupTreasury") as Settings["groupTreasury"],
    treasuryJournals: list("treasuryJournals", /[,;\n]/),
    treasury: {
      name: text("treasuryName"),
      address: list("treasuryAddress", /\n/),
      phone: text("treasuryPhone"),
      email: text("treasuryEmail"),
    },
    suspension: from
      ? { from, until: text("suspensionUntil") || null, fr: text("suspensionFr"), en: text("suspensionEn") }
      : null,
  };
}

/** Where the form names these fields otherwise than the server. */
export const accountNamesInForm = {
  "settings.hiddenAnalytics": "hiddenAnalytics",
  "settings.treasuryJournals": "treasuryJournals",
  "settings.treasury.name": "treasuryName",
  "settings.treasury.address": "treasuryAddress",
  "settings.treasury.phone": "treasuryPhone",
  "settings.treasury.email": "treasuryEmail",
  "settings.suspension.from": "suspensionFrom",
  "settings.suspension.until": "suspensionUntil",
  "settings.suspension.fr": "suspensionFr",
  "settings.suspension.en": "suspensionEn",
};
