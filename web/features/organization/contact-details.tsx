import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Lines } from "../../ui/layout.tsx";

const words = {
  service: { fr: "Service", en: "Office" },
  phone: { fr: "Téléphone", en: "Phone" },
  email: { fr: "Courriel", en: "E-mail" },
  address: { fr: "Adresse", en: "Address" },
  hours: { fr: "Horaires", en: "Hours" },
} satisfies Words;

/** Whom to turn to: what the organization says of its own service, nothing when it says nothing. */
export function ContactDetails() {
  const t = useWords(words);
  const { contact } = useOrganization();
  const items = [
    { term: t.service, value: contact.service, said: contact.service },
    {
      term: t.phone,
      value: <a href={`tel:${contact.phone.replaceAll(" ", "")}`}>{contact.phone}</a>,
      said: contact.phone,
    },
    { term: t.email, value: <a href={`mailto:${contact.email}`}>{contact.email}</a>, said: contact.email },
    { term: t.address, value: <Lines of={contact.address} />, said: contact.address.join("") },
    { term: t.hours, value: contact.hours, said: contact.hours },
  ].filter((item) => item.said);
  return items.length > 0 ? <DefinitionList items={items} /> : null;
}
