/** A small tree: one part of a large document. Names are local, whatever prefix they had. */
export type XmlBranch = {
  name: string;
  /** Of an element without children; empty otherwise. */
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlBranch[];
};

/** Of the many elements that have no child: one array for all of them. */
export const NONE: readonly XmlBranch[] = [];

/** The first element at a path of names below this one. */
export function branchAt(branch: XmlBranch | undefined, ...path: readonly string[]): XmlBranch | undefined {
  let here = branch;
  for (const name of path) {
    if (here === undefined) return undefined;
    here = childOf(here, name);
  }
  return here;
}

/** A loop: this is most of what is done with a large file. */
function childOf({ children }: XmlBranch, name: string): XmlBranch | undefined {
  for (const child of children) if (child.name === name) return child;
  return undefined;
}

/** The text of the first element at a path; null when there is none or it is blank. */
export const textAt = (branch: XmlBranch | undefined, ...path: readonly string[]): string | null =>
  branchAt(branch, ...path)?.text || null;

/** The children of one name. */
export const branchesOf = (branch: XmlBranch | undefined, name: string): readonly XmlBranch[] =>
  branch && branch.children.length > 0 ? branch.children.filter((child) => child.name === name) : NONE;
