import type { Topic } from "../../help/door-topics.ts";
import { topics } from "../../help/topics.ts";
import { usePageOnScreen } from "./page-on-screen.ts";

/** The topic of the guide that explains the page on screen, or undefined on the pages of the guide themselves. */
export function usePageTopic(): Topic | undefined {
  const page = usePageOnScreen();
  return topics.find(({ pages }) => pages.includes(page));
}
