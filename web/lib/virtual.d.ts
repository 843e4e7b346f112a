// Made by vite.config.ts from the contracts of the server.
declare module "virtual:operations/*" {
  type Operation = readonly [method: string, path: string, idempotent: 0 | 1, answersAFile: 0 | 1];
  export const operations: Readonly<Record<string, Operation>>;
}

interface ImportMeta {
  /** Vite: the modules of a pattern, each loaded when called (`web/help`). */
  glob(
    pattern: string,
    options: { import: "default" },
  ): Record<string, (() => Promise<import("../features/help/texts.ts").HelpText>) | undefined>;
}
