export { branchAt, branchesOf, textAt, type XmlBranch } from "./branch.ts";
export type { DecodingNotes } from "./decode-xml.ts";
export { readXmlBranches, type XmlPiece, XmlProblem } from "./read-branches.ts";
