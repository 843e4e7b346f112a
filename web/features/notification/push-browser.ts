// This browser's side of push: asking the person, subscribing, telling the server. The worker does nothing but show.
import { base } from "../../lib/place.ts";

export type PushState = "unsupported" | "denied" | "off" | "on";

const supported = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const worker = () => navigator.serviceWorker.register(`${base}/push-worker.js`, { scope: `${base}/` });

/** Whether this browser receives notifications now. */
export async function pushState(): Promise<PushState> {
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration(`${base}/`);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? "on" : "off";
}

export type Subscribed = { endpoint: string; p256dh: string; auth: string; name: string };

/** Asks the person, then subscribes with the server's public key. Null when the person said no. */
export async function subscribe(publicKey: string): Promise<Subscribed | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await worker();
  await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys = {} } = subscription.toJSON();
  return {
    endpoint: endpoint ?? "",
    p256dh: keys["p256dh"] ?? "",
    auth: keys["auth"] ?? "",
    name: browserName(navigator.userAgent),
  };
}

/** Stops them in this browser; the server forgets it when it next writes to it. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(`${base}/`);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** `Firefox, Android`: enough to tell one's browsers apart. */
export function browserName(agent: string): string {
  const first = (pairs: [RegExp, string][]) => pairs.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = first([
    [/Edg\//, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = first([
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ") || "Navigateur";
}
