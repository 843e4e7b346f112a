/** Opens one PKCS#12 file in a thread of its own: its author chooses how long the password takes to be tried. */
import { KeyObject, X509Certificate } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { P12Signer, SignerError } from "@libpdf/core";
import { parseCertificate } from "./certificate.ts";
import type { Pkcs12 } from "./read-pkcs12.ts";

const { file, password } = workerData as { file: Uint8Array; password: string };

async function read(): Promise<Pkcs12> {
  const opened = await P12Signer.create(file, password).catch((error: unknown) => error);
  if (!(opened instanceof P12Signer)) return { ok: false, problem: problemOf(opened) };
  // The library keeps the key to itself: it is taken out to be sealed, so that the password need not be kept.
  const { privateKey } = opened as unknown as { privateKey: Parameters<typeof KeyObject.from>[0] };
  const key = KeyObject.from(privateKey);
  const all = [opened.certificate, ...opened.certificateChain].map((one) => Buffer.from(one));
  // Files list certificates in any order: the signer's is the one of the key.
  const certificate = all.find((one) => new X509Certificate(one).checkPrivateKey(key));
  if (!certificate) return { ok: false, problem: "incomplete" };
  const { kind, bits } = parseCertificate(certificate).description.key;
  if (bits < (kind === "RSA" ? 2048 : 256)) return { ok: false, problem: "weak_key" };
  const chain = all.filter((one) => one !== certificate);
  return { ok: true, identity: { key: key.export({ format: "der", type: "pkcs8" }), certificate, chain } };
}

function problemOf(error: unknown) {
  if (!(error instanceof SignerError)) return "broken" as const;
  if (/password|integrity/i.test(error.message)) return "password" as const;
  return /No private key|No certificates/.test(error.message) ? ("incomplete" as const) : ("broken" as const);
}

parentPort!.postMessage(await read());
