export { PaymentStatusError, readPaymentStatus } from "./read-payment-status.ts";
export type { StatusEvent, StatusReason } from "./shapes.ts";
