import { ChevronRight, CircleCheck, CircleDashed } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Icon } from "../../ui/icon.tsx";
import { Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { type StaffRole, useMay, useRoleNames } from "../office-frame/role.ts";
import "./home.css";

type Step = GotOf<"readHome">["start"][number]["step"];

const words = {
  title: { fr: "Pour commencer", en: "To begin with" },
  lead: {
    fr: "Cinq étapes avant que vos clients lisent leurs comptes. Vous pouvez vous arrêter et reprendre.",
    en: "Five steps before your customers read their accounts. You can stop and come back.",
  },
  contact: { fr: "Dire qui contacter", en: "Say whom to contact" },
  contactHint: {
    fr: "Le nom, la couleur, l’adresse et le téléphone que vos clients liront.",
    en: "The name, the colour, the address and the phone that your customers will read.",
  },
  creditor: { fr: "Ajouter un créancier", en: "Add a creditor" },
  creditorHint: {
    fr: "L’entité au nom de laquelle l’argent est dû, avec son IBAN.",
    en: "The entity in whose name money is owed, with its IBAN.",
  },
  payment: { fr: "Régler le paiement en ligne", en: "Set up on-line payment" },
  paymentHint: {
    fr: "PayFiP, PayZen, Monetico, Stripe ou Ogone. Vos clients peuvent lire leurs comptes sans.",
    en: "PayFiP, PayZen, Monetico, Stripe or Ogone. Your customers can read their accounts without it.",
  },
  accounts: { fr: "Importer les premiers comptes", en: "Import the first accounts" },
  accountsHint: {
    fr: "Le FEC de votre logiciel comptable ; il se vérifie avant de rien publier.",
    en: "The FEC of your accounting software; it is checked before anything is published.",
  },
  access: { fr: "Ouvrir les accès", en: "Open the accesses" },
  accessHint: {
    fr: "Une lettre par client, avec son code ; l’étape est faite quand un premier client est entré.",
    en: "A letter for each customer, with a code; the step is done once a first customer has come in.",
  },
  done: { fr: "fait", en: "done" },
  todo: { fr: "à faire", en: "to do" },
  by: { fr: (role: string) => `à faire par : ${role}`, en: (role: string) => `to be done by: ${role}` },
} satisfies Words;

const places: Readonly<Record<Step, { href: () => string; role: StaffRole }>> = {
  contact: { href: () => officePaths.settings(), role: "manager" },
  creditor: { href: () => officePaths.creditors({ creancier: "nouveau" }), role: "administrator" },
  payment: { href: () => officePaths.creditors(), role: "administrator" },
  accounts: { href: () => officePaths.imports(), role: "accountant" },
  access: { href: () => officePaths.accessLetters(), role: "accountant" },
};

/** What a new organization does first, in order, each step with what is done already. */
export function FirstSteps({ start }: { start: GotOf<"readHome">["start"] }) {
  const t = useWords(words);
  const may = useMay();
  const roles = useRoleNames();
  return (
    <Section title={t.title}>
      <Text look="muted">{t.lead}</Text>
      <ol className="office-steps">
        {start.map(({ step, done }) => {
          const { href, role } = places[step];
          const said = done ? t.done : may(role) ? t.todo : t.by(roles[role]);
          const line = (
            <>
              <Icon of={done ? CircleCheck : CircleDashed} />
              <span className="office-steps__words">
                <strong>{t[step]}</strong>
                <small>{t[`${step}Hint`]}</small>
              </span>
              <small>{said}</small>
            </>
          );
          return (
            <li key={step} data-done={done || undefined}>
              {may(role) ? (
                <Link href={href()}>
                  {line}
                  <Icon of={ChevronRight} />
                </Link>
              ) : (
                <div>{line}</div>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
