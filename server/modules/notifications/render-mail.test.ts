import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCents } from "../../platform/money.ts";
import { MAIL_KINDS, mailTexts, sampleOf } from "./kind-words.ts";
import { givenOf, type Paid } from "./payment-words.ts";
import { renderMail, type Sender, typeset } from "./render-mail.ts";
import { lifetime, linkUrl, MASK, unmask } from "./rules.ts";
import { composeMail } from "./template-rules.ts";

const sender: Sender = {
  name: "Régie de l’eau",
  accent: "#ffee00",
  contact: {
    service: "Accueil",
    email: "regie@example.org",
    phone: "03 84 00 00 00",
    address: [],
    hours: "",
  },
  baseUrl: "https://eau.example.org",
};
const paid: Paid = {
  reference: "Q2026ABC",
  cents: 114_798,
  payer: { name: "Marie Durand" },
  creditor: { name: "Ville de Montfleuri" },
  pieces: [
    { label: "Facture F-1", piece: "F-1", cents: 120_000 },
    { label: "Avoir", piece: "A-2", cents: -5_202 },
  ],
  receiptNumber: "2026-000001",
  means: "card",
  receivedAt: new Date("2026-11-23T09:05:00Z"),
  unapplied: false,
  unusedCents: 0,
  alert: null,
};
const link = { url: linkUrl(sender.baseUrl, MASK) };

describe("a mail", () => {
  it("MSG-5 is data before it is markup: no text can add any", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const evil = `<script>${text}</script>`;
        const content = {
          subject: evil,
          preview: evil,
          title: evil,
          paragraphs: [evil],
          rows: [{ label: evil, value: evil }],
          button: { label: evil, url: `https://x/"${evil}` },
          notes: [evil],
        };
        const { html } = renderMail({ ...sender, name: evil }, "fr", content);
        expect(html).not.toMatch(/<script/i);
        expect(html.match(/<a /g)).toHaveLength(2);
      }),
    );
  });
  it("ALL-2 says its language, and a pale accent is darkened until it reads", () => {
    const { html } = renderMail(
      sender,
      "en",
      composeMail("en", mailTexts.activation_link.en, sampleOf("activation_link", "en", link.url)),
    );
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain("#ffee00");
    expect(html.match(/<table(?! role="presentation")/g)).toHaveLength(1);
    expect(html).toContain('<th scope="row"');
  });
  it.each(["fr", "en"] as const)("MSG-5 says in text (%s) all that it says in HTML", (language) => {
    const mails = MAIL_KINDS.map((kind) =>
      composeMail(language, mailTexts[kind][language], sampleOf(kind, language, link.url)),
    );
    for (const mail of mails) {
      const { text } = renderMail(sender, language, mail);
      for (const said of [...mail.paragraphs, ...(mail.notes ?? []), mail.button?.url ?? "", sender.name])
        expect(text).toContain(typeset(language, said));
      for (const { label, value } of mail.rows ?? []) {
        expect(text).toContain(typeset(language, label));
        expect(text).toContain(value);
      }
      expect(mail.subject).not.toMatch(/undefined|null|[{}]/);
    }
  });
});

describe("what a payment mail says", () => {
  it("PAY-7 names pieces, credit notes deducted, and the total", () => {
    const given = givenOf.receipt("fr", paid);
    const { rows, subject } = composeMail("fr", mailTexts.payment_receipt.fr, given);
    expect(subject).toBe(`Votre reçu de ${formatCents(114_798)}`);
    expect(rows!.slice(0, 3)).toEqual([
      { label: "Facture F-1", value: formatCents(120_000) },
      { label: "Avoir (A-2)", value: formatCents(-5202) },
      { label: "Montant réglé", value: formatCents(114_798), strong: true },
    ]);
  });
  it("PAY-7 stays short when three hundred sites are paid at once", () => {
    const pieces = Array.from({ length: 300 }, (_, i) => ({ label: `F${i}`, piece: "", cents: 100 }));
    const { rows } = givenOf.receipt("en", { ...paid, pieces });
    expect(rows![20]).toEqual({ label: "and 280 other items", value: "€280.00" });
  });
  it("PAY-6 says in its own line what settled nothing", () => {
    const { rows } = givenOf.receipt("en", { ...paid, pieces: [], unusedCents: 114_798 });
    expect(rows![0]).toEqual({ label: "Not used", value: formatCents(114_798, "en") });
  });
  it.each([
    ["amount_differs:100:200", `${formatCents(100)} au lieu de ${formatCents(200)}`],
    ["paid_after_cancellation", "annulé"],
    ["paid_after_closing", "libérées"],
    ["not_fully_used", "en crédit"],
    ["paid_twice:B2", "B2"],
    ["something new", "attention"],
  ])("PAY-6 tells staff what to do about %s", (alert, words) => {
    const given = givenOf.staff("fr", { ...paid, alert }, "https://x");
    const { paragraphs } = composeMail("fr", mailTexts.payment_alert.fr, given);
    expect(paragraphs.join(" ")).toContain(words);
  });
});

describe("links", () => {
  it("ACC-2 are kept without their token", () => {
    expect(unmask(`${link.url} ${link.url}`, "abc")).toBe(
      "https://eau.example.org/lien/abc https://eau.example.org/lien/abc",
    );
  });
  it.each([
    [72 * 60, { count: 72, unit: "hours" }],
    [30, { count: 30, unit: "minutes" }],
    [24 * 60, { count: 24, unit: "hours" }],
  ])("ACC-5 say how long they last: %i minutes", (minutes, expected) => {
    expect(lifetime(new Date(0), new Date(minutes * 60_000))).toEqual(expected);
  });
});
