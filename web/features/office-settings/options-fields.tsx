import type { GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { accountSettingsOf } from "./account-options.tsx";
import { optionWords } from "./option-words.ts";

export type Settings = GotOf<"readOrganization">["settings"];

const choices = {
  captcha: ["always", "after_failures", "never"],
  activationAnswer: ["neutral", "explicit"],
  accessCodeProof: ["party_code", "postcode", "name"],
  passwordPolicy: ["standard", "strong"],
  signConvention: ["debit_credit", "credit_debit"],
} as const;
const switches = [
  "staffSecondFactor",
  "paySeveral",
  "payPartially",
  "payWithoutEmail",
  "declarePaid",
  "disputes",
  "requests",
] as const;

/** The options, each with what it changes for customers. */
export function OptionsFields({ settings }: { settings: Settings }) {
  const t = useWords(optionWords);
  return (
    <>
      {(["captcha", "activationAnswer", "accessCodeProof", "passwordPolicy", "signConvention"] as const).map(
        (name) => (
          <Field key={name} name={name} label={t[name]} hint={t[`${name}Hint`]}>
            <Select defaultValue={settings[name]}>
              {choices[name].map((value) => (
                <option key={value} value={value}>
                  {t[value]}
                </option>
              ))}
            </Select>
          </Field>
        ),
      )}
      {switches.map((name) => (
        <Checkbox key={name} name={name} hint={t[`${name}Hint`]} defaultChecked={settings[name]}>
          {t[name]}
        </Checkbox>
      ))}
      <Field name="searchableMonths" label={t.searchableMonths} hint={t.searchableMonthsHint}>
        <TextInput type="number" min={1} max={240} chars={4} defaultValue={settings.searchableMonths} />
      </Field>
      <Field name="disputeDelayDays" label={t.disputeDelayDays} hint={t.disputeDelayDaysHint}>
        <TextInput type="number" min={1} max={120} chars={4} defaultValue={settings.disputeDelayDays} />
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
    staffSecondFactor: data.has("staffSecondFactor"),
    paySeveral: data.has("paySeveral"),
    payPartially: data.has("payPartially"),
    payWithoutEmail: data.has("payWithoutEmail"),
    declarePaid: data.has("declarePaid"),
    requests: data.has("requests"),
    disputes: data.has("disputes"),
    disputeDelayDays: Number(text("disputeDelayDays")),
    searchableMonths: Number(text("searchableMonths")),
    ...accountSettingsOf(data),
  };
}
