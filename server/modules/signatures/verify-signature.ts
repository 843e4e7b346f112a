import { createHash } from "node:crypto";
import type { z } from "zod";
import { type PdfSignature, verifyPdf } from "../../formats/signature/index.ts";
import type { Outer } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { throttle } from "../../platform/throttle.ts";
import { LARGEST_PDF_BYTES, type SealVerdict } from "./contract.ts";
import { answerOf } from "./rules.ts";
import { isStamped, selectIdentities } from "./sql.ts";

/** Enough for who checks a folder, too few for who wants to keep us busy. */
const LIMITS = (ip: string) => [
  { key: `seal-verification:${ip}`, most: 10, seconds: 60 },
  { key: `seal-verification-day:${ip}`, most: 200, seconds: 86_400 },
];

/**
 * Who signed a PDF, when, and whether it changed since (MAN-5), for anybody who holds one. Nothing of it is kept.
 * @throws Refusal `request.too_many`, `request.too_large`
 */
export async function verifySignature(
  outer: Outer,
  body: NodeJS.ReadableStream,
): Promise<z.input<typeof SealVerdict>> {
  await throttle(outer, LIMITS(outer.ip ?? ""));
  const pdf = await read(body);
  const verdict = await verifyPdf(pdf);
  if (verdict.state !== "signed") return { answer: verdict.state, signatures: [] };
  const hash = createHash("sha256").update(pdf).digest("hex");
  const { rows, stampedHere } = await outer.transaction(async (ctx) => ({
    rows: await selectIdentities(ctx),
    stampedHere: await isStamped(ctx, hash),
  }));
  const ours = new Set(rows.map((one) => one.fingerprint));
  return {
    answer: answerOf(verdict.signatures, { ours, stampedHere }),
    signatures: verdict.signatures.map((one) => show(one, ours)),
  };
}

const STATES = {
  intact: "intact",
  altered: "altered",
  // A signature that is not its certificate's is worth what an altered document is.
  forged: "altered",
  broken: "unreadable",
  unsupported: "unreadable",
} as const satisfies Record<PdfSignature["state"], string>;

function show(one: PdfSignature, ours: ReadonlySet<string>) {
  const { signer } = one;
  return {
    kind: one.kind,
    state: STATES[one.state],
    coversFile: one.coversFile,
    ours: signer !== null && ours.has(signer.fingerprint),
    signer: signer && {
      name: signer.name,
      issuer: signer.issuer,
      selfSigned: signer.selfSigned,
      fingerprint: signer.fingerprint,
      validFrom: signer.validFrom.toISOString(),
      validUntil: signer.validUntil.toISOString(),
    },
    claimedAt: one.claimedAt?.toISOString() ?? null,
    timestamp: one.timestamp && { at: one.timestamp.at.toISOString(), by: one.timestamp.by },
  };
}

async function read(body: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > LARGEST_PDF_BYTES) refuse("request.too_large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
