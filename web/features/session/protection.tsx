import { useQuery } from "@tanstack/react-query";
import { KeyRound, ShieldCheck, Smartphone } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../../app/fallback-pages.tsx";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { query, refresh } from "../../lib/queries.ts";
import { plural, useColon, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { State } from "../../ui/tag.tsx";
import { type Change, ProtectionDialog } from "./protection-dialog.tsx";
import "./protection.css";

const words = {
  title: { fr: "Protection", en: "Protection" },
  lead: {
    fr: "Avec une seconde protection, votre mot de passe seul ne suffit plus pour entrer : personne d’autre n’y parvient, même s’il le connaît.",
    en: "With a second protection, your password alone no longer opens the door: nobody else gets in, even knowing it.",
  },
  owed: {
    fr: "Votre organisme demande à ses agents d’en garder au moins une.",
    en: "Your organization asks its staff to keep at least one.",
  },
  totp: { fr: "Application d’authentification", en: "Authenticator application" },
  totpWhat: { fr: "Un code de six chiffres à recopier", en: "A six-digit code to copy" },
  on: { fr: "En place", en: "In place" },
  passkeys: { fr: "Clé d’accès", en: "Passkey" },
  passkeysWhat: {
    fr: "Votre empreinte, votre visage ou le code de l’appareil, sans mot de passe",
    en: "Your fingerprint, your face or the device’s code, without a password",
  },
  noPasskeys: {
    fr: "Les clés d’accès demandent une adresse sécurisée (https).",
    en: "Passkeys need a secure address (https).",
  },
  codes: { fr: "Codes de secours", en: "Recovery codes" },
  left: {
    fr: (n: number) => plural("fr", n, { one: "# code encore bon", other: "# codes encore bons" }),
    en: (n: number) => plural("en", n, { one: "# code still good", other: "# codes still good" }),
  },
  added: { fr: (day: string) => `Ajoutée le ${day}`, en: (day: string) => `Added on ${day}` },
  used: { fr: (at: string) => `servie le ${at}`, en: (at: string) => `used on ${at}` },
  unused: { fr: "pas encore servie", en: "not used yet" },
  add: { fr: "Ajouter", en: "Add" },
  remove: { fr: "Retirer", en: "Remove" },
  others: { fr: "En faire d’autres", en: "Make others" },
} satisfies Words;

type Held = GotOf<"readProtection">;

/** One's second factors: an application, passkeys, recovery codes (ACC-9). */
export function Protection() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(query("readProtection", {}));
  const [change, setChange] = useState<Change | null>(null);
  const close = () => {
    setChange(null);
    void refresh("readProtection", "listSessions", "readSession");
  };
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text>
          {t.lead} {data?.owed && t.owed}
        </Text>
        {error && !data && <FailedRead error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={3} />}
        {data && <Factors held={data} onChange={setChange} />}
      </Stack>
      <ProtectionDialog change={change} onClose={close} />
    </Section>
  );
}

function Factors({ held, onChange }: { held: Held; onChange: (change: Change) => void }) {
  const t = useWords(words);
  const colon = useColon();
  const has = held.totp || held.passkeys.length > 0;
  return (
    <ul className="protection-list">
      <li>
        <div>
          <Text look="strong">{t.totp}</Text>
          {held.totp ? (
            <State kind="settled" icon={ShieldCheck}>
              {t.on}
            </State>
          ) : (
            <Text look="muted">{t.totpWhat}</Text>
          )}
        </div>
        {held.can.change && (
          <Button
            small
            icon={held.totp ? undefined : Smartphone}
            aria-label={`${held.totp ? t.remove : t.add}${colon} ${t.totp}`}
            onClick={() => onChange({ kind: held.totp ? "remove-totp" : "add-totp" })}
          >
            {held.totp ? t.remove : t.add}
          </Button>
        )}
      </li>
      {held.passkeys.map((passkey) => (
        <Passkey key={passkey.id} passkey={passkey} changes={held.can.change} onChange={onChange} />
      ))}
      <li>
        <div>
          <Text look="strong">{t.passkeys}</Text>
          <Text look="muted">{held.can.addPasskey ? t.passkeysWhat : t.noPasskeys}</Text>
        </div>
        {held.can.change && held.can.addPasskey && (
          <Button
            small
            icon={KeyRound}
            aria-label={`${t.add}${colon} ${t.passkeys}`}
            onClick={() => onChange({ kind: "add-passkey" })}
          >
            {t.add}
          </Button>
        )}
      </li>
      {has && (
        <li>
          <div>
            <Text look="strong">{t.codes}</Text>
            <Text look={held.recoveryCodesLeft < 3 ? "overdue" : "muted"}>
              {t.left(held.recoveryCodesLeft)}
            </Text>
          </div>
          {held.can.change && (
            <Button small onClick={() => onChange({ kind: "make-codes" })}>
              {t.others}
            </Button>
          )}
        </li>
      )}
    </ul>
  );
}

type PasskeyProps = {
  passkey: Held["passkeys"][number];
  changes: boolean;
  onChange: (change: Change) => void;
};

function Passkey({ passkey, changes, onChange }: PasskeyProps) {
  const t = useWords(words);
  const colon = useColon();
  const f = useFormat();
  const used = passkey.lastUsedAt ? t.used(f.instant(passkey.lastUsedAt)) : t.unused;
  return (
    <li>
      <div>
        <Text look="strong">
          {t.passkeys}
          {colon} {passkey.name}
        </Text>
        <Text look="muted">
          {t.added(f.instant(passkey.createdAt))}, {used}
        </Text>
      </div>
      {changes && (
        <Button
          small
          aria-label={`${t.remove}${colon} ${passkey.name}`}
          onClick={() => onChange({ kind: "remove-passkey", passkey: passkey.id, name: passkey.name })}
        >
          {t.remove}
        </Button>
      )}
    </li>
  );
}
