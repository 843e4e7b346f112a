/** Payments: carts, attempts, receipts. README.md tells the story of a payment. */

export { sweepPaid, sweepPayments } from "./ask-provider.ts";
export { updatePaymentSettings } from "./configure-gateway.ts";
export { readPaymentForMail, receiptDocument, type SettledPayment } from "./make-receipt.ts";
export { hasOpenAttempt, personalKinds } from "./personal-data.ts";
export { declarationForMail } from "./read-declaration.ts";
export { type ReversalForMail, reversalForMail } from "./read-reversal.ts";
export { transferForMail } from "./read-transfer.ts";
export {
  type FoundTransferOrder,
  findTransferOrders,
  noteTransfersReceived,
  undoTransferReceived,
} from "./receive-transfer.ts";
export { sweeps } from "./sql/terms.ts";
