import { doors } from "../../platform/doors.ts";
import { type Neighbours, NO_NEIGHBOURS } from "./access.ts";
import { askActivation, askPasswordReset } from "./ask-link.ts";
import { changeEmail } from "./change-email.ts";
import { changeLanguage } from "./change-language.ts";
import { changePassword } from "./change-password.ts";
import { readChallenge } from "./check-captcha.ts";
import { contract } from "./contract.ts";
import { createUserForOffice } from "./create-user.ts";
import { askNewPasskey, keepPasskey, removePasskey } from "./enrol-passkey.ts";
import { confirmTotp, removeTotp, startTotp } from "./enrol-totp.ts";
import { followMailLink, readMailLink } from "./follow-mail-link.ts";
import { giveTemporaryPassword } from "./give-temporary-password.ts";
import { endOtherSessions, endSession, listSessions } from "./list-sessions.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";
import { createToken, listTokens, revokeToken } from "./manage-tokens.ts";
import { passSecondStep } from "./pass-second-step.ts";
import { printTemporaryPassword } from "./print-temporary-password.ts";
import { readProtection } from "./read-protection.ts";
import { readSession } from "./read-session.ts";
import { listUsers, readUser } from "./read-user.ts";
import { resetProtection } from "./reset-protection.ts";
import { securityRoutes } from "./security-contract.ts";
import { sendActivation } from "./send-activation.ts";
import { readSso, updateSso } from "./set-sso.ts";
import { setUserState } from "./set-user-state.ts";
import { signIn } from "./sign-in.ts";
import { askPasskey, signInWithPasskey } from "./sign-in-with-passkey.ts";
import { endSso, readSignInMeans, startSso } from "./sign-in-with-sso.ts";
import { signOut } from "./sign-out.ts";
import { updateUser } from "./update-user.ts";
import { previewAs, stopViewing, viewAs } from "./view-as.ts";

/** What needs no neighbour: second factors, sessions, single sign-on, API tokens. */
const securityDoors = doors(securityRoutes, {
  readSignInMeans: (ctx) => readSignInMeans(ctx),
  startSso: {
    out: (outer, { query }, http) => startSso(outer, { ...query, again: query.again === "yes" }, http),
  },
  endSso: { out: (outer, _given, http) => endSso(outer, http) },
  readProtection: (ctx) => readProtection(ctx),
  startTotp: { out: (outer, { body }) => startTotp(outer, body.password) },
  confirmTotp: { out: (outer, { body }, http) => confirmTotp(outer, body.code, http) },
  removeTotp: { out: (outer, { body }) => removeTotp(outer, body.password) },
  makeRecoveryCodes: { out: (outer, { body }) => makeRecoveryCodes(outer, body.password) },
  askNewPasskey: { out: (outer, { body }) => askNewPasskey(outer, body.password) },
  addPasskey: { out: (outer, { body }, http) => keepPasskey(outer, body, http) },
  removePasskey: {
    out: (outer, { params, body }) => removePasskey(outer, params.passkey, body.password),
  },
  listSessions: (ctx) => listSessions(ctx),
  endSession: (ctx, { params }) => endSession(ctx, params.session),
  endOtherSessions: (ctx) => endOtherSessions(ctx),
  readSso: (ctx) => readSso(ctx),
  updateSso: { out: (outer, { body }) => updateSso(outer, body) },
  listTokens: (ctx) => listTokens(ctx),
  createToken: (ctx, { body }) => createToken(ctx, body),
  revokeToken: (ctx, { params }) => revokeToken(ctx, params.token),
});

/** The doors; the list of modules gives them the neighbours that they ask what identity cannot know. */
export const makeRoutes = (neighbours: Neighbours) =>
  doors(contract, {
    ...securityDoors,
    readChallenge: (ctx, { query }) => readChallenge(ctx, query.door, query.identifier),
    signIn: { out: (outer, { body }, http) => signIn(outer, body, http) },
    passSecondStep: { out: (outer, { body }, http) => passSecondStep(outer, body, http) },
    askPasskey: { out: (outer) => askPasskey(outer) },
    signInWithPasskey: { out: (outer, { body }, http) => signInWithPasskey(outer, body, http) },
    signOut: (ctx, _given, http) => signOut(ctx, http),
    readSession: (ctx) => readSession(ctx),
    askActivation: { out: (outer, { body }) => askActivation(outer, body, neighbours) },
    askPasswordReset: { out: (outer, { body }) => askPasswordReset(outer, body.identifier, body.captcha) },
    readMailLink: (ctx, { params }) => readMailLink(ctx, params.token),
    followMailLink: {
      out: (outer, { params, body }, http) => followMailLink(outer, params.token, body.password, http),
    },
    changePassword: { out: (outer, { body }, http) => changePassword(outer, body, http) },
    changeEmail: { out: (outer, { body }) => changeEmail(outer, body) },
    changeLanguage: (ctx, { body }) => changeLanguage(ctx, body.language),
    stopViewing: (ctx, _given, http) => stopViewing(ctx, http),
    listUsers: (ctx, { query }) => listUsers(ctx, query),
    readUser: (ctx, { params }) => readUser(ctx, params.user),
    createUser: (ctx, { body }) => createUserForOffice(ctx, body),
    updateUser: (ctx, { params, body }) => updateUser(ctx, params.user, body, neighbours),
    sendActivation: (ctx, { params }) => sendActivation(ctx, params.user),
    giveTemporaryPassword: {
      out: (outer, { params }) => giveTemporaryPassword(outer, params.user, neighbours),
    },
    printTemporaryPassword: {
      out: (outer, { params, body }) => printTemporaryPassword(outer, params.user, body, neighbours),
    },
    setUserState: (ctx, { params, body }) => setUserState(ctx, params.user, body.state, neighbours),
    resetProtection: (ctx, { params }) => resetProtection(ctx, params.user, neighbours),
    viewAs: (ctx, { params }, http) => viewAs(ctx, params.user, http, neighbours),
    previewAs: (ctx, { params, body }, http) => previewAs(ctx, params.user, body, http, neighbours),
  });

export const routes = makeRoutes(NO_NEIGHBOURS);
