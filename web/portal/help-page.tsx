import { notFound } from "@tanstack/react-router";
import { HelpContents, HelpTopic } from "../features/help/help-view.tsx";
import { topics } from "../help/topics.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";

/** The customers' guide (SPEC ALL-8). */
export function HelpPage() {
  const key = useParam("topic");
  if (!key) return <HelpContents audience="portal" to={paths.help} />;
  const topic = topics.find((one) => one.audience === "portal" && one.key === key);
  if (!topic) throw notFound();
  return <HelpTopic topic={topic} back={paths.help()} />;
}
