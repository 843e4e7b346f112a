import { useState } from "react";
import { textOf } from "../../lib/form-data.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, Form, FormActions } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { eventNames, eventWords, type Webhook, type WebhookFields } from "./webhook-words.ts";

const words = {
  label: { fr: "Nom", en: "Name" },
  labelHint: { fr: "Le logiciel qui sera prévenu.", en: "The software that will be told." },
  url: { fr: "Adresse", en: "Address" },
  urlHint: { fr: "Elle commence par https://.", en: "It starts with https://." },
  events: { fr: "Ce qui est annoncé", en: "What is told" },
  enabled: { fr: "Actif", en: "On" },
  needed: {
    fr: "Donnez un nom, une adresse et cochez au moins un événement.",
    en: "Give a name, an address, and tick at least one event.",
  },
  save: { fr: "Enregistrer", en: "Save" },
  cancel: { fr: "Annuler", en: "Cancel" },
} satisfies Words;

type Props = {
  webhook?: Webhook;
  busy: boolean;
  error: string | null;
  onSave: (fields: WebhookFields) => void;
  onCancel: () => void;
};

/** Where to tell, and what: for a new webhook and for one that is changed. */
export function WebhookForm({ webhook, busy, error, onSave, onCancel }: Props) {
  const t = useWords(words);
  const names = useWords(eventWords);
  const [missing, setMissing] = useState<string | null>(null);
  const submit = (data: FormData) => {
    const fields = {
      label: textOf(data, "label").trim(),
      url: textOf(data, "url").trim(),
      events: eventNames.filter((name) => data.getAll("events").includes(name)),
      enabled: webhook ? data.has("enabled") : true,
    };
    const ready = fields.label !== "" && fields.url !== "" && fields.events.length > 0;
    setMissing(ready ? null : t.needed);
    if (ready) onSave(fields);
  };
  const wrong = missing ?? error;
  return (
    <Form onSubmit={submit} errors={wrong ? { form: wrong } : null}>
      <Field name="label" label={t.label} hint={t.labelHint}>
        <TextInput maxLength={80} autoComplete="off" defaultValue={webhook?.label} />
      </Field>
      <Field name="url" label={t.url} hint={t.urlHint}>
        <TextInput type="url" maxLength={500} autoComplete="off" defaultValue={webhook?.url} />
      </Field>
      <FieldSet legend={t.events}>
        {eventNames.map((name) => (
          <Checkbox
            key={name}
            name="events"
            id={`event-${name}`}
            value={name}
            defaultChecked={webhook ? webhook.events.includes(name) : name === "payment.settled"}
          >
            {names[name]}
          </Checkbox>
        ))}
      </FieldSet>
      {webhook && (
        <Checkbox name="enabled" defaultChecked={webhook.enabled}>
          {t.enabled}
        </Checkbox>
      )}
      <FormActions>
        <Button look="primary" type="submit" busy={busy}>
          {t.save}
        </Button>
        <Button onClick={onCancel}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}
