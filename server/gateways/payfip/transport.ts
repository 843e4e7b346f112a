/** One SOAP call to PayFiP over the injected fetch, and the error that a breakdown throws. */
import type { GatewayWorld } from "../payment-gateway.ts";
import {
  buildRequest,
  type PayfipFault,
  type PayfipOperation,
  type PayfipResult,
  parseAnswer,
} from "./protocol.ts";

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/** PayFiP cannot answer now (network, timeout, HTTP error, technical or unexpected fault): try again later. */
export class PayfipBreakdown extends Error {
  /** Code of the fault when there was one: "999", "T4"... */
  readonly code: string | null;
  constructor(message: string, code: string | null = null, cause?: unknown) {
    super(`PayFiP: ${message}`, { cause });
    this.name = "PayfipBreakdown";
    this.code = code;
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new Error("answer too long");
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * Calls one operation at `<baseUrl>/tpa/services/securite`. A fault is read whatever the HTTP status (PayFiP answers 500);
 * a result only counts with a success status. Redirections are not followed.
 * @returns the result or a business fault. @throws PayfipBreakdown for everything else.
 */
export async function callPayfip(
  baseUrl: string,
  operation: PayfipOperation,
  fields: Record<string, string>,
  world: GatewayWorld,
  timeoutMs = TIMEOUT_MS,
): Promise<PayfipResult | (PayfipFault & { code: string })> {
  let response: Response;
  let text: string;
  try {
    response = await world.fetch(`${baseUrl.replace(/\/+$/, "")}/tpa/services/securite`, {
      method: "POST",
      headers: { "Content-Type": "text/xml; charset=utf-8", Accept: "text/xml" },
      body: buildRequest(operation, fields),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readBounded(response);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PayfipBreakdown(`${operation} got no answer (${why})`, null, cause);
  }
  return readAnswer(operation, response, text);
}

function readAnswer(operation: PayfipOperation, response: Response, text: string) {
  let answer: PayfipResult | PayfipFault;
  try {
    answer = parseAnswer(operation, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PayfipBreakdown(
      `${operation} answered HTTP ${response.status}, unreadable (${why})`,
      null,
      cause,
    );
  }
  if (answer.kind === "result") {
    if (response.ok) return answer;
    throw new PayfipBreakdown(`${operation} answered a result with HTTP ${response.status}`);
  }
  if (answer.nature === "business" && answer.code !== null) return { ...answer, code: answer.code };
  throw new PayfipBreakdown(
    `${operation} failed, code ${answer.code ?? "none"}: ${answer.sentence}`,
    answer.code,
  );
}
