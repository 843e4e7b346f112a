import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import { welcomeByEmail } from "./activate-party.ts";
import { LETTERS_JOB, type LettersJob, makeLetters } from "./print-letters.ts";

export const jobs: ModuleJob[] = [
  job<FactJob>({
    name: "directory.welcome",
    on: ["identity.activation_asked"],
    inside: (ctx, { data }) =>
      welcomeByEmail(ctx, data["email"] as string, data["language"] === "en" ? "en" : "fr"),
  }),
  job<LettersJob>({ name: LETTERS_JOB, outside: (outer, data) => makeLetters(outer, data) }),
];
