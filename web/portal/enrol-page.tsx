import { useQuery } from "@tanstack/react-query";
import { KeyRound, Smartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { AddPasskey } from "../features/session/add-passkey.tsx";
import { AddTotp } from "../features/session/add-totp.tsx";
import { Door } from "../features/session/door.tsx";
import { enter } from "../features/session/enter.ts";
import { RecoveryCodes } from "../features/session/recovery-codes.tsx";
import { useSignOut } from "../features/session/sign-out.ts";
import { api } from "../lib/api.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { useSession } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";

const words = {
  title: { fr: "Protégez votre accès", en: "Protect your access" },
  lead: {
    fr: "Votre organisme demande à ses agents une seconde protection, en plus du mot de passe. Cela prend une minute, une seule fois.",
    en: "Your organization asks its staff for a second protection besides the password. It takes a minute, once.",
  },
  totp: { fr: "Avec une application", en: "With an application" },
  passkey: { fr: "Avec une clé d’accès", en: "With a passkey" },
  codes: { fr: "Vos codes de secours", en: "Your recovery codes" },
  other: { fr: "Choisir autrement", en: "Choose another way" },
  leave: { fr: "Me déconnecter", en: "Sign out" },
} satisfies Words;

/** Staff who owe a second factor add one before anything else (SPEC ACC-9). */
export function EnrolPage() {
  const t = useWords(words);
  const go = useGo();
  const me = useSession();
  const signOut = useSignOut();
  const [{ retour }] = useFilters();
  const [means, setMeans] = useState<"totp" | "passkey" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { data } = useQuery({ ...query("readProtection", {}), enabled: me !== null });
  useEffect(() => {
    if (me && !me.mustEnrol) go(paths.home(), { replace: true });
  }, [me, go]);
  if (!me) return null;
  const goIn = async () => go(await enter(await api.readSession({}), retour), { replace: true });
  const done = (made: string[] | null) => (made ? setCodes(made) : void goIn());
  return (
    <Door title={codes ? t.codes : t.title} lead={codes || means ? undefined : t.lead}>
      <Stack gap={6}>
        {codes && <RecoveryCodes codes={codes} onDone={() => void goIn()} />}
        {!codes && means === "totp" && <AddTotp onDone={done} />}
        {!codes && means === "passkey" && <AddPasskey onDone={done} />}
        {!codes && (
          <Stack gap={3}>
            {!means && (
              <Button look="primary" wide icon={Smartphone} onClick={() => setMeans("totp")}>
                {t.totp}
              </Button>
            )}
            {!means && data?.can.addPasskey && (
              <Button wide icon={KeyRound} onClick={() => setMeans("passkey")}>
                {t.passkey}
              </Button>
            )}
            {means && (
              <Button look="quiet" wide onClick={() => setMeans(null)}>
                {t.other}
              </Button>
            )}
            <Button look="quiet" wide onClick={signOut}>
              {t.leave}
            </Button>
          </Stack>
        )}
      </Stack>
    </Door>
  );
}
