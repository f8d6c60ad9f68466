import { expect, test } from "vitest";
import { COMMANDS } from "./commands";
import { readCommandLine, UsageError, usageText } from "./read-command-line";

const read = (line: string) => readCommandLine(line.split(" ").filter(Boolean), COMMANDS);

test("a command is its words, its flags and at most one word more", () => {
  expect(read("bootstrap --email a@b.c --password p --team T").input).toEqual({
    email: "a@b.c",
    password: "p",
    team: "T",
  });
  expect(read("service-token revoke service_1").input).toEqual({ id: "service_1" });
  expect(read("service-token list").command.name).toBe("service-token list");
});

test.each([
  ["", "Name a command."],
  ["explode", "Unknown command: explode"],
  ["service-token explode", "Unknown command: service-token"],
  ["bootstrap --email a@b.c --team T", "bootstrap needs --password."],
  ["service-token create --name", "Option '--name <value>' argument missing."],
  ["doctor --loud", "Unknown option '--loud'."],
  ["doctor now", "Unexpected: now"],
  ["service-token revoke", "service-token revoke needs one ID."],
])("«%s» is refused: %s", (line, message) => {
  expect(() => read(line)).toThrow(UsageError);
  expect(() => read(line)).toThrow(message);
});

test("the usage names every command", () => {
  for (const { name } of COMMANDS) expect(usageText(COMMANDS)).toContain(`  ${name}`);
});
