/** MAN-7: files reach the bank's drop whole and once, over the real wire. */
import { randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import ssh2 from "ssh2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listFiles, putFile, readFile, type SftpSettings, sftpSettings, testConnection } from "./index.ts";
import { type SftpSimulator, startSftpSimulator } from "./simulator.ts";

let bank: SftpSimulator;
beforeAll(async () => {
  bank = await startSftpSimulator();
});
afterAll(() => bank.close());
beforeEach(() => {
  bank.files.clear();
  for (const fault of Object.keys(bank.faults)) delete bank.faults[fault as keyof typeof bank.faults];
});

const settings = (over: Partial<SftpSettings> = {}): SftpSettings =>
  sftpSettings.parse({
    host: bank.host,
    port: bank.port,
    user: bank.user,
    hostKeys: [bank.hostKey],
    password: bank.password,
    folder: "in",
    inbox: "out",
    ...over,
  });
const ground = () => ({ hosts: [`127.0.0.1:${bank.port}`], timeoutMs: 20_000 });
const put = (content: Iterable<Uint8Array | string>, more: Partial<Parameters<typeof putFile>[2]> = {}) =>
  putFile(settings(), ground(), { name: "batch-1.xml", content, ...more });
const problem = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { problem: string }) => error.problem,
  );
const shelf = () => [...bank.files].map(([path, { content }]) => [path, content.toString()]);

describe("MAN-7 a file put at the bank's drop", () => {
  it("arrives whole under its name, whatever its size", async () => {
    const big = [randomBytes(300_000), randomBytes(65_536), randomBytes(1)];
    expect(await put(big)).toEqual({ bytes: 365_537, already: false });
    expect([...bank.files.keys()]).toEqual(["in/batch-1.xml"]);
    expect(bank.files.get("in/batch-1.xml")!.content.equals(Buffer.concat(big))).toBe(true);
  });
  it("is put once, and never over another", async () => {
    await put(["é"]);
    expect(await put(["é"])).toEqual({ bytes: 2, already: true });
    expect(shelf()).toEqual([["in/batch-1.xml", "é"]]);
    expect(await problem(put(["other"]))).toBe("exists");
    expect(shelf()).toEqual([["in/batch-1.xml", "é"]]);
  });
  it("is not seen under its name when the line is cut, and is written anew afterwards", async () => {
    bank.faults.cutAfterBytes = 200_000;
    expect(await problem(put([randomBytes(400_000)]))).toBe("broken");
    expect([...bank.files.keys()]).toEqual(["in/.batch-1.xml.part"]);
    delete bank.faults.cutAfterBytes;
    expect(await put(["whole"])).toEqual({ bytes: 5, already: false });
    expect(shelf()).toEqual([["in/batch-1.xml", "whole"]]);
  });
  it("is known when the answer to its renaming was lost, and said gone when the bank took it meanwhile", async () => {
    bank.faults.cutAfterRename = true;
    const noted: string[] = [];
    const beforeRename = async () => void noted.push("renaming");
    expect(await problem(put(["a"], { beforeRename }))).toBe("broken");
    expect(noted).toEqual(["renaming"]);
    delete bank.faults.cutAfterRename;
    expect(await put(["a"], { renaming: true })).toEqual({ bytes: 1, already: true });
    bank.files.clear();
    expect(await problem(put(["a"], { renaming: true }))).toBe("gone");
    bank.files.set("in/.batch-1.xml.part", { content: Buffer.from("a"), modifiedAt: new Date() });
    expect(await put([], { renaming: true })).toEqual({ bytes: 1, already: false });
    expect(shelf()).toEqual([["in/batch-1.xml", "a"]]);
  });
  it("stops with the error of who writes it, and leaves no file under its name", async () => {
    const failing = (function* () {
      yield "a";
      throw new Error("no more");
    })();
    await expect(put(failing)).rejects.toThrow("no more");
    expect([...bank.files.keys()]).not.toContain("in/batch-1.xml");
  });
  it.each(["../a", "a/b", "", ".a", "a\nb"])("is refused under the name “%s”", async (name) => {
    expect(await problem(put(["a"], { name }))).toBe("folder");
  });
  it("is refused by a drop that takes nothing, or has no such folder", async () => {
    bank.faults.readOnly = true;
    expect(await problem(put(["a"]))).toBe("denied");
    const elsewhere = settings({ folder: "nowhere" });
    expect(await problem(putFile(elsewhere, ground(), { name: "a", content: ["a"] }))).toBe("folder");
  });
});

describe("MAN-7 what the bank left", () => {
  it("is listed oldest first, without drafts, and read a piece at a time", async () => {
    const content = randomBytes(200_000);
    bank.files.set("out/b.xml", { content, modifiedAt: new Date("2026-11-30T08:00:00Z") });
    bank.files.set("out/a.xml", { content: Buffer.from("a"), modifiedAt: new Date("2026-11-29T08:00:00Z") });
    bank.files.set("out/.c.xml.part", { content: Buffer.from("c"), modifiedAt: new Date() });
    bank.files.set("in/d.xml", { content: Buffer.from("d"), modifiedAt: new Date() });
    expect(await listFiles(settings(), ground())).toEqual([
      { name: "a.xml", bytes: 1, modifiedAt: new Date("2026-11-29T08:00:00Z") },
      { name: "b.xml", bytes: 200_000, modifiedAt: new Date("2026-11-30T08:00:00Z") },
    ]);
    expect(
      Buffer.concat(await Array.fromAsync(readFile(settings(), ground(), "b.xml"))).equals(content),
    ).toBe(true);
    for await (const piece of readFile(settings(), ground(), "b.xml")) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(await problem(Array.fromAsync(readFile(settings(), ground(), "z.xml")))).toBe("folder");
    expect(await problem(Array.fromAsync(readFile(settings(), ground(), "../in/d.xml")))).toBe("folder");
  });
});

describe("MAN-7 the connection to the bank's drop", () => {
  it("is tried without writing anything", async () => {
    bank.files.set("out/a.xml", { content: Buffer.from("a"), modifiedAt: new Date() });
    expect(await testConnection(settings(), ground())).toEqual({ waiting: 1 });
    expect([...bank.files.keys()]).toEqual(["out/a.xml"]);
  });
  it("signs in by a private key too", async () => {
    const { password: _, ...rest } = settings();
    const byKey = { ...rest, privateKey: bank.privateKey };
    expect(await testConnection(byKey, ground())).toEqual({ waiting: 0 });
    const stranger = ssh2.utils.generateKeyPairSync("ed25519").private;
    expect(await problem(testConnection({ ...rest, privateKey: stranger }, ground()))).toBe("credentials");
    expect(await problem(testConnection({ ...rest, privateKey: "no key" }, ground()))).toBe("private_key");
  });
  it("refuses a host that nobody allowed, before any look-up", async () => {
    const other = { hosts: ["sftp.bank.example"] };
    expect(await problem(testConnection(settings(), other))).toBe("host_refused");
    expect(await problem(testConnection(settings(), { hosts: ["127.0.0.1"] }))).toBe("host_refused");
  });
  it("refuses another key than the pinned ones, and tells it, before the password is sent", async () => {
    const pinned = `SHA256:${"A".repeat(43)}`;
    const failed = await testConnection(settings({ hostKeys: [pinned] }), ground()).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ problem: "host_key", detail: bank.hostKey });
    expect(await testConnection(settings({ hostKeys: [pinned, bank.hostKey] }), ground())).toEqual({
      waiting: 0,
    });
  });
  it("says what to mend, never a secret", async () => {
    const wrong = settings({ password: "Secret-1234" });
    const failed = (await testConnection(wrong, ground()).catch((error: unknown) => error)) as Error;
    expect(failed).toMatchObject({ problem: "credentials" });
    expect(failed.message).not.toContain("Secret");
    expect(await problem(testConnection(settings({ inbox: "nowhere" }), ground()))).toBe("folder");
  });
  it("gives up on a host that is silent, or not there", async () => {
    bank.faults.silent = true;
    expect(await problem(testConnection(settings(), { ...ground(), timeoutMs: 400 }))).toBe("timeout");
    const lines: Socket[] = [];
    const mute = createServer((line) => lines.push(line)).listen(0, "127.0.0.1");
    await new Promise((resolve) => mute.once("listening", resolve));
    const { port } = mute.address() as { port: number };
    const there = { hosts: [`127.0.0.1:${port}`], timeoutMs: 400 };
    expect(await problem(testConnection(settings({ port }), there))).toBe("timeout");
    for (const line of lines) line.destroy();
    await new Promise((resolve) => mute.close(resolve));
    expect(await problem(testConnection(settings({ port }), { ...there, timeoutMs: 20_000 }))).toBe(
      "unreachable",
    );
  });
  it("keeps no line open", async () => {
    bank.files.set("out/a.xml", { content: randomBytes(100_000), modifiedAt: new Date() });
    await testConnection(settings(), ground());
    await problem(testConnection(settings({ inbox: "nowhere" }), ground()));
    for await (const _ of readFile(settings(), ground(), "a.xml")) break;
    await expect.poll(() => bank.connections()).toBe(0);
  });
  it.each([
    { host: "a b" },
    { port: 0 },
    { hostKeys: [] },
    { hostKeys: ["SHA256:short"] },
    { folder: "../etc" },
    { user: "" },
    { password: undefined },
  ])("refuses settings with %j", (over) => {
    expect(sftpSettings.safeParse({ ...settings(), ...over }).success).toBe(false);
  });
});
