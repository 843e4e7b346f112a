import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fileAddress } from "../../lib/api.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import type { Me } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Stack } from "../../ui/layout.tsx";
import { goToProvider } from "./prove-again.tsx";

const words = {
  passkey: { fr: "Entrer avec une clé d’accès", en: "Sign in with a passkey" },
  sso: { fr: (label: string) => `Agents : ${label}`, en: (label: string) => `Staff: ${label}` },
} satisfies Words;

type Props = { back?: string | undefined; onEntered: (me: Me) => void; onFailed: (sentence: string) => void };

/** Signing in without a password: a passkey, or the organization's single sign-on (ACC-9). */
export function OtherMeans({ back, onEntered, onFailed }: Props) {
  const t = useWords(words);
  const [busy, setBusy] = useState(false);
  const { data } = useQuery(query("readSignInMeans", {}));
  const usable = data?.passkeys && "PublicKeyCredential" in globalThis;
  if (!usable && !data?.sso) return null;
  const byPasskey = async () => {
    setBusy(true);
    try {
      const { signInByPasskey } = await import("./passkeys.ts");
      const me = await signInByPasskey();
      if (me) return onEntered(me);
    } catch (error) {
      onFailed(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <Stack gap={3}>
      {usable && (
        <Button wide busy={busy} onClick={() => void byPasskey()}>
          {t.passkey}
        </Button>
      )}
      {data?.sso && (
        <LinkButton wide href={fileAddress("startSso", { query: { retour: back } })} onClick={goToProvider}>
          {t.sso(data.sso.label)}
        </LinkButton>
      )}
    </Stack>
  );
}
