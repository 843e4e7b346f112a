/** The simulated phones, shown: what each number received, and the same as JSON for the journeys. */
import type { FastifyInstance } from "fastify";
import type { ReceivedText } from "./simulator.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
const STYLE = `body{margin:0;background:#f3f4f6;color:#1b1d22;font:1rem/1.5 system-ui,Arial,sans-serif}
header{background:#fff3c4;color:#3d2c00;border-bottom:2px solid #8a6100;padding:.75rem 1.5rem}
main{max-width:40rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
ul{list-style:none;margin:0;padding:0}li{background:#fff;border:1px solid #d8dbe2;border-radius:.75rem;padding:.75rem 1rem;margin:.75rem 0;overflow-wrap:anywhere}
small{color:#4d525e}`;

const h = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const when = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "Europe/Paris",
});

const bubble = (text: ReceivedText): string => `<li>${h(text.body)}<br>
<small>${h(when.format(text.receivedAt))} · ${h(text.from)} · ${text.provider} · ${text.segments} SMS</small></li>`;

function page(texts: readonly ReceivedText[]): string {
  const phones = Map.groupBy(texts.toReversed(), (one) => one.to);
  const sections = [...phones].map(([to, list]) => `<h2>${h(to)}</h2><ul>${list.map(bubble).join("")}</ul>`);
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Téléphones d’essai</title><style>${STYLE}</style></head><body>
<header><strong>Téléphones d’essai</strong> : aucun SMS ne part. <span lang="en">(Demonstration phones: no text leaves.)</span></header>
<main><h1>SMS reçus</h1>${sections.join("") || "<p>Aucun SMS pour le moment.</p>"}</main></body></html>`;
}

/** `GET /` for people, `GET /texts?to=` as JSON. */
export function phonePages(app: FastifyInstance, texts: (to?: string) => ReceivedText[]): void {
  app.get("/", (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", POLICY)
      .header("cache-control", "no-store")
      .send(page(texts())),
  );
  app.get<{ Querystring: { to?: string } }>("/texts", (request) => texts(request.query.to));
}
