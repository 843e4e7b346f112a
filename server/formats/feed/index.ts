export { type Feed, type FeedItem, FeedUnreadable, readFeed } from "./read-feed.ts";
