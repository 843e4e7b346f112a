export { type StructuredAddress, splitPostalAddress } from "./address.ts";
export { checkPain008 } from "./check-pain008.ts";
export {
  type Amendment,
  type Debit,
  type DebitBlock,
  type DebitFile,
  DebitFileError,
  type DebitVersion,
} from "./debit-file.ts";
export { needsDebtorAddress } from "./debit-rules.ts";
export { epcQrText } from "./qr.ts";
export { addTargetDays, isTargetDay, nextTargetDay } from "./target.ts";
export { isSepaIdentifier, sepaText } from "./text.ts";
export { writePain008 } from "./write-pain008.ts";
