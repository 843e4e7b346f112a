/** A small tree: one part of a large document. Names are local, whatever prefix they had. */
export type XmlBranch = {
  name: string;
  /** Of an element without children; empty otherwise. */
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlBranch[];
};

/** The first element at a path of names below this one. */
export function branchAt(branch: XmlBranch | undefined, ...path: readonly string[]): XmlBranch | undefined {
  let here = branch;
  for (const name of path) here = here?.children.find((child) => child.name === name);
  return here;
}

/** The text of the first element at a path; null when there is none or it is blank. */
export const textAt = (branch: XmlBranch | undefined, ...path: readonly string[]): string | null =>
  branchAt(branch, ...path)?.text || null;

/** The children of one name. */
export const branchesOf = (branch: XmlBranch | undefined, name: string): XmlBranch[] =>
  branch ? branch.children.filter((child) => child.name === name) : [];
