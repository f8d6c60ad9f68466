import { env } from "@/lib/env";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { type GithubPattern, githubPattern } from "./github-pattern";
import { gitleaksConfig } from "./gitleaks-config";
import { trufflehogConfig } from "./trufflehog-config";

export type DetectionPack = { gitleaks: string; trufflehog: string; github: GithubPattern };

/** What scanners need to find this deployment's keys, as it stands now: its name and prefixes may change at any time. */
export async function readDetectionPack(): Promise<DetectionPack> {
  const { productName, keyPrefix, formerKeyPrefixes } = await deploymentSettings();
  const docsUrl = new URL("/docs/detection", env().NEXTAUTH_URL).href;
  const given = { productName, keyPrefix, formerKeyPrefixes, docsUrl };
  return { gitleaks: gitleaksConfig(given), trufflehog: trufflehogConfig(given), github: githubPattern(given) };
}
