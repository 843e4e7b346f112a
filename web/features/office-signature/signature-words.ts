import type { GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";

export type SignatureSettings = GotOf<"readSignature">;
export type Certificate = NonNullable<SignatureSettings["present"]>;

/** Sixty-four signs by groups of four, as readers of PDF show a fingerprint. */
export const grouped = (fingerprint: string): string => fingerprint.replace(/(.{4})(?=.)/g, "$1 ");

/** What is wrong with a time-stamping authority, by its code. */
export const failureWords = {
  unreachable: {
    fr: "L’adresse ne répond pas, ou pas comme un service d’horodatage.",
    en: "The address does not answer, or not as a time-stamping service.",
  },
  forbidden: {
    fr: "Cette adresse ne peut pas être appelée d’ici : il faut https:// et une adresse publique.",
    en: "This address cannot be called from here: it takes https:// and a public address.",
  },
  credentials: {
    fr: "L’identifiant ou le mot de passe est refusé.",
    en: "The user name or the password is refused.",
  },
  refused: {
    fr: "Le service refuse d’horodater : quota épuisé, peut-être.",
    en: "The service refuses to stamp: its quota is used up, perhaps.",
  },
  broken: {
    fr: "La réponse du service ne se lit pas, ou sa signature est fausse.",
    en: "The service’s answer cannot be read, or its signature is wrong.",
  },
  wrong_answer: {
    fr: "Le service a horodaté autre chose que ce qui lui était demandé.",
    en: "The service stamped something else than what it was asked.",
  },
  wrong_purpose: {
    fr: "Le certificat de ce service n’est pas fait pour horodater.",
    en: "The certificate of this service is not meant for stamping times.",
  },
  wrong_time: {
    fr: "L’heure du service et la nôtre diffèrent de plus de dix minutes.",
    en: "The service’s time and ours differ by more than ten minutes.",
  },
} satisfies Words;

export type Failure = keyof typeof failureWords;
/** A failure that the server kept; one that this page does not know is told as an address that does not answer. */
export const failureOf = (code: string | null): Failure =>
  code !== null && Object.hasOwn(failureWords, code) ? (code as Failure) : "unreachable";
