import { keywords, type Prefixes, scannerPattern } from "./scanner-pattern";

type Given = Prefixes & { productName: string; docsUrl: string };

/** TOML's basic strings are written as JSON's are; a comment is one line, which a product's name is, too. */
const text = (value: string): string => JSON.stringify(value);

/** A configuration for gitleaks: this deployment's keys, beside the rules that it has anyhow. */
export const gitleaksConfig = (
  given: Given,
): string => `# Finds the API keys of ${given.productName}. Made by ${given.docsUrl}
title = ${text(`Keys of ${given.productName}`)}

[extend]
useDefault = true

[[rules]]
id = ${text(`${given.keyPrefix}-api-key`)}
description = ${text(`An API key of ${given.productName}: revoke it, or report it as leaked.`)}
regex = '''${scannerPattern(given)}'''
secretGroup = 1
keywords = [${keywords(given).map(text).join(", ")}]
`;
