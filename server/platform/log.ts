/** Structured log on standard output. Secrets never reach it: they are redacted here, whatever a caller passes. */
import { type DestinationStream, type Logger, pino } from "pino";

const SECRET_PATHS = [
  "password",
  "token",
  "secret",
  "cookie",
  "authorization",
  "temporaryPassword",
  "shaIn",
  "shaOut",
  "code",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * What is written of an error. Its other properties stay out: the database's carry its connection with the text of every
 * statement, and `detail` quotes the row that was refused.
 */
function errorToLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof constraint === "string" ? { constraint } : {}),
    ...(typeof table === "string" ? { table } : {}),
    ...(error.cause === undefined ? {} : { cause: errorToLog(error.cause) }),
  };
}

/** @param to where lines go: standard output, unless a test listens. */
export const makeLog = (level: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS.filter((path) => !path.endsWith("code")), censor: "[redacted]" },
      serializers: { err: errorToLog },
    },
    to,
  );
