import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/harness/app.ts";
import { anOrganization } from "../../test/harness/builders.ts";
import { type JobDefinition, type JobQueue, makeJobs } from "./jobs.ts";

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
});
afterAll(() => app.close());

type Step = { organizationId: string; step: string };
const jobsOf = () => makeJobs(app.databaseUrl, app.services.log);

/** A process that works: `until` resolves once `done` says so. */
async function working<T>(definition: JobDefinition, done: () => Promise<T>): Promise<T> {
  const queue = jobsOf();
  await queue.start([definition], { work: true });
  try {
    return await done();
  } finally {
    await queue.stop();
  }
}

/** Jobs that wait before anybody works. */
async function waiting(definition: JobDefinition, put: (queue: JobQueue) => Promise<void>): Promise<void> {
  const queue = jobsOf();
  await queue.start([definition], { work: false });
  await put(queue);
  await queue.stop();
}

/** What came to pass, and a way to wait for it. */
function record() {
  const steps: string[] = [];
  const reached = async (count: number) => {
    await expect.poll(() => steps.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
    return steps;
  };
  return { steps, reached };
}

const put = (queue: JobQueue, name: string, step: string, options = {}) =>
  app.inside(org, (ctx) => queue.enqueue(ctx.db, name, { organizationId: org, step }, options));

it("what is urgent overtakes what waits already", async () => {
  const { steps, reached } = record();
  const definition: JobDefinition = {
    name: "test.urgent",
    concurrency: 1,
    run: async (data) => void steps.push((data as Step).step),
  };
  await waiting(definition, async (queue) => {
    for (let i = 0; i < 20; i += 1) await put(queue, definition.name, "news");
    await put(queue, definition.name, "code", { urgent: true });
  });
  await working(definition, () => reached(21));
  // A worker takes eight at a time, whichever first.
  expect(steps.indexOf("code")).toBeLessThan(8);
});

it("a group that is slow keeps its own jobs waiting, and nobody else's", async () => {
  const { steps, reached } = record();
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let slow = 0;
  let most = 0;
  const definition: JobDefinition = {
    name: "test.group",
    concurrency: 4,
    perGroup: 2,
    run: async (data) => {
      const { step } = data as Step;
      if (step === "slow") {
        slow += 1;
        most = Math.max(most, slow);
        await gate;
        slow -= 1;
      }
      steps.push(step);
    },
  };
  await waiting(definition, (queue) =>
    app.inside(org, (ctx) =>
      queue.enqueueAll(
        ctx.db,
        definition.name,
        [...Array<string>(24).fill("slow"), "quick", "quick"].map((step) => ({ organizationId: org, step })),
        ({ step }) => step,
      ),
    ),
  );
  await working(definition, async () => {
    expect(await reached(2)).toEqual(["quick", "quick"]);
    open();
    await reached(26);
  });
  expect(most).toBe(2);
});

it("by clock, an organization that fails is tried again by itself: the others have had theirs once", async () => {
  const { steps, reached } = record();
  let fails = true;
  const definition: JobDefinition = {
    name: "test.clock",
    everyOrganization: async () => ["a", "b", "c"],
    run: async ({ organizationId }) => {
      steps.push(organizationId);
      if (organizationId === "b" && fails) {
        fails = false;
        throw new Error("b is not well");
      }
    },
  };
  await waiting(definition, (queue) =>
    app.inside(org, (ctx) => queue.enqueue(ctx.db, definition.name, { organizationId: "" })),
  );
  await working(definition, () => reached(4));
  expect(steps).toEqual(["a", "b", "c", "b"]);
});
