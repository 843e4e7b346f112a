import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { pushState, subscribe, unsubscribe } from "./push-browser.ts";

const words = {
  title: { fr: "Notifications sur mes appareils", en: "Notifications on my devices" },
  unsupported: {
    fr: "Ce navigateur ne sait pas recevoir de notifications. Sur un iPhone, ajoutez d’abord ce site à l’écran d’accueil.",
    en: "This browser cannot receive notifications. On an iPhone, first add this site to the home screen.",
  },
  denied: {
    fr: "Les notifications de ce site sont bloquées dans ce navigateur : ses réglages permettent de les autoriser.",
    en: "Notifications from this site are blocked in this browser: its settings let you allow them.",
  },
  off: {
    fr: "Cet appareil ne reçoit pas de notifications.",
    en: "This device receives no notifications.",
  },
  on: { fr: "Cet appareil reçoit les notifications.", en: "This device receives notifications." },
  start: { fr: "Les recevoir sur cet appareil", en: "Receive them on this device" },
  stop: { fr: "Ne plus les recevoir ici", en: "Stop receiving them here" },
  failed: {
    fr: "Ce navigateur n’a pas pu s’abonner. Réessayez plus tard.",
    en: "This browser could not subscribe. Try again later.",
  },
  since: { fr: (day: string) => `depuis le ${day}`, en: (day: string) => `since ${day}` },
  forget: { fr: "Oublier", en: "Forget" },
  forgetThis: { fr: (name: string) => `Oublier ${name}`, en: (name: string) => `Forget ${name}` },
} satisfies Words;

type Mine = GotOf<"readMyNotifications">;

/** The person's devices that receive notifications, and this one. */
export function PushSection({ mine, readOnly }: { mine: Mine; readOnly: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const client = useQueryClient();
  const here = useQuery({ queryKey: ["push-state"], queryFn: pushState });
  const [busy, setBusy] = useState(false);
  const forget = useWrite("forgetDevice", { refreshes: ["readMyNotifications"] });
  const change = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(() => showToast({ kind: "error", title: t.failed }));
    setBusy(false);
    await here.refetch();
    await client.invalidateQueries({ queryKey: ["readMyNotifications"] });
  };
  const start = () =>
    change(async () => {
      const body = await subscribe(mine.pushKey);
      if (body) await api.keepDevice({ body });
    });
  const state = here.data ?? "off";
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text>{t[state]}</Text>
        {!readOnly && (state === "off" || state === "on") && (
          <Row>
            <Button busy={busy} onClick={() => void (state === "off" ? start() : change(unsubscribe))}>
              {state === "off" ? t.start : t.stop}
            </Button>
          </Row>
        )}
        {mine.devices.map((device) => (
          <Row key={device.id} justify="between">
            <Text>
              {device.name} <Text look="muted">{t.since(f.instant(device.createdAt))}</Text>
            </Text>
            {!readOnly && (
              <Button
                look="quiet"
                aria-label={t.forgetThis(device.name)}
                onClick={() =>
                  forget.mutate(
                    { params: { device: device.id } },
                    { onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }) },
                  )
                }
              >
                {t.forget}
              </Button>
            )}
          </Row>
        ))}
      </Stack>
    </Section>
  );
}
