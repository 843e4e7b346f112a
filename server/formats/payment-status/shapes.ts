export type StatusReason = { code: string | null; text: string | null; originator: string | null };

/**
 * What a bank says of what it was sent (pain.002). A rejected group or block may be told without any transaction: all that
 * it holds is then rejected, which only the sender can write out.
 */
export type StatusEvent =
  | { kind: "group"; originalMessageId: string; status: string | null; reasons: readonly StatusReason[] }
  | {
      kind: "block";
      paymentInformationId: string;
      status: string | null;
      reasons: readonly StatusReason[];
    }
  | {
      kind: "transaction";
      paymentInformationId: string | null;
      endToEndId: string | null;
      instructionId: string | null;
      status: string | null;
      reasons: readonly StatusReason[];
      cents: number | null;
    };
