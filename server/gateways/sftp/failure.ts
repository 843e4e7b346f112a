/** Why nothing was done at the bank's drop; no secret is in it. */
export type SftpProblem =
  /** Nobody allowed this host (`OUTBOUND_HOSTS`). */
  | "host_refused"
  | "unreachable"
  /** Another key than those that are pinned: `detail` is its fingerprint. */
  | "host_key"
  | "credentials"
  /** The private key can't be read, or its passphrase is wrong. */
  | "private_key"
  | "folder"
  | "denied"
  /** Another file has the name. */
  | "exists"
  /** Neither the file nor its draft is there any more: the bank has taken it, or somebody removed it. */
  | "gone"
  | "timeout"
  | "broken";

export class SftpFailure extends Error {
  readonly problem: SftpProblem;
  readonly detail: string;
  constructor(problem: SftpProblem, detail = "") {
    super(detail ? `${problem}: ${detail}` : problem);
    this.problem = problem;
    this.detail = detail;
  }
}
