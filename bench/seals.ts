/** Mandates made and signed in the organization's name, against making them only: what a signature costs. */
import { type MandateDocument, mandatePdf } from "../server/formats/pdf/index.ts";
import { makeIdentity, signPdf } from "../server/formats/signature/index.ts";
import { atLeast, type Benchmark, interleave, median, medianRatio, perSecond, short } from "./measure.ts";

const madeAt = new Date("2026-11-30T16:00:00Z");
const mandate: MandateDocument = {
  lang: "fr",
  creditor: {
    name: "Ville de Montfleuri",
    address: ["Hôtel de ville", "1 place de la République", "38000 Montfleuri"],
    ics: "FR72ZZZ123456",
  },
  umr: "MTF-411000127-01",
  kind: "recurrent",
  scheme: "CORE",
  debtor: {
    name: "Mme Éloïse Martin",
    address: ["12 rue de l’Évêché", "38000 Montfleuri"],
    iban: "FR7630006000011234567890189",
    bic: "AGRIFRPP",
  },
  purpose: "Compte 411000127, Régie de l’eau",
  preNotificationDays: 14,
  schedule: ["2026-12-15", "2027-01-15", "2027-02-15"].map((on) => ({ on, cents: 38_266 })),
  oneOffCents: null,
  madeAt,
  signed: { name: "Mme Éloïse Martin", at: madeAt, channel: "sms", maskedTarget: "06 •• •• •• 12" },
  attachments: [
    {
      name: "preuve.json",
      mediaType: "application/json",
      description: "Dossier de preuve",
      content: Buffer.alloc(4_000, '{"event":"code_sent"}'),
    },
  ],
};

export const seals: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [3, 20] : [9, 100];
  const identity = makeIdentity({ name: mandate.creditor.name, from: madeAt, years: 5 });
  const wish = { reason: "Mandat signé", at: madeAt };
  const made = () => perSecond(count, () => mandatePdf(mandate));
  const sealed = () => perSecond(count, async () => signPdf(await mandatePdf(mandate), identity, wish));
  say(`${rounds} rounds of ${count} mandates`);
  const results = await interleave(rounds, { sealed, made });
  const speeds = `${short(median(results.sealed))} of ${short(median(results.made))} a second`;
  const ratio = medianRatio(results.sealed, results.made);
  return [atLeast("seals: mandates made and signed / made only", ratio, 0.4, speeds)];
};
