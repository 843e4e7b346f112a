/** Notifications: who is told what, on which channel, in which words. */
export { updateTextSettings } from "./configure-texts.ts";
export { notificationConsents, personalKinds } from "./personal-data.ts";
export { closeMailer } from "./send-mail.ts";
export { sweeps } from "./sql/terms.ts";
export { type News, tellPerson, tellService } from "./tell-person.ts";
