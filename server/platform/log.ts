/** Structured log on standard output. Secrets never reach it: they are redacted here, whatever a caller passes. */
import { type Logger, pino } from "pino";

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

export const makeLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_PATHS.filter((path) => !path.endsWith("code")), censor: "[redacted]" },
  });
