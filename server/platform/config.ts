/** The configuration, read once at start from the environment. Every fault is told, by the name of its variable. */
import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");
const url = (protocols: RegExp) => z.url({ protocol: protocols });
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

const shape = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("0.0.0.0"),
  /** Address under which browsers reach Quitus when an organization has no host name of its own. */
  PUBLIC_URL: url(/^https?$/).transform((u) => u.replace(/\/$/, "")),
  /** Absent: Quitus starts its own PostgreSQL in DATA_DIR. */
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  DATA_DIR: z.string().default(".data"),
  /** Key material for sessions, captchas and settings at rest: 32 characters at least. */
  QUITUS_SECRET: z.string().min(32, "must have at least 32 characters (try: openssl rand -base64 48)"),
  QUITUS_ROLES: list.pipe(z.array(z.enum(["web", "worker"])).min(1)).default(["web", "worker"]),
  SMTP_URL: url(/^smtps?$/),
  /** Where mail that comes back goes: `bounces@example.org`; each organization is told apart by `+slug`. Absent: MAIL_FROM. */
  BOUNCE_ADDRESS: z.email().optional(),
  /** What whoever hands over mail that came back must know; absent, nothing is taken. */
  INBOUND_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  MAIL_FROM: z.string().regex(/@/, "must be an e-mail address, such as: Quitus <no-reply@example.org>"),
  /** A folder by default; `s3://bucket` with S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY. */
  FILES: z.string().optional(),
  S3_ENDPOINT: url(/^https?$/).optional(),
  S3_REGION: z.string().default("auto"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Hosts (host or host:port) that payment gateways may call besides the providers' own. */
  OUTBOUND_HOSTS: list.default([]),
  /** Origins that pages may post forms to besides the providers' own hosted pages. */
  PAYMENT_ORIGINS: list.default([]),
  /** Reverse proxies to believe for the caller's address (Fastify trustProxy). */
  TRUST_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Shows where the demonstration's mailbox is. Never set in production. */
  DEMO_OUTBOX_URL: url(/^https?$/).optional(),
  INSECURE_HTTP: flag.default(false),
});

export type Config = z.output<typeof shape>;

/** The configuration is wrong: `message` lists each fault on a line of its own. */
export class ConfigurationError extends Error {}

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError that names every variable at fault and what is expected of it.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = shape.safeParse(given);
  const faults = result.success ? crossFaults(result.data) : result.error.issues.map(describeIssue);
  if (faults.length > 0 || !result.success) {
    throw new ConfigurationError(
      `The configuration has ${faults.length} fault(s):\n${faults.map((f) => `  - ${f}`).join("\n")}`,
    );
  }
  return result.data;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? "environment");
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return `${name}: ${missing ? "is required" : issue.message}`;
}

function crossFaults(config: Config): string[] {
  const faults: string[] = [];
  if (config.FILES?.startsWith("s3://")) {
    for (const name of ["S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const) {
      if (!config[name]) faults.push(`${name}: is required when FILES is an s3:// address`);
    }
  }
  const secure = config.PUBLIC_URL.startsWith("https://");
  if (config.NODE_ENV === "production" && !secure && !config.INSECURE_HTTP) {
    faults.push(
      "PUBLIC_URL: must be https:// in production (INSECURE_HTTP=1 accepts plain HTTP, for a trial on one machine)",
    );
  }
  return faults;
}
