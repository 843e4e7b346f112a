import { useState } from "react";
import { Button } from "./button.tsx";
import { Checkbox } from "./choice.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { Field } from "./field.tsx";
import { Form, FormActions } from "./form.tsx";
import { TextInput } from "./inputs.tsx";
import { Row } from "./layout.tsx";
import { PasswordInput, RuleList } from "./password.tsx";
import { LanguageSwitch } from "./preferences.tsx";

/** A page seen before signing in. */
export function DoorSample() {
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Record<string, string> | null>(null);
  return (
    <DoorFrame
      name="Ville de Montfleuri"
      title="Bonjour"
      lead="Connectez-vous pour consulter et régler vos factures."
      tools={<LanguageSwitch />}
      footer={<a href="#accessibilite">Accessibilité : partiellement conforme</a>}
    >
      <Form
        errors={errors}
        onSubmit={() => setErrors({ login: "Saisissez votre identifiant ou votre adresse électronique." })}
      >
        <Field name="login" label="Identifiant ou adresse électronique">
          <TextInput autoComplete="username" />
        </Field>
        <Field name="password" label="Mot de passe">
          <PasswordInput value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <RuleList
          label="Règles"
          rules={[
            { key: "length", words: "12 caractères au moins", met: password.length >= 12 },
            { key: "digit", words: "un chiffre", met: /\d/.test(password) },
          ]}
        />
        <Checkbox name="remember">Se souvenir de moi sur cet appareil</Checkbox>
        <FormActions>
          <Button type="submit" look="primary" wide>
            Se connecter
          </Button>
        </FormActions>
        <Row justify="between">
          <a href="#oubli">Mot de passe oublié</a>
          <a href="#activer">Première visite</a>
        </Row>
      </Form>
    </DoorFrame>
  );
}
