import { expect, test } from "vitest";
import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import { prisma } from "@/lib/db/prisma";
import { makePerson } from "@/lib/testing/operator";
import { editLeakResponse } from "./edit-leak-response";
import { readLeakSettings } from "./read-leak-settings";
import { tallyReports } from "./tally-reports";

test("people are told and nothing ends until the operator chooses; the choice is in the deployment's trail, once", async () => {
  const operator = await makePerson({ isOperator: true });
  expect(await readLeakSettings(operator)).toEqual({ leakResponse: "alert", reports: { real: 0, unknown: 0 } });
  await editLeakResponse(operator, { leakResponse: "revoke_key" });
  await editLeakResponse(operator, { leakResponse: "revoke_key" });
  expect((await readLeakSettings(operator)).leakResponse).toBe("revoke_key");
  const events = await prisma().auditEvent.findMany({ where: { teamId: DEPLOYMENT_TRAIL } });
  expect(events).toMatchObject([
    {
      ...{ action: "leak_response.edit", actorId: operator.userId },
      ...{ before: { leakResponse: "alert" }, after: { leakResponse: "revoke_key" } },
    },
  ]);
});

test("nobody else reads or changes it", async () => {
  const person = await makePerson();
  await expect(readLeakSettings(person)).rejects.toMatchObject({ code: "forbidden" });
  await expect(editLeakResponse(person, { leakResponse: "alert" })).rejects.toMatchObject({ code: "forbidden" });
});

test("reports are counted by whether they were of secrets of ours", async () => {
  await tallyReports("github", ["acted", "unknown", "unknown"]);
  await Promise.all(Array.from({ length: 5 }, () => tallyReports("anonymous", ["over", "unknown", "repeated"])));
  const operator = await makePerson({ isOperator: true });
  expect((await readLeakSettings(operator)).reports).toEqual({ real: 11, unknown: 7 });
});
