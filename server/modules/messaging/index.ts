/** Messages both ways: what the organization tells, what its customers ask, and the news of elsewhere. */
export { personalKinds } from "./personal-data.ts";
export { sweeps } from "./sql/terms.ts";
export {
  type AnnouncementForMail,
  announcementForMail,
  announcementReaders,
  type RequestForMail,
  requestForMail,
} from "./tell-about.ts";
