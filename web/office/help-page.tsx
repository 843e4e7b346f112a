import { notFound } from "@tanstack/react-router";
import { HelpContents, HelpTopic } from "../features/help/help-view.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { topics } from "../help/topics.ts";
import { useParam } from "../lib/navigation.ts";

/** The guide of staff (SPEC ALL-8). */
export function HelpPage() {
  const key = useParam("topic");
  if (!key) return <HelpContents audience="office" to={officePaths.help} />;
  const topic = topics.find((one) => one.audience === "office" && one.key === key);
  if (!topic) throw notFound();
  return <HelpTopic topic={topic} back={officePaths.help()} />;
}
