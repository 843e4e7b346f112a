import { useCallback, useEffect, useState } from "react";
import { paths } from "../../lib/place.ts";
import { queryClient } from "../../lib/queries.ts";
import { sessionQuery, useMe, useSession } from "../../lib/session.tsx";
import { letGo } from "../../lib/unsaved.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  title: { fr: "Votre session a pris fin", en: "Your session has ended" },
  kept: {
    fr: "Ce que vous avez saisi est toujours sur cette page, mais n’est pas enregistré.",
    en: "What you typed is still on this page, but is not saved.",
  },
  how: {
    fr: "Reconnectez-vous dans un autre onglet, revenez ici, puis enregistrez.",
    en: "Sign in again in another tab, come back here, then save.",
  },
  signIn: { fr: "Se reconnecter dans un autre onglet", en: "Sign in again in another tab" },
  check: { fr: "C’est fait", en: "It is done" },
  notYet: { fr: "Vous n’êtes pas encore reconnecté.", en: "You are not signed in again yet." },
  back: {
    fr: "Vous êtes reconnecté. Vous pouvez enregistrer.",
    en: "You are signed in again. You can save.",
  },
} satisfies Words;

/** A session that ended while a form holds something: opened again in another tab, and nothing typed is lost. */
export function SessionOver({ holds }: { holds: () => boolean }) {
  const t = useWords(words);
  const session = useSession();
  const me = useMe();
  const [notYet, setNotYet] = useState(false);
  const isOver = session === null && holds();

  const look = useCallback(
    async (asked: boolean) => {
      const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch(() => null);
      if (!now) return setNotYet(asked);
      // Somebody else came in: what is on this page was read for another person.
      if (now.id !== me.id) {
        letGo();
        return location.reload();
      }
      setNotYet(false);
      showToast({ title: t.back });
      await queryClient.invalidateQueries();
    },
    [me.id, t.back],
  );
  useEffect(() => {
    if (!isOver) return;
    const onFocus = () => void look(false);
    globalThis.addEventListener("focus", onFocus);
    return () => globalThis.removeEventListener("focus", onFocus);
  }, [isOver, look]);

  const footer = (
    <>
      <Button onClick={() => void look(true)}>{t.check}</Button>
      <Button look="primary" onClick={() => open(paths.signIn(), "_blank", "noopener")}>
        {t.signIn}
      </Button>
    </>
  );
  return (
    <Dialog open={isOver} onClose={() => {}} title={t.title} footer={footer} size="s" steady>
      <Stack gap={3}>
        <p>{t.kept}</p>
        <p>{t.how}</p>
        <output>{notYet && <Text look="overdue">{t.notYet}</Text>}</output>
      </Stack>
    </Dialog>
  );
}
