/** A job that waits for a fact under a name that nobody records would never run. */
import { expect, it } from "vitest";
import { modules } from "../../server/modules.ts";
import { sources } from "./source.ts";

it("every fact that starts a job is recorded by the module that its name begins with", () => {
  const code = sources("server/modules/*/*.ts").filter((one) => !/(jobs|rules|\.test)\.ts$/.test(one.path));
  const isRecorded = (fact: string) =>
    code.some(
      (one) => one.path.startsWith(`server/modules/${fact.split(".")[0]}/`) && one.text.includes(`"${fact}"`),
    );
  const awaited = new Set(modules.flatMap((one) => one.jobs ?? []).flatMap((job) => job.on ?? []));
  expect(awaited.size).toBeGreaterThan(10);
  expect([...awaited].filter((fact) => !isRecorded(fact))).toEqual([]);
});
