import { describe, expect, it } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

const GIVEN = {
  PUBLIC_URL: "https://quitus.example.org/",
  QUITUS_SECRET: "a secret for tests only, 32 characters",
  SMTP_URL: "smtp://mail.example.org",
  MAIL_FROM: "Quitus <no-reply@example.org>",
};

/** The lines of the message, or none when the configuration is accepted. */
function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig({ ...GIVEN, ...env });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    const [title, ...lines] = (error as Error).message.split("\n");
    expect(title).toBe(`The configuration has ${lines.length} fault(s):`);
    return lines;
  }
}

describe("the configuration", () => {
  it("needs four variables; the others have defaults fit for production", () => {
    expect(readConfig(GIVEN)).toMatchObject({
      NODE_ENV: "production",
      PUBLIC_URL: "https://quitus.example.org",
      QUITUS_ROLES: ["web", "worker"],
      OUTBOUND_HOSTS: [],
      INSECURE_HTTP: false,
    });
  });
  it("names every variable that is missing, at once", () => {
    const nothing = Object.fromEntries(Object.keys(GIVEN).map((name) => [name, undefined]));
    expect(faultsOf(nothing)).toEqual(Object.keys(GIVEN).map((name) => `  - ${name}: is required`));
  });
  it("takes an empty variable for one that is not set", () => {
    expect(faultsOf({ SMTP_URL: "" })).toEqual(["  - SMTP_URL: is required"]);
    expect(readConfig({ ...GIVEN, DATABASE_URL: "" }).DATABASE_URL).toBeUndefined();
  });
  it.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PUBLIC_URL", "quitus.example.org"],
    ["DATABASE_URL", "mysql://localhost/quitus"],
    ["DATABASE_POOL", "1"],
    ["QUITUS_SECRET", "too short"],
    ["QUITUS_ROLES", "web,cron"],
    ["QUITUS_ROLES", ","],
    ["SMTP_URL", "https://mail.example.org"],
    ["MAIL_FROM", "Quitus"],
    ["S3_ENDPOINT", "papers"],
    ["METRICS_TOKEN", "short"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "staging"],
    ["INSECURE_HTTP", "maybe"],
  ])("names %s when it is %s, and nothing else", (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^ {2}- ${name}: ..`));
  });
  it("never repeats a secret in its message", () => {
    expect(faultsOf({ QUITUS_SECRET: "hunter2", METRICS_TOKEN: "letmein" }).join()).not.toMatch(
      /hunter2|letmein/,
    );
  });
  it("wants the keys of a bucket with its address", () => {
    expect(faultsOf({ FILES: "s3://papers", S3_ACCESS_KEY_ID: "k" })).toEqual([
      "  - S3_ENDPOINT: is required when FILES is an s3:// address",
      "  - S3_SECRET_ACCESS_KEY: is required when FILES is an s3:// address",
    ]);
    expect(faultsOf({ FILES: "/var/quitus" })).toEqual([]);
  });
  it("refuses plain HTTP in production unless it is asked for", () => {
    const plain = { PUBLIC_URL: "http://quitus.example.org" };
    expect(faultsOf(plain)[0]).toContain("PUBLIC_URL: must be https://");
    for (const also of [{ INSECURE_HTTP: "1" }, { INSECURE_HTTP: "true" }, { NODE_ENV: "development" }])
      expect(faultsOf({ ...plain, ...also })).toEqual([]);
    expect(faultsOf({ ...plain, INSECURE_HTTP: "0" })).toHaveLength(1);
  });
  it("cuts lists at their commas", () => {
    expect(readConfig({ ...GIVEN, OUTBOUND_HOSTS: " a.example:8443, b.example ,," }).OUTBOUND_HOSTS).toEqual([
      "a.example:8443",
      "b.example",
    ]);
  });
});
