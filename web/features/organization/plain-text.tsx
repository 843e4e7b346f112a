import { Stack, Text } from "../../ui/layout.tsx";

/** A text of the organization: an empty line parts its paragraphs. Never HTML. */
export function PlainText({ text }: { text: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((one) => one.trim());
  return (
    <Stack gap={4}>
      {paragraphs.map((paragraph, index) => (
        <Text key={`${index}-${paragraph.length}`}>
          {paragraph.split("\n").flatMap((one, at) => (at === 0 ? [one] : [<br key={one} />, one]))}
        </Text>
      ))}
    </Stack>
  );
}
