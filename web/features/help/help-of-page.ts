import { useMatches } from "@tanstack/react-router";
import { type Topic, topics } from "../../help/topics.ts";

/** The topic of the guide that explains a route, or undefined on the pages of the guide themselves. */
const topicOf = (route: string): Topic | undefined => topics.find(({ pages }) => pages.includes(route));

/** The topic that explains the page on screen. */
export function usePageTopic(): Topic | undefined {
  const route: string = useMatches().at(-1)?.fullPath ?? "";
  return topicOf(route.length > 1 ? route.replace(/\/$/, "") : route);
}
