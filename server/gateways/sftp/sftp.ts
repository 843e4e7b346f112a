import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FileEntryWithStats, SFTPWrapper, Stats } from "ssh2";
import { asFailure, call, open, type SftpGround, withSftp } from "./connection.ts";
import { SftpFailure } from "./failure.ts";
import type { SftpSettings } from "./settings.ts";

export type SftpFile = { name: string; bytes: number; modifiedAt: Date };

export type SftpPut = {
  /** Its final name, without a folder: nobody reads it before it is whole. */
  name: string;
  content: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
  /** Called when the draft is whole, before it gets its name: note it, since from then on the bank may take the file. */
  beforeRename?: () => Promise<void>;
  /** The draft was whole before something went wrong: only its name may be missing. */
  renaming?: boolean;
};

const plain = (name: string): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(name))
    throw new SftpFailure("folder", `no name for a file: ${name}`);
  return name;
};
const inFolder = (folder: string, name: string): string =>
  folder === "" ? name : `${folder.replace(/\/$/, "")}/${name}`;

/**
 * Puts a file: written under the name of a draft, its size checked, then renamed, so that a bank never takes half of one. Twice
 * is once as long as the bank left it there: the same name with the same size is the same file.
 * @returns `already`: nothing had to be written. @throws SftpFailure `exists`, `gone`, and those of a connection.
 */
export async function putFile(
  settings: SftpSettings,
  ground: SftpGround,
  put: SftpPut,
): Promise<{ bytes: number; already: boolean }> {
  const target = inFolder(settings.folder, plain(put.name));
  const draft = inFolder(settings.folder, `.${put.name}.part`);
  return withSftp(settings, ground, async (sftp) => {
    const there = await sizeOf(sftp, target);
    if (put.renaming) return finish(sftp, draft, target, there);
    const bytes = await write(sftp, draft, put.content);
    if (there !== null) {
      await remove(sftp, draft);
      if (there === bytes) return { bytes, already: true };
      throw new SftpFailure("exists", put.name);
    }
    if ((await sizeOf(sftp, draft)) !== bytes) throw new SftpFailure("broken", "the draft is not whole");
    await put.beforeRename?.();
    await rename(sftp, draft, target);
    return { bytes, already: false };
  });
}

/** Goes on after a draft that was whole. */
async function finish(sftp: SFTPWrapper, draft: string, target: string, there: number | null) {
  if (there !== null) return { bytes: there, already: true };
  const bytes = await sizeOf(sftp, draft);
  if (bytes === null) throw new SftpFailure("gone");
  await rename(sftp, draft, target);
  return { bytes, already: false };
}

const rename = (sftp: SFTPWrapper, from: string, to: string): Promise<void> =>
  call<void>((done) => sftp.rename(from, to, (error) => done(error, undefined)));

const remove = (sftp: SFTPWrapper, path: string): Promise<void> =>
  call<void>((done) => sftp.unlink(path, (error) => done(error, undefined)));

async function write(sftp: SFTPWrapper, path: string, content: SftpPut["content"]): Promise<number> {
  let bytes = 0;
  const counted = async function* () {
    for await (const piece of content) {
      const buffer = Buffer.from(piece as string);
      bytes += buffer.length;
      yield buffer;
    }
  };
  await pipeline(Readable.from(counted()), sftp.createWriteStream(path, { flags: "w", mode: 0o600 }));
  return bytes;
}

const NO_SUCH_FILE = 2;

async function sizeOf(sftp: SFTPWrapper, path: string): Promise<number | null> {
  try {
    return (await call<Stats>((done) => sftp.stat(path, done))).size;
  } catch (error) {
    if ((error as { code?: number }).code === NO_SUCH_FILE) return null;
    throw error;
  }
}

const list = (sftp: SFTPWrapper, folder: string) =>
  call<FileEntryWithStats[]>((done) => sftp.readdir(folder === "" ? "." : folder, done));

/** The files that the bank left, oldest first; drafts and folders are left out. */
export async function listFiles(settings: SftpSettings, ground: SftpGround): Promise<SftpFile[]> {
  const entries = await withSftp(settings, ground, (sftp) => list(sftp, settings.inbox));
  return entries
    .filter(({ attrs, filename }) => attrs.isFile() && !filename.startsWith("."))
    .map(({ filename, attrs }) => ({
      name: filename,
      bytes: attrs.size,
      modifiedAt: new Date(attrs.mtime * 1000),
    }))
    .toSorted(
      (one, other) =>
        one.modifiedAt.getTime() - other.modifiedAt.getTime() || (one.name < other.name ? -1 : 1),
    );
}

/** A file of the inbox, a piece at a time; the session is closed at its end, or when its reader leaves. */
export async function* readFile(
  settings: SftpSettings,
  ground: SftpGround,
  name: string,
): AsyncGenerator<Uint8Array> {
  if (name.includes("/")) throw new SftpFailure("folder", "a name is without folders");
  const { client, sftp, lost } = await open(settings, ground);
  const stream = sftp.createReadStream(inFolder(settings.inbox, name));
  // A reader that leaves early closes a file of which no answer comes any more.
  stream.on("error", () => {});
  lost.catch((error: Error) => stream.destroy(error));
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    throw asFailure(error);
  } finally {
    client.destroy();
  }
}

/** Signs in and opens both folders; nothing is written. @throws SftpFailure that says what to mend. */
export async function testConnection(
  settings: SftpSettings,
  ground: SftpGround,
): Promise<{ waiting: number }> {
  return withSftp(settings, ground, async (sftp) => {
    await list(sftp, settings.folder);
    return { waiting: (await list(sftp, settings.inbox)).length };
  });
}
