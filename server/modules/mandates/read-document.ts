import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { asCustomer, asStaff } from "./access.ts";
import type { Mandate } from "./contract.ts";
import { findMandate, type MandateRecord } from "./sql/mandates.ts";
import { latestSignature, type SealedDocument, selectSealed, selectSignatures } from "./sql/signatures.ts";

type SignedDocument = Mandate["documents"][number];

/** All that was signed: the scan of the paper, then what was signed on line, each as it was sealed. */
export async function documentsOf(ctx: Context, row: MandateRecord): Promise<(SignedDocument & Former)[]> {
  const scan =
    row.origin === "paper" && row.documentHash && row.signedOn
      ? [{ id: row.documentHash, kind: "scan" as const, on: row.signedOn, timestamp: "none" as const }]
      : [];
  const sealed = await selectSealed(ctx, row.id);
  return [
    ...scan,
    ...sealed.map((one) => ({
      id: one.hash,
      kind: one.kind,
      on: dayInParis(one.at),
      timestamp: timestampOf(one),
      former: one.unstampedHash,
    })),
  ];
}

/** The sealed file before its timestamp was added: who was given its address still reads it. */
type Former = { former?: string | null };

function timestampOf(one: SealedDocument): SignedDocument["timestamp"] {
  if (one.stampedAt) return "later";
  if (one.stampDueAt) return "awaited";
  return one.sealLevel === "B-T" ? "signed" : "none";
}

type DocumentQuery = { download: "yes" | "no"; document?: string | undefined };

/** A document of one's mandate: what is in force, one that was signed before, or what waits to be signed. */
export async function readMandateDocument(
  ctx: Context,
  mandateId: string,
  query: DocumentQuery & { which?: "current" | "waiting" },
): Promise<FileAnswer> {
  const row = found(await findMandate(ctx, mandateId, asCustomer(ctx, "read")));
  if (query.which !== "waiting") return documentOf(ctx, row, query);
  const signature = await latestSignature(ctx, mandateId);
  const waits = signature?.state === "open" && signature.userId === theUser(ctx).userId;
  return fileOf(ctx, row, found(waits ? signature.documentHash : null), query);
}

export async function readOfficeDocument(
  ctx: Context,
  mandateId: string,
  query: DocumentQuery,
): Promise<FileAnswer> {
  return documentOf(ctx, found(await findMandate(ctx, mandateId, asStaff(ctx))), query);
}

async function documentOf(ctx: Context, row: MandateRecord, query: DocumentQuery): Promise<FileAnswer> {
  if (!query.document) return fileOf(ctx, row, found(row.sealedHash ?? row.documentHash), query);
  const wanted = query.document;
  const one = found(
    (await documentsOf(ctx, row)).find(({ id, former }) => id === wanted || former === wanted),
  );
  return fileOf(ctx, row, wanted, query, one);
}

const fileWords = {
  fr: { file: "mandat", mandate: "", account_change: "-changement-de-compte", scan: "-scan" },
  en: { file: "mandate", mandate: "", account_change: "-account-change", scan: "-scan" },
} as const;

function fileNameOf(row: MandateRecord, one: SignedDocument | undefined): string {
  const words = fileWords[row.language];
  const which = one && one.kind !== "mandate" ? `${words[one.kind]}-${one.on}` : "";
  return `${words.file}-${row.umr.replaceAll(/[^A-Za-z0-9-]/g, "-")}${which}.pdf`;
}

const fileOf = async (
  ctx: Context,
  row: MandateRecord,
  hash: string,
  { download }: DocumentQuery,
  one?: SignedDocument,
): Promise<FileAnswer> => ({
  mediaType: "application/pdf",
  fileName: fileNameOf(row, one),
  content: await ctx.services.files.get(ctx.organizationId, hash),
  inline: download === "no",
});

/** What proves the signatures of a mandate, oldest first. */
export async function readEvidence(ctx: Context, mandateId: string) {
  found(await findMandate(ctx, mandateId, asStaff(ctx)));
  const signatures = await selectSignatures(ctx, mandateId);
  return {
    items: signatures.flatMap((one) =>
      one.evidence
        ? [
            {
              ...(one.evidence as Record<string, unknown>),
              sealedSha256: one.sealedHash,
              ...(one.stampedAt
                ? { stampedAt: one.stampedAt.toISOString(), unstampedSha256: one.unstampedHash }
                : {}),
            },
          ]
        : [],
    ),
  };
}
