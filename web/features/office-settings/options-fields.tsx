import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { accountSettingsOf } from "./account-options.tsx";
import { optionWords } from "./option-words.ts";
import { retentionOf } from "./retention-fields.tsx";

export type Settings = GotOf<"readOrganization">["settings"];

const choices = {
  captcha: ["always", "after_failures", "never"],
  activationAnswer: ["neutral", "explicit"],
  accessCodeProof: ["party_code", "postcode", "name"],
  passwordPolicy: ["standard", "strong"],
  signConvention: ["debit_credit", "credit_debit"],
} as const;

/** What is open to customers on line; each may be closed. */
const services = [
  "requests",
  "announcements",
  "disputes",
  "declarePaid",
  "colleagues",
  "coordinateChanges",
  "paperChoice",
] as const;
const payment = ["paySeveral", "payPartially", "payWithoutEmail", "payByTransfer"] as const;
const switches = [...services, ...payment, "staffSecondFactor"] as const;

type Fields = { settings: Settings };
type Some<K> = Fields & { names: readonly K[] };

function Choices({ settings, names }: Some<keyof typeof choices>) {
  const t = useWords(optionWords);
  return names.map((name) => (
    <Field key={name} name={name} label={t[name]} hint={t[`${name}Hint`]}>
      <Select defaultValue={settings[name]}>
        {choices[name].map((value) => (
          <option key={value} value={value}>
            {t[value]}
          </option>
        ))}
      </Select>
    </Field>
  ));
}

function Switches({ settings, names }: Some<(typeof switches)[number]>) {
  const t = useWords(optionWords);
  return names.map((name) => (
    <Checkbox key={name} name={name} hint={t[`${name}Hint`]} defaultChecked={settings[name]}>
      {t[name]}
    </Checkbox>
  ));
}

/** The services open to customers: what is closed leaves their space and the guide (SPEC OFF-5). */
export function ServiceFields({ settings }: Fields) {
  const t = useWords(optionWords);
  return (
    <>
      <Switches settings={settings} names={services} />
      <Field name="disputeDelayDays" label={t.disputeDelayDays} hint={t.disputeDelayDaysHint}>
        <TextInput type="number" min={1} max={120} chars={4} defaultValue={settings.disputeDelayDays} />
      </Field>
    </>
  );
}

/** How customers pay on line. */
export function PaymentFields({ settings }: Fields) {
  const t = useWords(optionWords);
  return (
    <>
      <Switches settings={settings} names={payment} />
      <Field name="transferTermDays" label={t.transferTermDays} hint={t.transferTermDaysHint}>
        <TextInput type="number" min={1} max={365} chars={4} defaultValue={settings.transferTermDays} />
      </Field>
      <Field name="bankAutomaticScore" label={t.bankAutomaticScore} hint={t.bankAutomaticScoreHint}>
        <TextInput type="number" min={70} max={101} chars={4} defaultValue={settings.bankAutomaticScore} />
      </Field>
    </>
  );
}

/** How customers and staff come in. */
export const AccessFields = ({ settings }: Fields) => (
  <>
    <Choices
      settings={settings}
      names={["captcha", "activationAnswer", "accessCodeProof", "passwordPolicy"]}
    />
    <Switches settings={settings} names={["staffSecondFactor"]} />
  </>
);

/** How accounts are read. */
export function ReadingFields({ settings }: Fields) {
  const t = useWords(optionWords);
  return (
    <>
      <Choices settings={settings} names={["signConvention"]} />
      <Field name="searchableMonths" label={t.searchableMonths} hint={t.searchableMonthsHint}>
        <TextInput type="number" min={1} max={240} chars={4} defaultValue={settings.searchableMonths} />
      </Field>
    </>
  );
}

/** The options as the form gives them; what the form does not show is kept. */
export function settingsOf(data: FormData, before: Settings): Settings {
  const text = (name: string) => textOf(data, name);
  return {
    ...before,
    captcha: text("captcha") as Settings["captcha"],
    activationAnswer: text("activationAnswer") as Settings["activationAnswer"],
    accessCodeProof: text("accessCodeProof") as Settings["accessCodeProof"],
    passwordPolicy: text("passwordPolicy") as Settings["passwordPolicy"],
    signConvention: text("signConvention") as Settings["signConvention"],
    ...Object.fromEntries(switches.map((name) => [name, data.has(name)])),
    disputeDelayDays: Number(text("disputeDelayDays")),
    searchableMonths: Number(text("searchableMonths")),
    transferTermDays: Number(text("transferTermDays")),
    bankAutomaticScore: Number(text("bankAutomaticScore")),
    ...accountSettingsOf(data),
    retention: retentionOf(data),
  };
}
