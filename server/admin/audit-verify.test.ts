import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportJson } from "@/lib/audit/export-events";
import { exportEventsSchema } from "@/lib/audit/schema";
import { prisma } from "@/lib/db/prisma";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { verifyAudit } from "./audit-verify";
import type { Context } from "./command";

const verify = (input: Record<string, string>) =>
  verifyAudit.run(input, { progress: { say: () => {} } } as unknown as Context);

test("audit verify counts what is whole, and of an altered export names the first wrong event with exit code 1", async () => {
  const actor = await makeActor();
  await createKey(actor, keyInput());
  await createKey(actor, keyInput());
  const { slug, name } = await prisma().team.findUniqueOrThrow({ where: { id: actor.teamId } });
  await makeActor();

  const all = await verify({});
  expect(all).toMatchObject({ exitCode: 0, json: { whole: true, events: 2, teams: 1, broken: [] } });
  expect(all.text).toMatch(
    /^2 events of 1 team are whole\.\n1 team has no events\.\n {2}\S+ ends with event 2, [0-9a-f]{64}$/,
  );
  expect((await verify({ team: slug })).json).toEqual(all.json);
  await expect(verify({ team: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  await expect(verify({ team: slug, file: "x" })).rejects.toMatchObject({ code: "invalid" });

  const needsDatabase = verifyAudit.needsDatabase as (input: Record<string, string>) => boolean;
  expect([needsDatabase({}), needsDatabase({ file: "x" })]).toEqual([true, false]);
  const folder = mkdtempSync(join(tmpdir(), "latchkey-verify-"));
  try {
    const file = join(folder, "export.json");
    let text = "";
    for await (const piece of exportJson(actor, { slug, name }, exportEventsSchema.parse({ format: "json" })))
      text += piece;
    writeFileSync(file, text);
    expect(await verify({ file })).toMatchObject({ exitCode: 0, json: all.json });
    writeFileSync(file, text.replace(/"actorName":"[^"]*"/, '"actorName":"Nobody"'));
    const broken = await verify({ file });
    expect(broken).toMatchObject({ exitCode: 1, json: { whole: false, events: 0, broken: [{ team: slug, seq: 1 }] } });
    expect(broken.text).toMatch(
      new RegExp(
        `^${slug}: Event 1 \\(event_\\w{26}\\) was altered\\. .* 0 events before that are whole\\.\n0 events of 0 teams`,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
