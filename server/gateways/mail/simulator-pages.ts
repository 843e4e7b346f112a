/** The simulated mailbox, shown: a list, each message, its attachments, and the same as JSON for the journeys. */
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { z } from "zod";
import type { MailSimulator, ReceivedMail } from "./simulator.ts";

type Shown = Pick<MailSimulator, "messages" | "clear" | "accident" | "mend">;

const SHELL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A message is a stranger's page: no script, no request, links in a tab of their own. */
const MESSAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

const STYLE = `body{margin:0;background:#f3f4f6;color:#1b1d22;font:1rem/1.5 system-ui,Arial,sans-serif}
header{background:#fff3c4;color:#3d2c00;border-bottom:2px solid #8a6100;padding:.75rem 1.5rem}
main{max-width:60rem;margin:1.5rem auto;padding:0 1rem}a{color:#0b4f9e}
h1{font-size:1.5rem}h2{font-size:1.1rem}table{width:100%;border-collapse:collapse;background:#fff}
th,td{text-align:left;padding:.6rem .75rem;border-bottom:1px solid #d8dbe2;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:#4d525e}dd{margin:0}
iframe{width:100%;height:42rem;border:1px solid #c4c9d4;background:#fff}
pre{background:#fff;border:1px solid #d8dbe2;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere}
a:focus-visible,button:focus-visible{outline:3px solid #b34000;outline-offset:2px}`;

const h = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const when = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "Europe/Paris",
});

function page(title: string, content: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${h(title)} - Boîte d’essai</title>
<style>${STYLE}</style></head><body>
<header><strong>Boîte d’essai</strong> : rien ne part vers de vraies adresses. <span lang="en">(Demonstration mailbox: nothing leaves for real addresses.)</span></header>
<main><h1>${h(title)}</h1>${content}</main></body></html>`;
}

function listPage(messages: readonly ReceivedMail[], base: string, phones?: string): string {
  const others = phones ? `<p><a href="${h(phones)}">SMS : les téléphones d’essai</a></p>` : "";
  if (messages.length === 0)
    return page(
      "Messages reçus",
      `${others}<p>Aucun message pour le moment. <span lang="en">(No message yet.)</span></p>`,
    );
  const rows = messages.toReversed().map(
    (mail) => `<tr><td><a href="${base}/messages/${mail.id}">${h(mail.subject || "(sans objet)")}</a></td>
<td>${h(mail.to.join(", "))}</td><td>${h(when.format(mail.receivedAt))}</td><td>${mail.attachments.length || ""}</td></tr>`,
  );
  return page(
    "Messages reçus",
    `${others}<table><thead><tr><th scope="col">Objet</th><th scope="col">À</th><th scope="col">Reçu le</th>
<th scope="col">Pièces jointes</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
  );
}

/** Addresses in a text become links. */
const linked = (text: string): string =>
  h(text).replaceAll(
    /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`,
  );

function messagePage(mail: ReceivedMail, base: string): string {
  const here = `${base}/messages/${mail.id}`;
  const files = mail.attachments.map(
    (file, i) =>
      `<li><a href="${here}/attachments/${i}">${h(file.fileName)}</a> (${file.content.length} octets)</li>`,
  );
  return page(
    mail.subject || "(sans objet)",
    `<p><a href="${base}/">Tous les messages</a></p>
<dl><dt>De</dt><dd>${h(mail.from)}</dd><dt>À</dt><dd>${h(mail.to.join(", "))}</dd>
<dt>Reçu le</dt><dd>${h(when.format(mail.receivedAt))}</dd></dl>
${files.length > 0 ? `<h2>Pièces jointes</h2><ul>${files.join("")}</ul>` : ""}
<h2>Message</h2><iframe title="Le message mis en page" src="${here}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>En texte</h2><pre>${linked(mail.text)}</pre>`,
  );
}

const asJson = (mail: ReceivedMail) => ({
  ...mail,
  receivedAt: mail.receivedAt.toISOString(),
  attachments: mail.attachments.map(({ fileName, mediaType, content }, i) => ({
    fileName,
    mediaType,
    bytes: content.length,
    url: `messages/${mail.id}/attachments/${i}`,
  })),
});

const AccidentShape = z.object({
  kind: z.enum(["refuse", "greylist", "slow"]),
  to: z.string().optional(),
  times: z.int().min(1).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
});

const find = (simulator: Shown, id: string) => simulator.messages().find((mail) => mail.id === id);

const html = (reply: FastifyReply, content: string) =>
  reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", SHELL_POLICY)
    .header("cache-control", "no-store")
    .send(content);

/** The plugin of a simulator; mount it under any prefix. */
export function outboxPages(simulator: Shown, phones?: string): FastifyPluginAsync {
  return async (app) => {
    const base = app.prefix.replace(/\/$/, "");
    app.get("/", (_request, reply) => html(reply, listPage(simulator.messages(), base, phones)));
    app.get<{ Querystring: { to?: string } }>("/messages", (request) =>
      simulator.messages(request.query.to).map(asJson),
    );
    app.delete("/messages", (_request, reply) => {
      simulator.clear();
      return reply.status(204).send();
    });
    app.post("/accidents", (request, reply) => {
      simulator.accident(AccidentShape.parse(request.body));
      return reply.status(204).send();
    });
    app.delete("/accidents", (_request, reply) => {
      simulator.mend();
      return reply.status(204).send();
    });
    app.get<{ Params: { id: string } }>("/messages/:id", (request, reply) => {
      const mail = find(simulator, request.params.id);
      return mail
        ? html(reply, messagePage(mail, base))
        : html(reply.status(404), page("Message introuvable", ""));
    });
    app.get<{ Params: { id: string } }>("/messages/:id/html", (request, reply) => {
      const mail = find(simulator, request.params.id);
      reply.status(mail ? 200 : 404).type("text/html; charset=utf-8");
      reply.header("content-security-policy", MESSAGE_POLICY);
      return reply.send((mail?.html ?? "").replace(/<head>/i, '<head><base target="_blank">'));
    });
    app.get<{ Params: { id: string; n: string } }>("/messages/:id/attachments/:n", (request, reply) => {
      const file = find(simulator, request.params.id)?.attachments[Number(request.params.n)];
      if (!file) return reply.status(404).send();
      reply.header(
        "content-disposition",
        `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      );
      return reply.type(file.mediaType).send(file.content);
    });
  };
}
