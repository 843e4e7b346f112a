import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { newsWords } from "../features/notification/news-labels.ts";
import { Door } from "../features/session/door.tsx";
import { ApiProblem } from "../lib/api.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Ne plus recevoir ces courriels", en: "Stop receiving these e-mails" },
  asked: {
    fr: (news: string, name: string) => `Courriels de ${name} : « ${news} ».`,
    en: (news: string, name: string) => `E-mails from ${name}: “${news}”.`,
  },
  stop: { fr: "Ne plus les recevoir", en: "Stop receiving them" },
  stopped: {
    fr: "C’est fait : ces courriels ne vous seront plus envoyés.",
    en: "Done: these e-mails will no longer be sent to you.",
  },
  again: { fr: "Les recevoir de nouveau", en: "Receive them again" },
  others: {
    fr: "Les courriels de sécurité et les reçus de paiement vous parviendront toujours.",
    en: "Security e-mails and payment receipts will always reach you.",
  },
  gone: {
    fr: "Ce lien ne sert plus : il est incomplet, ou trop ancien. Rien n’a été changé.",
    en: "This link no longer works: it is incomplete, or too old. Nothing was changed.",
  },
  signedIn: {
    fr: "Une fois connecté, vous choisissez vous-même ce que vous recevez.",
    en: "Once signed in, you choose yourself what you receive.",
  },
  all: { fr: "Choisir tout ce que je reçois", en: "Choose all that I receive" },
} satisfies Words;

/** Where the unsubscribe link of a mail leads: no session is needed, nothing happens before the button (SPEC MSG-5). */
export function UnsubscribePage() {
  const t = useWords(words);
  const names = useWords(newsWords);
  const { token } = useParams({ strict: false }) as { token: string };
  const params = { token };
  const { data, error } = useQuery(query("readUnsubscription", { params }));
  const change = useWrite("changeUnsubscription", { refreshes: ["readUnsubscription"] });
  const isGone = error instanceof ApiProblem && error.status === 404;
  const failure = isGone ? null : (error ?? change.error);
  return (
    <Door title={t.title}>
      <Stack gap={6}>
        {failure && <Notice kind="error">{sentenceOf(failure)}</Notice>}
        {isGone && (
          <>
            <Notice kind="error">{t.gone}</Notice>
            <Text>{t.signedIn}</Text>
            <Link href={paths.notifications()}>{t.all}</Link>
          </>
        )}
        {!data && !error && <Skeleton lines={3} />}
        {data && (
          <>
            <Text>{t.asked(names[data.news], data.organization)}</Text>
            {!data.wanted && (
              <Notice kind="success" live>
                {t.stopped}
              </Notice>
            )}
            <Button
              look={data.wanted ? "primary" : "secondary"}
              busy={change.isPending}
              onClick={() => change.mutate({ params, body: { wanted: !data.wanted } })}
            >
              {data.wanted ? t.stop : t.again}
            </Button>
            <Text look="muted">{t.others}</Text>
            <Link href={paths.notifications()}>{t.all}</Link>
          </>
        )}
      </Stack>
    </Door>
  );
}
