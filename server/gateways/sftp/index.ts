export type { SftpGround } from "./connection.ts";
export { SftpFailure, type SftpProblem } from "./failure.ts";
export { type SftpSettings, sftpSettings } from "./settings.ts";
export { listFiles, putFile, readFile, type SftpFile, type SftpPut, testConnection } from "./sftp.ts";
