import { useWords, type Words } from "../../lib/words.ts";
import { Notice } from "../../ui/notice.tsx";

const words = {
  title: { fr: "La connexion unique n’a pas abouti", en: "Single sign-on did not succeed" },
  "sso-failed": {
    fr: "Le fournisseur n’a pas répondu comme prévu. Réessayez, ou entrez avec votre mot de passe.",
    en: "The provider did not answer as expected. Try again, or sign in with your password.",
  },
  "sso-unknown": {
    fr: "Aucun agent ne correspond à ce compte, ou son adresse n’est pas vérifiée. Demandez à un administrateur.",
    en: "No member of staff matches this account, or its address is not verified. Ask an administrator.",
  },
  "sso-off": {
    fr: "La connexion unique n’est pas proposée ici.",
    en: "Single sign-on is not offered here.",
  },
} satisfies Words;

/** Why somebody who came back from the provider is not in. */
export function SsoFailure({ why }: { why: string }) {
  const t = useWords(words);
  const known = why === "sso-unknown" || why === "sso-off" ? why : "sso-failed";
  return (
    <Notice kind="warning" title={t.title} live>
      {t[known]}
    </Notice>
  );
}
