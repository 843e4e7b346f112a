export { isInEea, SEPA_COUNTRIES } from "./countries.ts";
export {
  formatIban,
  type IbanProblem,
  isIban,
  isIbanOfAnyCountry,
  maskIban,
  type ReadIban,
  readBic,
  readIban,
} from "./read-iban.ts";
export { isCreditorIdentifier, isRfReference, referenceOfPiece, rfReference } from "./references.ts";
export { ibanOfRib, type Rib, ribKey, ribOfIban } from "./rib.ts";
