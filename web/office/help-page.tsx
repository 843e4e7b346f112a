import { HelpContents, HelpTopic } from "../features/help/help-view.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { topics } from "../help/topics.ts";
import { useParam } from "../lib/navigation.ts";

/** The guide of staff (SPEC ALL-8). */
export function HelpPage() {
  const key = useParam("topic");
  const topic = topics.find((one) => one.audience === "office" && one.key === key);
  // An address that has no topic, or none any more, shows what there is.
  if (!topic) return <HelpContents audience="office" to={officePaths.help} />;
  return <HelpTopic topic={topic} back={officePaths.help()} />;
}
