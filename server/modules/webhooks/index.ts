/** Webhooks: other software is told what happens here. Nothing above it on the ladder needs it. */
export { facts as webhookFacts } from "./facts.ts";
