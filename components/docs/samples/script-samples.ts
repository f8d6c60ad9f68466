import type { CallSample, SampleVariables } from "./call-sample";

// Each sends the key, waits as Retry-After says after a 429 or 503, at most three times, and fails on any other error with its
// status and body. The tests run them as they are here.

const CURL = ({
  key,
  url,
}: SampleVariables) => `# Waits as Retry-After says after a 429 or 503; exit code 22 on a 401 or 403.
curl --silent --show-error --fail --retry 3 "$${url}" \\
  -H "Authorization: Bearer $${key}"
`;

const JAVASCRIPT = ({ key, url }: SampleVariables) => `async function call(attemptsLeft = 3) {
  const response = await fetch(process.env.${url}, {
    headers: { Authorization: \`Bearer \${process.env.${key}}\` },
  });
  if ([429, 503].includes(response.status) && attemptsLeft > 0) {
    const seconds = Number(response.headers.get("Retry-After") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return call(attemptsLeft - 1);
  }
  const body = await response.text();
  // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
  if (!response.ok) throw new Error(\`\${response.status}: \${body}\`);
  return body;
}

console.log(await call());
`;

const TYPESCRIPT = ({ key, url }: SampleVariables) => `function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(\`Set \${name}.\`);
  return value;
}

async function call(attemptsLeft = 3): Promise<string> {
  const response = await fetch(fromEnvironment("${url}"), {
    headers: { Authorization: \`Bearer \${fromEnvironment("${key}")}\` },
  });
  if ([429, 503].includes(response.status) && attemptsLeft > 0) {
    const seconds = Number(response.headers.get("Retry-After") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return call(attemptsLeft - 1);
  }
  const body = await response.text();
  // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
  if (!response.ok) throw new Error(\`\${response.status}: \${body}\`);
  return body;
}

console.log(await call());

export {};
`;

const PYTHON = ({ key, url }: SampleVariables) => `import os
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call(attempts_left=3):
    key = os.environ["${key}"]
    request = Request(os.environ["${url}"], headers={"Authorization": f"Bearer {key}"})
    try:
        with urlopen(request) as response:
            return response.read().decode()
    except HTTPError as error:
        if error.code in (429, 503) and attempts_left > 0:
            time.sleep(int(error.headers.get("Retry-After", "1")))
            return call(attempts_left - 1)
        # 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
        raise SystemExit(f"{error.code}: {error.read().decode()}")


print(call())
`;

const RUBY = ({ key, url }: SampleVariables) => `require "net/http"

def call(attempts_left = 3)
  headers = { "Authorization" => "Bearer #{ENV.fetch("${key}")}" }
  response = Net::HTTP.get_response(URI(ENV.fetch("${url}")), headers)
  if %w[429 503].include?(response.code) && attempts_left > 0
    sleep Integer(response["Retry-After"] || 1)
    return call(attempts_left - 1)
  end
  # 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
  abort "#{response.code}: #{response.body}" unless response.is_a?(Net::HTTPSuccess)
  response.body
end

puts call
`;

const PHP = ({ key, url }: SampleVariables) => `<?php

function call(int $attemptsLeft = 3): string
{
    $wait = 1;
    $curl = curl_init(getenv('${url}'));
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('${key}')],
        CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$wait): int {
            if (preg_match('/^Retry-After:\\s*(\\d+)/i', $line, $found)) {
                $wait = (int) $found[1];
            }
            return strlen($line);
        },
    ]);
    $body = curl_exec($curl);
    if ($body === false) {
        throw new RuntimeException(curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if (in_array($status, [429, 503], true) && $attemptsLeft > 0) {
        sleep($wait);
        return call($attemptsLeft - 1);
    }
    // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
    if ($status >= 400) {
        throw new RuntimeException("$status: $body");
    }
    return $body;
}

echo call(), PHP_EOL;
`;

export const scriptSamples = (variables: SampleVariables): Record<string, CallSample> => ({
  curl: { id: "curl", language: "curl", file: "call.sh", run: "sh call.sh", code: CURL(variables) },
  javascript: {
    ...{ id: "javascript", language: "JavaScript", file: "call.mjs", run: "node call.mjs" },
    code: JAVASCRIPT(variables),
  },
  typescript: {
    ...{ id: "typescript", language: "TypeScript", file: "call.mts", run: "npx tsx call.mts" },
    code: TYPESCRIPT(variables),
  },
  python: {
    ...{ id: "python", language: "Python", file: "call.py", run: "python3 call.py" },
    code: PYTHON(variables),
  },
  ruby: { id: "ruby", language: "Ruby", file: "call.rb", run: "ruby call.rb", code: RUBY(variables) },
  php: { id: "php", language: "PHP", file: "call.php", run: "php call.php", code: PHP(variables) },
});
