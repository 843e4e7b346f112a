import type { Topic } from "../../help/door-topics.ts";
import type { Language } from "../../lib/words.ts";
import type { RichBlock } from "../../ui/rich-text.tsx";

/** A text of the guide: its first heading is its title. */
export type HelpText = { title: string; lead: string; blocks: RichBlock[] };

const texts = import.meta.glob("../../help/{portal,office}/*.md", { import: "default" });

/** Loads a topic of the guide in a language. @throws Error when it is not written. */
export async function loadHelp({ audience, key }: Topic, language: Language): Promise<HelpText> {
  const load = texts[`../../help/${audience}/${key}.${language}.md`];
  if (!load) throw new Error(`the guide has no ${audience}/${key} in ${language}`);
  return load();
}
