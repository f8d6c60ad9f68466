import { test as base, expect } from "@playwright/test";
import { type Instance, startInstance } from "./instance";

/** An instance whose one team was made by a script, and what that script was told. */
export type ScriptedInstance = Instance & {
  made: Record<
    "dashboardUrl" | "gatewayUrl" | "userId" | "teamId" | "teamSlug" | "serviceToken" | "accessToken",
    string
  >;
};

export const OPS = { email: "ops@example.com", password: "correct horse battery staple", team: "Acme" };

async function use<T extends Instance>(starting: Promise<T>, work: (instance: T) => Promise<void>): Promise<void> {
  const instance = await starting;
  await work(instance);
  expect(await instance.stop()).toBe(0);
}

async function startScripted(): Promise<ScriptedInstance> {
  const instance = await startInstance();
  const { email, password, team } = OPS;
  const words = ["bootstrap", "--email", email, "--password", password, "--team", team];
  return { ...instance, made: await instance.admin(...words) };
}

/**
 * Tests on an instance that they share with the other files of their worker, started when the first asks for it. Each file acts
 * on keys of its own and takes what it finds as it is.
 */
export const test = base.extend<object, { demo: Instance; scripted: ScriptedInstance }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    ({}, run) => use(startInstance("--demo"), run),
    { scope: "worker", timeout: 300_000 },
  ],
  scripted: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    ({}, run) => use(startScripted(), run),
    { scope: "worker", timeout: 300_000 },
  ],
});
