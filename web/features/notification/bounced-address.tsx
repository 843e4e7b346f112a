import { useQuery } from "@tanstack/react-query";
import { useFormat } from "../../lib/format.ts";
import { paths } from "../../lib/place.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  title: { fr: "Vos courriels nous reviennent", en: "Our e-mails to you come back" },
  text: {
    fr: (address: string, since: string) =>
      `Depuis le ${since}, l’adresse ${address} ne reçoit plus. Nous n’y envoyons plus rien.`,
    en: (address: string, since: string) =>
      `Since ${since}, the address ${address} no longer receives. We send nothing there any more.`,
  },
  change: { fr: "Changer d’adresse", en: "Change my address" },
  works: { fr: "Elle fonctionne de nouveau", en: "It works again" },
  thanks: { fr: "Merci : nous y écrirons de nouveau.", en: "Thank you: we will write there again." },
} satisfies Words;

/** Told at the next visit: mail sent to this person came back for good. */
export function BouncedAddress() {
  const t = useWords(words);
  const f = useFormat();
  const me = useMe();
  const { data } = useQuery({ ...query("readMyNotifications", {}), staleTime: 300_000 });
  const vouch = useWrite("vouchForAddress", { refreshes: ["readMyNotifications"] });
  if (!data?.bounced) return null;
  const { address, since } = data.bounced;
  return (
    <Notice
      kind="warning"
      title={t.title}
      actions={
        !me.viewedBy && (
          <>
            <LinkButton href={paths.myAccess()}>{t.change}</LinkButton>
            <Button
              look="quiet"
              busy={vouch.isPending}
              onClick={() =>
                vouch.mutate(
                  {},
                  {
                    onSuccess: () => showToast({ title: t.thanks }),
                    onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
                  },
                )
              }
            >
              {t.works}
            </Button>
          </>
        )
      }
    >
      {t.text(address, f.instant(since))}
    </Notice>
  );
}
