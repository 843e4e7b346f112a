/** The files of the simulated drop, by their whole path (`in/a.xml`), and the SFTP that serves them (draft 02). */
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";
import type { SftpFaults } from "./simulator.ts";

export type Shelf = Map<string, { content: Buffer; modifiedAt: Date }>;

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const FOLDERS = new Set(["", "in", "out"]);
const REGULAR = 0o100_600;
const FOLDER = 0o040_700;

type Served = { files: Shelf; faults: SftpFaults; cut: () => void };
type Handle = { path: string; listed?: boolean };

/** `./in//a.xml` is `in/a.xml`. */
const tidy = (path: string): string =>
  path
    .split("/")
    .filter((step) => step !== "" && step !== ".")
    .join("/");

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export function serveFiles(sftp: SFTPWrapper, served: Served): void {
  const handles = new Map<number, Handle>();
  let last = 0;
  const give = (request: number, handle: Handle) => {
    last += 1;
    handles.set(last, handle);
    const id = Buffer.alloc(4);
    id.writeUInt32BE(last);
    sftp.handle(request, id);
  };
  const of = (id: Buffer) => handles.get(id.readUInt32BE(0));
  sftp.on("REALPATH", (request, path) => {
    sftp.name(request, [{ filename: `/${tidy(path)}`, longname: "", attrs: attributes(FOLDER) }]);
  });
  sftp.on("CLOSE", (request, id) => {
    handles.delete(id.readUInt32BE(0));
    sftp.status(request, STATUS_CODE.OK);
  });
  serveFolders(sftp, served, { give, of });
  serveContents(sftp, served, { give, of });
  serveNames(sftp, served);
}

type Handles = { give: (request: number, handle: Handle) => void; of: (id: Buffer) => Handle | undefined };

function serveFolders(sftp: SFTPWrapper, { files }: Served, { give, of }: Handles): void {
  sftp.on("OPENDIR", (request, path) => {
    if (!FOLDERS.has(tidy(path))) return sftp.status(request, STATUS_CODE.NO_SUCH_FILE);
    give(request, { path: tidy(path) });
  });
  sftp.on("READDIR", (request, id) => {
    const handle = of(id);
    if (!handle || handle.listed) return sftp.status(request, STATUS_CODE.EOF);
    handle.listed = true;
    const inside = [...files].filter(([path]) => folderOf(path) === handle.path);
    const names = inside.map(([path, file]) => ({
      filename: path.slice(path.lastIndexOf("/") + 1),
      longname: path,
      attrs: attributes(REGULAR, file),
    }));
    if (names.length === 0) return sftp.status(request, STATUS_CODE.EOF);
    sftp.name(request, names);
  });
}

function serveContents(sftp: SFTPWrapper, { files, faults, cut }: Served, { give, of }: Handles): void {
  sftp.on("OPEN", async (request, given, flags) => {
    const path = tidy(given);
    const writes = (flags & OPEN_MODE.WRITE) !== 0;
    const { beforeOpen } = faults;
    delete faults.beforeOpen;
    if (writes) await beforeOpen?.();
    if (!FOLDERS.has(folderOf(path)) || (!writes && !files.has(path)))
      return sftp.status(request, STATUS_CODE.NO_SUCH_FILE);
    if (writes && faults.readOnly) return sftp.status(request, STATUS_CODE.PERMISSION_DENIED);
    if (writes) files.set(path, { content: Buffer.alloc(0), modifiedAt: new Date() });
    give(request, { path });
  });
  sftp.on("WRITE", (request, id, offset, data) => {
    const file = files.get(of(id)?.path ?? "");
    if (!file) return sftp.status(request, STATUS_CODE.FAILURE);
    const content = Buffer.alloc(Math.max(file.content.length, offset + data.length));
    file.content.copy(content);
    data.copy(content, offset);
    file.content = content;
    if (faults.cutAfterBytes !== undefined && content.length >= faults.cutAfterBytes) return cut();
    sftp.status(request, STATUS_CODE.OK);
  });
  sftp.on("READ", (request, id, offset, length) => {
    const file = files.get(of(id)?.path ?? "");
    if (!file || offset >= file.content.length) return sftp.status(request, STATUS_CODE.EOF);
    sftp.data(request, file.content.subarray(offset, offset + length));
  });
  const tell = (request: number, path: string) => {
    const file = files.get(path);
    if (file) sftp.attrs(request, attributes(REGULAR, file));
    else if (FOLDERS.has(path)) sftp.attrs(request, attributes(FOLDER));
    else sftp.status(request, STATUS_CODE.NO_SUCH_FILE);
  };
  sftp.on("FSTAT", (request, id) => tell(request, of(id)?.path ?? ""));
  sftp.on("STAT", (request, path) => tell(request, tidy(path)));
  sftp.on("LSTAT", (request, path) => tell(request, tidy(path)));
  sftp.on("SETSTAT", (request) => sftp.status(request, STATUS_CODE.OK));
  sftp.on("FSETSTAT", (request) => sftp.status(request, STATUS_CODE.OK));
}

function serveNames(sftp: SFTPWrapper, { files, faults, cut }: Served): void {
  sftp.on("RENAME", (request, from, to) => {
    const file = files.get(tidy(from));
    if (!file) return sftp.status(request, STATUS_CODE.NO_SUCH_FILE);
    // As OpenSSH does for version 3 of the protocol: a name that is taken is refused.
    if (files.has(tidy(to))) return sftp.status(request, STATUS_CODE.FAILURE);
    files.delete(tidy(from));
    files.set(tidy(to), file);
    if (faults.cutAfterRename) return cut();
    sftp.status(request, STATUS_CODE.OK);
  });
  sftp.on("REMOVE", (request, path) => {
    sftp.status(request, files.delete(tidy(path)) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE);
  });
}

function attributes(mode: number, file?: { content: Buffer; modifiedAt: Date }): Attributes {
  const seconds = Math.floor((file?.modifiedAt ?? new Date(0)).getTime() / 1000);
  return { mode, uid: 0, gid: 0, size: file?.content.length ?? 0, atime: seconds, mtime: seconds };
}
