import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useSettingsWrite } from "../../lib/settings-write.ts";
import { useLanguage, useWords } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { Field } from "../../ui/field.tsx";
import { FormActions, type FormErrors } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useMay } from "../office-frame/role.ts";
import { type GatewayName, gatewayNames } from "../payment/gateway-names.ts";
import { GuardedForm } from "../unsaved/guarded-form.tsx";
import { useUndisturbed } from "../unsaved/use-undisturbed.ts";
import { useExpected } from "./expected.ts";
import { fieldErrors } from "./field-errors.ts";
import {
  configurationOf,
  type GatewayField,
  gatewayFields,
  isToldByOrders,
  paymentSettingsWords,
  valueIn,
} from "./gateway-fields.ts";

type Setting = GotOf<"readPaymentSettings">;

/** How a creditor is paid on line. Secrets never come back: what reads "••••" and is left so is kept. */
export function PaymentSettings({ creditor }: { creditor: string }) {
  const { data: read, error } = useQuery(query("readPaymentSettings", { params: { creditor } }));
  const data = useUndisturbed(read);
  const may = useMay();
  if (error) return <Notice kind="error">{sentenceOf(error)}</Notice>;
  if (!data) return <Skeleton lines={5} />;
  return (
    <Stack gap={6}>
      <SettingForm key={`${creditor}-${data.updatedAt ?? ""}`} setting={data} />
      {/* Beside the form, which is made anew once what was saved is read: an answer stays. */}
      {data.gateway && may("administrator") && <TestConnection key={creditor} creditor={creditor} />}
    </Stack>
  );
}

function SettingForm({ setting }: { setting: Setting }) {
  const update = useSettingsWrite(
    "updatePaymentSettings",
    ["readPaymentSettings", { params: { creditor: setting.creditor } }],
    { refreshes: ["readPaymentSettings", "readHome"] },
  );
  const t = useWords(paymentSettingsWords);
  const names = useWords(gatewayNames);
  const may = useMay();
  const { kind } = useOrganization();
  const [gateway, setGateway] = useState<GatewayName>(
    setting.gateway ?? (kind === "municipality" ? "payfip" : "ogone"),
  );
  const expected = useExpected();
  const [errors, setErrors] = useState<FormErrors | null>(null);
  const params = { creditor: setting.creditor };
  const before = gateway === setting.gateway ? setting.configuration : {};
  const submit = (data: FormData) => {
    setErrors(null);
    update.mutate(
      {
        params,
        body: {
          gateway,
          enabled: data.has("enabled"),
          configuration: configurationOf(gateway, data, before),
        },
      },
      {
        onSuccess: () => showToast({ title: t.saved }),
        onError: (error) => setErrors(fieldErrors(error, sentenceOf(error), {}, expected)),
      },
    );
  };
  const notified = setting.notificationUrl.replace(/[^/]+$/, gateway);
  return (
    <Stack gap={6}>
      {!may("administrator") && <Text look="muted">{t.onlyAdministrator}</Text>}
      <GuardedForm busy={update.isPending} openedBy={["creancier", "vue"]} onSubmit={submit} errors={errors}>
        <Field name="gateway" label={t.gateway}>
          <Select value={gateway} onChange={(event) => setGateway(event.target.value as GatewayName)}>
            {Object.entries(names).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {gatewayFields[gateway].map((field) => (
          <OneField key={`${gateway}-${field.name}`} field={field} value={valueIn(before, field)} />
        ))}
        <Checkbox name="enabled" defaultChecked={setting.enabled} hint={t.enabledHint}>
          {t.enabled}
        </Checkbox>
        {may("administrator") && (
          <FormActions>
            <Button look="primary" type="submit" busy={update.isPending}>
              {t.save}
            </Button>
          </FormActions>
        )}
      </GuardedForm>
      {!isToldByOrders(gateway) && (
        <Stack gap={2}>
          <Text look="strong">{t.notification}</Text>
          <CopyText text={notified} />
        </Stack>
      )}
    </Stack>
  );
}

/** 48 hexadecimal digits. */
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

function OneField({ field, value }: { field: GatewayField; value: string }) {
  const t = useWords(paymentSettingsWords);
  const { language } = useLanguage();
  const [suggested] = useState(() => (field.suggested ? randomKey() : ""));
  const hint = field.secret && value ? t.kept : field.hint?.[language];
  return (
    <Field name={field.name} label={field.label[language]} hint={hint} optional={field.optional}>
      {field.options ? (
        <Select defaultValue={value}>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label[language]}
            </option>
          ))}
        </Select>
      ) : (
        <TextInput
          type={field.secret ? "password" : "text"}
          defaultValue={value || suggested}
          autoComplete={field.secret ? "new-password" : "off"}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

/** The answer comes under the last button of a long form: it is brought on screen. */
const showAnswer = (node: HTMLElement | null) => node?.scrollIntoView({ block: "nearest" });

/** Asks the provider something harmless with the saved settings. */
function TestConnection({ creditor }: { creditor: string }) {
  const t = useWords(paymentSettingsWords);
  const test = useWrite("testPaymentSettings");
  const { data, error } = test;
  return (
    <Stack gap={3}>
      <div>
        <Button busy={test.isPending} onClick={() => test.mutate({ params: { creditor } })}>
          {t.test}
        </Button>
      </div>
      {error && (
        <Notice kind="error" live>
          {sentenceOf(error)}
        </Notice>
      )}
      {data && (
        <div ref={showAnswer}>
          <Notice kind={data.outcome === "failed" ? "error" : "success"} title={t[data.outcome]} live>
            {data.outcome === "unasked" ? t.unaskedText : data.detail && t.said(data.detail)}
          </Notice>
        </div>
      )}
    </Stack>
  );
}
