import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, type CallOf, type GotOf } from "../../lib/api.ts";
import { textOf } from "../../lib/form-data.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FieldSet, Form, FormActions, type FormErrors } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { type StaffRole, staffRoles, useMay, useRoleHints, useRoleNames } from "../office-frame/role.ts";

export type UserFields = CallOf<"createUser">["body"];
type User = GotOf<"readUser">;

const words = {
  kind: { fr: "Pour qui ?", en: "For whom?" },
  customer: { fr: "Un client", en: "A customer" },
  customerHint: {
    fr: "Il voit les comptes des tiers que vous lui ouvrez.",
    en: "Sees the accounts of the parties that you open.",
  },
  name: { fr: "Nom affiché", en: "Name shown" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  identifierHint: {
    fr: "Ce qu’il tape pour entrer : lettres, chiffres, points, tirets.",
    en: "What is typed to sign in: letters, digits, dots, dashes.",
  },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  emailHint: {
    fr: "Permet l’activation et les reçus par courriel.",
    en: "Allows activation and receipts by mail.",
  },
  language: { fr: "Langue des courriels", en: "Language of mails" },
  creditors: { fr: "Créanciers suivis", en: "Creditors followed" },
  creditorsHint: { fr: "Aucun coché : tous.", en: "None ticked: all." },
  save: { fr: "Enregistrer", en: "Save" },
  cancel: { fr: "Annuler", en: "Cancel" },
  nameNeeded: { fr: "Écrivez le nom.", en: "Write the name." },
  identifierNeeded: {
    fr: "Donnez un identifiant d’au moins 2 caractères, sans espace.",
    en: "Give an identifier of at least 2 characters, without spaces.",
  },
} satisfies Words;

type UserFormProps = {
  user?: User;
  busy: boolean;
  problem: unknown;
  save: string;
  onSave: (fields: UserFields) => void;
  onCancel: () => void;
};

/** Creates or changes an access account; only an administrator gives a staff role. */
export function UserForm({ user, busy, problem, save, onSave, onCancel }: UserFormProps) {
  const t = useWords(words);
  const may = useMay();
  const [missing, setMissing] = useState<FormErrors | null>(null);
  const [role, setRole] = useState<string>(user?.staffRole ?? "");
  const submit = (data: FormData) => {
    const fields = fieldsOf(data, role, user);
    const found = {
      name: fields.name ? undefined : t.nameNeeded,
      identifier: /^[\p{L}\p{N}._@+-]{2,}$/u.test(fields.identifier) ? undefined : t.identifierNeeded,
    };
    setMissing(found.name || found.identifier ? found : null);
    if (!found.name && !found.identifier) onSave(fields);
  };
  return (
    <Form onSubmit={submit} errors={missing ?? errorsOf(problem)}>
      {may("administrator") && <RoleChoice role={role} onRole={setRole} />}
      <Field name="name" label={t.name}>
        <TextInput defaultValue={user?.name} maxLength={120} autoComplete="off" />
      </Field>
      <Field name="identifier" label={t.identifier} hint={t.identifierHint}>
        <TextInput defaultValue={user?.identifier} maxLength={80} autoComplete="off" spellCheck={false} />
      </Field>
      <Field name="email" label={t.email} hint={t.emailHint} optional>
        <TextInput type="email" defaultValue={user?.email ?? ""} maxLength={254} autoComplete="off" />
      </Field>
      <Field name="language" label={t.language}>
        <Select defaultValue={user?.language ?? "fr"}>
          <option value="fr">Français</option>
          <option value="en">English</option>
        </Select>
      </Field>
      {role && may("administrator") && <StaffCreditors chosen={user?.staffCreditors ?? []} />}
      <FormActions>
        <Button look="primary" type="submit" busy={busy}>
          {save}
        </Button>
        <Button onClick={onCancel}>{t.cancel}</Button>
      </FormActions>
    </Form>
  );
}

function RoleChoice({ role, onRole }: { role: string; onRole: (role: string) => void }) {
  const t = useWords(words);
  const names = useRoleNames();
  const hints = useRoleHints();
  const options = [
    { value: "", label: t.customer, hint: t.customerHint },
    ...staffRoles.map((one) => ({ value: one as string, label: names[one], hint: hints[one] })),
  ];
  return <RadioGroup name="staffRole" legend={t.kind} options={options} value={role} onChange={onRole} />;
}

function StaffCreditors({ chosen }: { chosen: string[] }) {
  const t = useWords(words);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  if (creditors.length < 2) return null;
  return (
    <FieldSet legend={t.creditors} hint={t.creditorsHint}>
      {creditors.map(({ id, name }) => (
        <Checkbox
          key={id}
          name="staffCreditors"
          id={`creditor-${id}`}
          value={id}
          defaultChecked={chosen.includes(id)}
        >
          {name}
        </Checkbox>
      ))}
    </FieldSet>
  );
}

function fieldsOf(data: FormData, role: string, user: User | undefined): UserFields {
  const text = (name: string) => textOf(data, name).trim();
  const creditors = data.getAll("staffCreditors").map(String);
  const staffCreditors = role ? (creditors.length > 0 ? creditors : null) : (user?.staffCreditors ?? null);
  return {
    identifier: text("identifier"),
    name: text("name"),
    email: text("email") || null,
    language: text("language") === "en" ? "en" : "fr",
    staffRole: (role || null) as StaffRole | null,
    staffCreditors,
  };
}

/** The server's refusal, beside the field it is about when that is known. */
function errorsOf(problem: unknown): FormErrors | null {
  if (!problem) return null;
  const code = problem instanceof ApiProblem ? problem.code : "";
  const field = code === "user.identifier_taken" ? "identifier" : code === "email.taken" ? "email" : "form";
  return { [field]: sentenceOf(problem) };
}
