export type { StatusEvent, StatusReason } from "./shapes.ts";
