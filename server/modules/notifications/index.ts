/** Notifications: who is told what, on which channel, in which words. */
export { updateTextSettings } from "./configure-texts.ts";
export { closeMailer } from "./send-mail.ts";
