import { Stack, Text } from "../../ui/layout.tsx";

/** French double punctuation and units never start a line, however the text was typed. */
const unbroken = (text: string): string =>
  text.replace(/ (?=[:;!?»%€])/g, "\u00a0").replace(/« /g, "«\u00a0");

/** A text of the organization: an empty line parts its paragraphs. Never HTML. */
export function PlainText({ text }: { text: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((one) => one.trim());
  return (
    <Stack gap={4}>
      {paragraphs.map((paragraph, index) => (
        <Text key={`${index}-${paragraph.length}`}>
          {unbroken(paragraph)
            .split("\n")
            .flatMap((one, at) => (at === 0 ? [one] : [<br key={one} />, one]))}
        </Text>
      ))}
    </Stack>
  );
}
