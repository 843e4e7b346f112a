import { useQuery } from "@tanstack/react-query";
import type { MouseEvent, ReactNode } from "react";
import { fileAddress } from "../../lib/api.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";

const words = {
  why: {
    fr: "Vous n’avez pas de mot de passe ici : identifiez-vous de nouveau auprès de votre organisme. Vous reviendrez sur cette page.",
    en: "You have no password here: sign in again at your organization. You will come back to this page.",
  },
  again: { fr: "M’identifier de nouveau", en: "Sign in again" },
} satisfies Words;

/** A page of the provider, not one of ours: the router must not take it. */
export function goToProvider(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  location.assign(event.currentTarget.href);
}

/** Where a password is asked again, for who has none: his provider of single sign-on makes sure anew that it is he. */
export function ProveAgain({ back, children }: { back: string; children: ReactNode }) {
  const t = useWords(words);
  const { data } = useQuery(query("readSignInMeans", {}));
  return (
    <Stack gap={4}>
      {children}
      <Text>{t.why}</Text>
      <Row>
        <LinkButton
          look="primary"
          href={fileAddress("startSso", { query: { retour: back, again: "yes" } })}
          onClick={goToProvider}
        >
          {data?.sso ? `${t.again} (${data.sso.label})` : t.again}
        </LinkButton>
      </Row>
    </Stack>
  );
}
