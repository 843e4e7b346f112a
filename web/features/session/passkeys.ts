// Passkeys in the browser: loaded only when somebody uses one.
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { ApiProblem, api, type CallOf, type GotOf } from "../../lib/api.ts";
import type { Me } from "../../lib/session.tsx";
import { type Language, speak, type Words } from "../../lib/words.ts";

type Options = Record<string, unknown>;
type Answer = CallOf<"signInWithPasskey">["body"]["answer"];

const words = {
  known: {
    fr: "Cet appareil a déjà une clé d’accès pour vous.",
    en: "This device already has a passkey for you.",
  },
  failed: {
    fr: "L’appareil n’a pas pu répondre. Réessayez, ou entrez autrement.",
    en: "The device could not answer. Try again, or sign in another way.",
  },
} satisfies Words;

/** Signs in by a passkey that the browser offers. @returns null when the person gives up */
export async function signInByPasskey(): Promise<Me | null> {
  const { token, options } = await api.askPasskey({});
  const answer = await showPasskey(options);
  return answer && api.signInWithPasskey({ body: { token, answer, remember: false } });
}

/** Has the browser sign with a passkey. @returns null when the person gives up */
export const showPasskey = (options: Options): Promise<Answer | null> =>
  orNull(startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }));

/** Has the browser make a passkey and keeps it. @returns null when the person gives up */
export async function makePasskey(password: string, name: string): Promise<GotOf<"addPasskey"> | null> {
  const { token, options } = await api.askNewPasskey({ body: { password } });
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const answer = await orNull(startRegistration({ optionsJSON }));
  return answer && api.addPasskey({ body: { token, name, answer } });
}

/** Browsers do not tell a refusal from a wait that was too long: either way the person may start again. */
async function orNull<T>(asked: Promise<T>): Promise<Answer | null> {
  try {
    return (await asked) as Answer;
  } catch (error) {
    const { name } = error as Error;
    if (name === "NotAllowedError" || name === "AbortError") return null;
    const language: Language = document.documentElement.lang === "en" ? "en" : "fr";
    const t = speak(words, language);
    const known =
      error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
    throw new ApiProblem(0, { code: "passkey", title: known ? t.known : t.failed });
  }
}
