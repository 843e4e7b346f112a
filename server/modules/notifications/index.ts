export { closeMailer } from "./send-mail.ts";
