import { parse as parseToml } from "smol-toml";
import { beforeAll, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { generateKey, parseKey } from "@/lib/keys/format";
import { githubPattern } from "./github-pattern";
import { gitleaksConfig } from "./gitleaks-config";
import { trufflehogConfig } from "./trufflehog-config";

const given = {
  ...{ productName: `Acme "Pay" \\ 'API'`, docsUrl: "https://keys.example.com/docs/detection" },
  ...{ keyPrefix: "acme", formerKeyPrefixes: ["myapi", "ac2"] },
};
type Gitleaks = { rules: [{ id: string; regex: string; secretGroup: number; keywords: string[] }] };
type Trufflehog = { detectors: [{ name: string; regex: { key: string }; keywords: string[] }] };
const gitleaks = parseToml(gitleaksConfig(given)) as unknown as Gitleaks;
const trufflehog = parseYaml(trufflehogConfig(given)) as Trufflehog;
const github = githubPattern(given);
/** GitHub puts its three fields together; `\A` and `\z` are what JavaScript writes `^` and `$`. */
const joined = `(?:${github.before_secret.replace("\\A", "^")})(${github.secret_format})(?:${github.after_secret.replace("\\z", "$")})`;
const PATTERNS: [string, string][] = [
  ["gitleaks", gitleaks.rules[0].regex],
  ["TruffleHog", trufflehog.detectors[0].regex.key],
  ["GitHub", joined],
];

let keys: string[];
beforeAll(() => {
  keys = Array.from({ length: 10_000 }, (_, i) => {
    const prefix = ["acme", "myapi", "ac2"][i % 3] as string;
    return generateKey(prefix, i % 2 === 0 ? "live" : "test").plaintext;
  });
});
const found = (pattern: string, text: string) => [...text.matchAll(new RegExp(pattern, "g"))].map(([, key]) => key);

test.each(PATTERNS)(
  "%s finds each of 10,000 keys of this deployment and of the prefixes it had before",
  (_name, pattern) => {
    expect(keys.filter((key) => found(pattern, key)[0] !== key)).toEqual([]);
    const around = [
      "$",
      '="$"',
      "Bearer $\r\n",
      "`$`",
      '{"k":"a\\n$\\t"}',
      "https://x.example/$/b",
      "KEY_$_END",
      "($)",
      "$,",
    ];
    for (const [i, text] of around.entries()) {
      const key = keys[i] as string;
      expect(
        found(
          pattern,
          text.replace("$", () => key),
        ),
        text,
      ).toEqual([key]);
    }
  },
);

test.each(PATTERNS)("%s finds no near miss", (_name, pattern) => {
  const near = keys
    .slice(0, 1_000)
    .flatMap((key) => [
      ...[key.slice(0, -1), `${key}0`, `x${key}`, `9${key}`, key.toUpperCase(), key.replace("_", "-")],
      ...[
        key.replace(/_(live|test)_/, "_prod_"),
        key.replace(/_(?=[^_]*$)/, ""),
        key.replace(/_(live|test)_./, "_$1_"),
      ],
      ...[`other${key.slice(key.indexOf("_"))}`, key.replace(/.$/, "-"), key.replace(/.$/, "é")],
    ]);
  expect(near.filter((text) => found(pattern, text).length > 0)).toEqual([]);
});

test("two keys with one character between are both found by the scanners", () => {
  const [one, two] = keys as [string, string];
  for (const [, pattern] of PATTERNS.slice(0, 2)) expect(found(pattern, `${one} ${two}`)).toEqual([one, two]);
});

test("the files are what their scanners read: the key is group 1, every key has a keyword, and the name stays as it is", () => {
  expect(gitleaks).toMatchObject({ title: `Keys of ${given.productName}`, extend: { useDefault: true } });
  expect(gitleaks.rules).toHaveLength(1);
  expect(gitleaks.rules[0]).toMatchObject({ id: "acme-api-key", secretGroup: 1 });
  expect(trufflehog.detectors[0].name).toBe("acme-api-key");
  for (const { keywords } of [gitleaks.rules[0], trufflehog.detectors[0]])
    expect(keys.every((key) => keywords.some((word) => key.includes(word)))).toBe(true);
});

test("the patterns are in the syntax of RE2 and Hyperscan: no lookaround, no back reference, no possessive or atomic group", () => {
  for (const [, pattern] of PATTERNS) expect(pattern).not.toMatch(/\(\?[=!<>]|\\[1-9]|[+*?}]\+|\\[kK]/);
});

test("the test string has the form of a key, and is none", () => {
  expect(found(joined, github.test_string)).toEqual([github.test_string]);
  expect(parseKey(github.test_string)).toBeNull();
});
