// The page that every other one links to. Over 250 lines since it is one text, read from top to bottom; its samples and tables are
// components of components/docs/.
import type { Metadata } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { envVariable } from "@/components/docs/env-variable";
import { ERROR_ANSWERS, problemSample } from "@/components/docs/error-answers";
import { ErrorTable } from "@/components/docs/error-table";
import { KeyAnatomy } from "@/components/docs/key-anatomy";
import {
  limitedAnswer,
  limitHeaders,
  reportCurl,
  scopeChallenge,
  serviceCurl,
  verifyCurl,
} from "@/components/docs/samples";
import { perWindow } from "@/components/keys/policy-in-words";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { keyPattern } from "@/lib/keys/format";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Authentication" };

export default async function AuthenticationDocs() {
  const {
    productName,
    keyPrefix,
    formerKeyPrefixes,
    scopes: catalogue,
    defaultRateLimit,
    storageMode,
  } = await deploymentSettings();
  const scopes = catalogue.filter(({ retired }) => !retired);
  const gateway = env().GATEWAY_URL;
  const variable = envVariable(keyPrefix);
  return (
    <main id="content" className="mx-auto max-w-[1180px] px-4 pb-20 cards:px-6">
      <header className="py-10">
        <h1 className="font-semibold text-2xl">Authentication</h1>
        <p className="mt-1 max-w-[62ch] text-muted">
          Calls to {productName} are authenticated with API keys. You make, rotate and revoke them yourself on the
          dashboard.
        </p>
      </header>

      <DocSection
        id="send"
        title="Send the key"
        sample={
          <Sample title="Check a key against the gateway">
            <CodeBlock code={verifyCurl(gateway, `$${variable}`)} label="curl command" />
          </Sample>
        }
      >
        <p>
          Put the key in the <code>Authorization</code> header: <code>Authorization: Bearer {keyPrefix}_live_…</code>{" "}
          The header <code>X-API-Key</code> is understood too. Send one of them.
        </p>
        <p>
          A key in a query string is not read: URLs end up in logs, histories and referrers. Use HTTPS for every call.
        </p>
      </DocSection>

      <DocSection
        id="format"
        title="Format and prefix"
        sample={
          <>
            <KeyAnatomy prefix={keyPrefix} />
            <Sample title="Regular expression that matches every key">
              <CodeBlock code={keyPattern(keyPrefix, formerKeyPrefixes)} label="regular expression" wrap />
            </Sample>
          </>
        }
      >
        <p>
          Every key begins with <code>{keyPrefix}_live_</code> or <code>{keyPrefix}_test_</code>. The two environments
          have separate keys and separate usage, and a key of one is refused in the other.
        </p>
        <p>
          Lists and logs show a key as <code>{keyPrefix}_live_****o5p6</code>: prefix, environment and the last four
          characters. The expression on this page finds keys in code; give it to your secret scanner.
        </p>
        {formerKeyPrefixes.length > 0 && (
          <p>
            Keys made earlier begin with{" "}
            {formerKeyPrefixes.map((prefix, i) => (
              <Fragment key={prefix}>
                {i > 0 && ", "}
                <code>{prefix}_</code>
              </Fragment>
            ))}{" "}
            and go on working; the expression finds them too.
          </p>
        )}
      </DocSection>

      <DocSection
        id="limits"
        title="Rate limits"
        sample={
          <Sample title="On every answer about a key">
            <CodeBlock code={limitHeaders(defaultRateLimit)} label="rate limit headers" />
          </Sample>
        }
      >
        <p>
          A key may make {perWindow(defaultRateLimit)}, unless it was given a limit of its own. The window slides: each
          call counts until it is {defaultRateLimit.windowSeconds} seconds old.
        </p>
        <ul>
          <li>
            <code>X-RateLimit-Limit</code>, <code>X-RateLimit-Remaining</code>: the limit, and what is left of it.
          </li>
          <li>
            <code>X-RateLimit-Reset</code>: when the oldest counted calls leave the window, in seconds since 1970.
          </li>
          <li>
            <code>RateLimit</code>, <code>RateLimit-Policy</code>: the same as IETF fields; <code>t</code> is seconds
            left.
          </li>
          <li>
            <code>Retry-After</code>: on a 429, how many seconds to wait.
          </li>
        </ul>
      </DocSection>

      <DocSection
        id="scopes"
        title="Scopes"
        sample={
          <Sample title="A call without the scope it needs">
            <CodeBlock code={scopeChallenge(scopes[1]?.name ?? "write")} label="answer without the scope" />
          </Sample>
        }
      >
        <p>A key can do what its scopes say and nothing else. Give each key the fewest that its service needs.</p>
        <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          {scopes.map(({ name, summary }) => (
            <div key={name} className="contents">
              <dt>
                <code>{name}</code>
              </dt>
              <dd className="text-muted">{summary}</dd>
            </div>
          ))}
        </dl>
      </DocSection>

      <DocSection
        id="errors"
        title="Errors"
        sample={
          <Sample title="A call over the limit">
            <CodeBlock code={limitedAnswer(problemSample(ERROR_ANSWERS[3]))} label="answer over the limit" />
          </Sample>
        }
      >
        <p className="mb-4">
          The body of an error is <code>application/problem+json</code> (RFC 9457). Quote <code>X-Request-Id</code> when
          you ask for help.
        </p>
        <ErrorTable />
      </DocSection>

      <DocSection
        id="keep"
        title="Keep a key"
        sample={
          <Sample title=".env, read at start and never committed">
            <CodeBlock code={`${variable}=${keyPrefix}_live_…`} label=".env line" />
          </Sample>
        }
      >
        {storageMode === "retrievable" ? (
          <p>
            The secret is shown when you make it. The key&apos;s page can show it again to those who may, after they
            have signed in anew.
          </p>
        ) : (
          <p>The secret is shown once, when you make it. We store a hash of it and cannot show it again.</p>
        )}
        <ul>
          <li>Keep it in a secrets manager, or in an environment variable that the service reads at start.</li>
          <li>Never in source code, an image, a mobile or browser app, a URL, a ticket or a chat.</li>
          <li>One key for each service and environment, so that you can end one without the others.</li>
          <li>Limit it to the addresses of your servers, and give it an expiry.</li>
        </ul>
      </DocSection>

      <DocSection id="rotate" title="Rotate without downtime">
        <ol>
          <li>Choose Rotate key on the dashboard, and when the old secret ends. Both secrets work until then.</li>
          <li>Put the new secret where your service reads it, and deploy.</li>
          <li>
            Watch the key page: it names who still calls with the old secret. Extend it while somebody does; once the
            page says that it is safe to finish, finish.
          </li>
        </ol>
        <p>
          The key keeps its id, scopes, limits and history. During the change, answers to the old secret carry{" "}
          <code>X-Api-Key-Secret-Ends</code>; in a key&apos;s last seven days, <code>X-Api-Key-Expires</code>.
        </p>
        <p>
          <Link href="/docs/rotation" className="text-accent underline underline-offset-4">
            Rotation
          </Link>{" "}
          has the whole of it, and a script that does it by schedule with a secrets manager.
        </p>
      </DocSection>

      <DocSection id="leak" title="When a key leaks">
        <ol>
          <li>Find it: paste the key into the search of the dashboard. Only its public part is searched.</li>
          <li>Revoke it. Every gateway refuses it within a second, for good.</li>
          <li>Look at its usage for calls that were not yours, then make a new key.</li>
        </ol>
        <p>Not sure yet? Disable it: the key stops at once, and can be enabled again.</p>
        <p>
          Rules for secret scanners, and where to report somebody else&apos;s key:{" "}
          <Link href="/docs/detection" className="text-accent underline underline-offset-4">
            Detection
          </Link>
          .
        </p>
      </DocSection>

      <DocSection
        id="verify"
        title="Verify keys in your own service"
        sample={
          <Sample title="With a service token from the operator">
            <CodeBlock code={serviceCurl(gateway, variable)} label="verify command" />
          </Sample>
        }
      >
        <p>
          Services of {productName} ask <code>POST {gateway}/v1/verify</code> about the key they were handed. The answer
          says whether it may pass, which status to answer with, and which headers to put on that answer.
        </p>
      </DocSection>

      <DocSection
        id="report"
        title="Report responses"
        sample={
          <Sample title="One response; up to 1,000 fit in a batch">
            <CodeBlock code={reportCurl(gateway)} label="report command" />
          </Sample>
        }
      >
        <p>
          Services also tell what they answered, with <code>POST {gateway}/v1/usage</code>: the charts of failed
          responses and latency, and the tables of status codes and routes, are made of these reports.
        </p>
        <ul>
          <li>
            <code>keyId</code> and <code>secretId</code> are in the answer of <code>/v1/verify</code>.
          </li>
          <li>
            Name a route by its pattern, such as <code>{"/v1/charges/{id}"}</code>, so that its calls are counted as
            one.
          </li>
          <li>
            A batch counts once, however often it is sent: after an error, send it again with the same{" "}
            <code>batchId</code>.
          </li>
        </ul>
      </DocSection>

      <p className="border-line border-t pt-6 text-muted text-sm">
        Be told what happens to your keys:{" "}
        <Link href="/docs/webhooks" className="text-accent underline underline-offset-4">
          Webhooks
        </Link>
        . You run this deployment?{" "}
        <Link href="/docs/storage" className="text-accent underline underline-offset-4">
          How secrets are stored
        </Link>{" "}
        says which storage mode to choose.
      </p>
    </main>
  );
}
