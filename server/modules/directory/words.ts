/** Sentences of the letters that carry access codes, in both languages. */
import type { Language } from "../../platform/money.ts";

type Contact = { service: string; email: string; phone: string };

export const words = {
  /** Whom to ask for help, as far as the organization says. */
  help(language: Language, contact: Contact): string {
    const ways = [contact.service, contact.phone, contact.email].filter(Boolean).join(", ");
    if (ways === "") return "";
    return language === "fr"
      ? `Besoin d’aide ? Contactez-nous : ${ways}.`
      : `Need help? Contact us: ${ways}.`;
  },
};
