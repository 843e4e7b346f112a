import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead } from "../../app/fallback-pages.tsx";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { query, sentenceOf, useWrite } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";
import { plural, useColon, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tag } from "../../ui/tag.tsx";
import { showToast } from "../../ui/toast.tsx";
import "./protection.css";

const words = {
  title: { fr: "Appareils connectés", en: "Devices signed in" },
  lead: {
    fr: "Si vous ne reconnaissez pas l’un d’eux, déconnectez-le et changez votre mot de passe.",
    en: "If you do not know one of them, sign it out and change your password.",
  },
  on: {
    fr: (browser: string, system: string) => `${browser} sur ${system}`,
    en: (browser: string, system: string) => `${browser} on ${system}`,
  },
  unknown: { fr: "Appareil inconnu", en: "Unknown device" },
  current: { fr: "Celui-ci", en: "This one" },
  seen: { fr: (at: string) => `Vu le ${at}`, en: (at: string) => `Seen on ${at}` },
  since: { fr: (at: string) => `connecté depuis le ${at}`, en: (at: string) => `signed in since ${at}` },
  address: { fr: (ip: string) => `adresse ${ip}`, en: (ip: string) => `address ${ip}` },
  end: { fr: "Déconnecter", en: "Sign out" },
  endOthers: { fr: "Déconnecter tous les autres", en: "Sign all others out" },
  endOthersTitle: { fr: "Déconnecter tous les autres appareils ?", en: "Sign all other devices out?" },
  endOthersText: {
    fr: "Il faudra s’y connecter de nouveau. Celui-ci reste connecté.",
    en: "One will have to sign in there again. This one stays signed in.",
  },
  ended: { fr: "Appareil déconnecté.", en: "Device signed out." },
  endedAll: {
    fr: (n: number) => plural("fr", n, { one: "# appareil déconnecté.", other: "# appareils déconnectés." }),
    en: (n: number) => plural("en", n, { one: "# device signed out.", other: "# devices signed out." }),
  },
} satisfies Words;

type Device = GotOf<"listSessions">["items"][number];

/** Where one is signed in, and how to be no more (ACC-10). */
export function Devices() {
  const t = useWords(words);
  const me = useMe();
  const { data, error, refetch } = useQuery(query("listSessions", {}));
  const others = data?.items.filter((one) => !one.current).length ?? 0;
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text>{t.lead}</Text>
        {error && !data && <FailedRead error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={3} />}
        {data && (
          <ul className="protection-list">
            {data.items.map((one) => (
              <DeviceRow key={one.id} device={one} changes={!me.viewedBy} />
            ))}
          </ul>
        )}
        {others > 1 && !me.viewedBy && <EndOthers />}
      </Stack>
    </Section>
  );
}

function DeviceRow({ device, changes }: { device: Device; changes: boolean }) {
  const t = useWords(words);
  const colon = useColon();
  const f = useFormat();
  const end = useWrite("endSession", { refreshes: ["listSessions"] });
  const name =
    device.browser && device.system
      ? t.on(device.browser, device.system)
      : (device.browser ?? device.system ?? t.unknown);
  const facts = [
    t.seen(f.instant(device.seenAt)),
    t.since(f.instant(device.openedAt)),
    ...(device.address ? [t.address(device.address)] : []),
  ];
  return (
    <li>
      <div>
        <Text look="strong">
          {name} {device.current && <Tag>{t.current}</Tag>}
        </Text>
        <Text look="muted">{facts.join(", ")}</Text>
      </div>
      {!device.current && changes && (
        <Button
          small
          busy={end.isPending}
          aria-label={`${t.end}${colon} ${name}`}
          onClick={() =>
            end.mutate(
              { params: { session: device.id } },
              {
                onSuccess: () => showToast({ title: t.ended }),
                onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
              },
            )
          }
        >
          {t.end}
        </Button>
      )}
    </li>
  );
}

function EndOthers() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const end = useWrite("endOtherSessions", { refreshes: ["listSessions"] });
  const confirm = () =>
    end.mutate(
      {},
      {
        onSuccess: ({ ended }) => {
          setOpen(false);
          showToast({ title: t.endedAll(ended) });
        },
      },
    );
  return (
    <Row>
      <Button onClick={() => setOpen(true)}>{t.endOthers}</Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={end.isPending}
        title={t.endOthersTitle}
        confirm={t.endOthers}
      >
        <Text>{t.endOthersText}</Text>
        {end.error && <Notice kind="error">{sentenceOf(end.error)}</Notice>}
      </ConfirmDialog>
    </Row>
  );
}
