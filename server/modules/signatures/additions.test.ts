/** What is added to a document after our seal (MAN-5). */
import { PDF } from "@libpdf/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, call } from "../../../test/harness/builders.ts";
import { receiptPdf } from "../../formats/pdf/index.ts";
import { makeIdentity, readTimestampReply, stampPdf, timestampQuery } from "../../formats/signature/index.ts";
import { stampReply } from "../../gateways/timestamp/authority.ts";
import { moduleOf } from "../../platform/doors.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";
import { sealDocument } from "./seal-document.ts";

let app: TestApp;
const now = new Date();
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("signatures", contract, routes, refusals)] });
});
afterAll(() => app.close());

it("MAN-5 somebody who adds something, then a timestamp of his own, does not pass for us", async () => {
  const place = await anOrganization(app);
  const pdf = await receiptPdf({
    lang: "fr",
    creditor: { name: "Ville", addressLines: [] },
    number: "1",
    payer: { name: "X", addressLines: [] },
    paidOn: "2026-11-30",
    means: "Carte",
    pieces: [{ designation: "Eau", piece: "F1", amountCents: 1 }],
    totalCents: 1,
    madeAt: now,
  });
  const outer = app.outer(place.organization_id);
  const { pdf: sealed } = await sealDocument(outer, pdf, { reason: "Mandat", at: now });
  const document = await PDF.load(sealed);
  document.setTitle("Another mandate");
  const changed = await document.save({ incremental: true });
  const his = makeIdentity({ name: "Horodatage", from: now, years: 1, purpose: "stamp" });
  const nonce = Buffer.from([1]);
  const forged = await stampPdf(changed, async (hash) => {
    const reply = stampReply(timestampQuery(hash, nonce), { identity: his, at: now, serial: 1 });
    return readTimestampReply(reply, hash, nonce).token;
  });
  const { json } = await call("POST", `${place.base}/api/verification/signature`, {
    body: forged,
    headers: { "content-type": "application/pdf" },
  });
  expect(json).toMatchObject({
    answer: "ours_extended",
    signatures: [{ state: "intact" }, { kind: "timestamp", state: "intact", coversFile: true }],
  });
});
