export { bankFileProblemText, bankFileRefusalText } from "./problems.ts";
export { readBankFile } from "./read-bank-file.ts";
export {
  type Balance,
  type BankAccountKey,
  BankFileError,
  type BankFileEvent,
  type BankFileFormat,
  type BankFileProblem,
  type BankFileRefusal,
  type BankLine,
  type BankLineKind,
  type BankStatement,
  type LineDetail,
  type WrittenStatement,
} from "./shapes.ts";
