/** What goes wrong, and how it is told. `refuse` for what a user can provoke, `assert` for what cannot be. */

/** A named refusal: a stable code, an HTTP status and details that help to mend. Rendered as problem+json by the doors. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  constructor(code: string, status: number, details: Record<string, unknown> = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** One sentence in each language; `{name}` is replaced by the detail of that name. */
export type Sentence = { status: number; fr: string; en: string };
/** The refusals of a module, by code: what `contract.ts` declares. */
export type Refusals = Record<string, Sentence>;

/** Refusals that any door may give. */
export const commonRefusals = {
  unauthenticated: { status: 401, fr: "Connectez-vous pour continuer.", en: "Sign in to go on." },
  not_found: {
    status: 404,
    fr: "Cet élément n’existe pas ou ne vous est pas ouvert.",
    en: "This does not exist, or is not open to you.",
  },
  forbidden: {
    status: 403,
    fr: "Votre rôle ne permet pas cette action.",
    en: "Your role does not allow this.",
  },
  "request.invalid": {
    status: 400,
    fr: "La demande est incomplète ou mal formée : {fields}.",
    en: "The request is incomplete or malformed: {fields}.",
  },
  "request.too_large": { status: 413, fr: "L’envoi est trop volumineux.", en: "What was sent is too large." },
  "request.too_many": {
    status: 429,
    fr: "Trop d’essais. Réessayez dans {seconds} secondes.",
    en: "Too many tries. Try again in {seconds} seconds.",
  },
  "request.cross_site": {
    status: 403,
    fr: "Cette demande ne vient pas de nos pages.",
    en: "This request does not come from our pages.",
  },
  "request.media_type": {
    status: 415,
    fr: "Ce format d’envoi n’est pas accepté ici.",
    en: "This media type is not accepted here.",
  },
  "state.changed": {
    status: 412,
    fr: "Quelqu’un d’autre a changé ces réglages pendant que vous les aviez ouverts. Rien n’a été enregistré : ce que vous avez saisi est encore là. Rouvrez la page pour voir ses changements, puis refaites les vôtres.",
    en: "Somebody else changed these settings while you had them open. Nothing was saved: what you typed is still here. Open the page again to see their changes, then make yours again.",
  },
  "idempotency.key_reused": {
    status: 409,
    fr: "Cette clé d’idempotence a déjà servi à une autre demande.",
    en: "This idempotency key was already used for another request.",
  },
  "idempotency.in_progress": {
    status: 409,
    fr: "La même demande est déjà en cours : attendez sa réponse avant de recommencer.",
    en: "The same request is already under way: wait for its answer before you try again.",
  },
  "view_as.read_only": {
    status: 403,
    fr: "Vous voyez l’espace d’un client : rien ne peut y être changé.",
    en: "You are viewing a customer’s space: nothing can be changed there.",
  },
  "view_as.preview_over": {
    status: 403,
    fr: "Cet aperçu est terminé : revenez au bureau pour en ouvrir un autre.",
    en: "This preview is over: go back to the office to open another one.",
  },
  "option.closed": {
    status: 403,
    fr: "Cet organisme n’a pas ouvert ce service en ligne. Vous pouvez le contacter directement.",
    en: "This organization has not opened this service on line. You can contact it directly.",
  },
  "password.must_change": {
    status: 403,
    fr: "Choisissez d’abord votre mot de passe.",
    en: "Choose your password first.",
  },
  "second_factor.must_enrol": {
    status: 403,
    fr: "Ajoutez d’abord une seconde protection à votre accès.",
    en: "Add a second protection to your access first.",
  },
  "organization.unknown": {
    status: 404,
    fr: "Aucun organisme n’est servi à cette adresse.",
    en: "No organization is served at this address.",
  },
  internal: {
    status: 500,
    fr: "Une erreur est survenue de notre côté. Rien n’a été perdu ; réessayez dans un instant.",
    en: "Something went wrong on our side. Nothing was lost; try again in a moment.",
  },
} satisfies Refusals;

/** Makes the `refuse` of a module from the refusals that its contract declares: an unknown code is a type error. */
export function refuser<R extends Refusals>(refusals: R) {
  return (code: Extract<keyof R, string>, details: Record<string, unknown> = {}): never => {
    throw new Refusal(code, refusals[code]!.status, details);
  };
}

/** Refuses with a common code. */
export const refuse = refuser(commonRefusals);

/** What can't be: a bug of ours if it happens. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** The row, or the 404 that hides whether it exists for somebody else. */
export function found<T>(row: T | undefined | null): T {
  if (row === undefined || row === null) throw new Refusal("not_found", 404);
  return row;
}
