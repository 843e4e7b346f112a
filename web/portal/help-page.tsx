import { HelpContents, HelpTopic } from "../features/help/help-view.tsx";
import { topics } from "../help/topics.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";

/** The customers' guide (SPEC ALL-8). */
export function HelpPage() {
  const key = useParam("topic");
  const topic = topics.find((one) => one.audience === "portal" && one.key === key);
  // An address that has no topic, or none any more, shows what there is.
  if (!topic) return <HelpContents audience="portal" to={paths.help} />;
  return <HelpTopic topic={topic} back={paths.help()} />;
}
