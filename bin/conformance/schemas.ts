/** The schemas of ISO 20022, when somebody gives their folder: they are not ours to carry. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XmlDocument, XsdValidator } from "libxml2-wasm";

/** What is wrong with a document against a schema; null when the folder has no schema of that name. */
export type Schemas = (name: string, xml: string) => string[] | null;

export const noSchemas: Schemas = () => null;

/** Schemas of a folder, each `<message>.xsd`, read once. */
export function schemasIn(folder: string): Schemas {
  const read = new Map<string, XsdValidator | null>();
  const schemaOf = (name: string): XsdValidator | null => {
    const file = join(folder, `${name}.xsd`);
    if (!read.has(name))
      read.set(
        name,
        existsSync(file) ? XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(file))) : null,
      );
    return read.get(name)!;
  };
  return (name, xml) => {
    const schema = schemaOf(name);
    if (!schema) return null;
    const document = XmlDocument.fromString(xml);
    try {
      schema.validate(document);
      return [];
    } catch (error) {
      return (error as Error).message.trim().split("\n");
    } finally {
      document.dispose();
    }
  };
}
