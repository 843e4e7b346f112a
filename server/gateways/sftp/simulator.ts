/** A bank's SFTP drop on this machine: a real SSH server, files in memory, and faults on demand. */
import { createHash, timingSafeEqual } from "node:crypto";
import ssh2, { type AuthContext, type Connection, type ParsedKey } from "ssh2";
import { fingerprintOf } from "./connection.ts";
import { type Shelf, serveFiles } from "./simulator-files.ts";

export type SftpFaults = {
  /** The connection is cut once so many bytes of a file were written. */
  cutAfterBytes?: number;
  /** A file is renamed, and the connection is cut before the answer. */
  cutAfterRename?: boolean;
  /** Nothing can be written. */
  readOnly?: boolean;
  /** What happens elsewhere before a file is opened to be written; once. */
  beforeOpen?: () => Promise<void>;
  /** No answer to anything after the sign-in. */
  silent?: boolean;
};

export type SftpSimulator = {
  host: string;
  port: number;
  /** To pin. */
  hostKey: string;
  user: string;
  password: string;
  /** A private key that is also accepted. */
  privateKey: string;
  files: Shelf;
  faults: SftpFaults;
  /** How many lines are open. */
  connections(): number;
  close(): Promise<void>;
};

const USER = "quitus";
const PASSWORD = "mot de passe du dépôt";

/** Starts it on the loopback; folders `in` (what we put) and `out` (what the bank leaves) are there. */
export async function startSftpSimulator(options: { port?: number } = {}): Promise<SftpSimulator> {
  const hostKeys = ssh2.utils.generateKeyPairSync("ed25519");
  const ours = ssh2.utils.generateKeyPairSync("ed25519");
  const accepted = ssh2.utils.parseKey(ours.public) as ParsedKey;
  const files: Shelf = new Map();
  const faults: SftpFaults = {};
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKeys.private] }, (client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client));
    client.on("error", () => client.end());
    client.on("authentication", (context) => authenticate(context, accepted));
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => {
        const sftp = acceptSftp();
        if (faults.silent) for (const asked of ["OPENDIR", "OPEN", "STAT"]) sftp.on(asked, () => {});
        else serveFiles(sftp, { files, faults, cut: () => cut(client) });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    host: "127.0.0.1",
    port,
    hostKey: fingerprintOf((ssh2.utils.parseKey(hostKeys.public) as ParsedKey).getPublicSSH()),
    user: USER,
    password: PASSWORD,
    privateKey: ours.private,
    files,
    faults,
    connections: () => clients.size,
    close: () =>
      new Promise((resolve) => {
        for (const client of clients) client.end();
        server.close(() => resolve());
      }),
  };
}

/** Drops the line as a failing network does. */
const cut = (client: Connection): void =>
  (client as unknown as { _sock: { destroy(): void } })._sock.destroy();

const digest = (text: string) => createHash("sha256").update(text).digest();

function authenticate(context: AuthContext, accepted: ParsedKey): void {
  const known = context.username === USER;
  if (context.method === "password" && known && timingSafeEqual(digest(context.password), digest(PASSWORD)))
    return context.accept();
  if (context.method === "publickey" && known && context.key.data.equals(accepted.getPublicSSH())) {
    if (!context.signature || !context.blob) return context.accept();
    // An error where the library says a boolean: only `true` is a proof.
    const proof: unknown = accepted.verify(context.blob, context.signature, context.hashAlgo);
    if (proof === true) return context.accept();
  }
  context.reject(["password", "publickey"]);
}
