import { keywords, type Prefixes, scannerPattern } from "./scanner-pattern";

type Given = Prefixes & { productName: string; docsUrl: string };

/** YAML reads what JSON writes. */
const text = (value: string): string => JSON.stringify(value);

/** A configuration for TruffleHog with a custom detector. Nothing is asked of this deployment: what it finds counts as unverified. */
export const trufflehogConfig = (
  given: Given,
): string => `# Finds the API keys of ${given.productName}. Made by ${given.docsUrl}
detectors:
  - name: ${text(`${given.keyPrefix}-api-key`)}
    description: ${text(`An API key of ${given.productName}: revoke it, or report it as leaked.`)}
    keywords:
${keywords(given)
  .map((word) => `      - ${text(word)}`)
  .join("\n")}
    regex:
      key: ${text(scannerPattern(given))}
`;
