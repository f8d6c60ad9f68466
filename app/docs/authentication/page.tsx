import type { Metadata } from "next";
import { Fragment } from "react";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { KeyAnatomy } from "@/components/docs/key-anatomy";
import { LanguageTabs } from "@/components/docs/language-tabs";
import { sampleVariables } from "@/components/docs/samples/call-sample";
import { callSamples } from "@/components/docs/samples/call-samples";
import { verifyCurl } from "@/components/docs/samples/curl-samples";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { keyPattern } from "@/lib/keys/format";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Authentication" };

export default async function AuthenticationDocs() {
  const { productName, keyPrefix, formerKeyPrefixes } = await deploymentSettings();
  const gateway = env().GATEWAY_URL;
  const variables = sampleVariables(keyPrefix);
  return (
    <DocPage
      path="/docs/authentication"
      title="Authentication"
      intro={
        <p>
          Calls to {productName} are authenticated with API keys. You make, rotate and revoke them yourself on the
          dashboard.
        </p>
      }
    >
      <DocSection
        id="send"
        title="Send the key"
        sample={
          <>
            <Sample title=".env, read at start and never committed">
              <CodeBlock
                code={`${variables.key}=${keyPrefix}_live_…\n${variables.url}=${gateway}/v1/authorize`}
                label=".env lines"
                wrap
              />
            </Sample>
            <Sample title="Check a key against the gateway">
              <CodeBlock code={verifyCurl(gateway, `$${variables.key}`)} label="curl command" />
            </Sample>
          </>
        }
      >
        <p>
          Put the key in the <code>Authorization</code> header: <code>Authorization: Bearer {keyPrefix}_live_…</code>{" "}
          The header <code>X-API-Key</code> is understood too. Send one of them.
        </p>
        <p>
          A key in a query string is not read: URLs end up in logs, histories and referrers. Use HTTPS for every call.
        </p>
        <p>
          A program reads its key from the environment, so that it is in no source code.{" "}
          <DocLink href="/docs/security#keep">Where to keep a key</DocLink> says more.
        </p>
      </DocSection>

      <WideSection id="samples" title="In your language">
        <div className="doc-prose">
          <p>
            Each program reads the key from <code>{variables.key}</code> and calls the address in{" "}
            <code>{variables.url}</code>: an address of the API, or the gateway&apos;s own one above, which only says
            whether the key may pass. It waits when it is told to, and gives up on a 401 or 403, which no second attempt
            mends.
          </p>
        </div>
        <LanguageTabs samples={callSamples(variables)} />
      </WideSection>

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
          characters. The expression on this page finds keys in code;{" "}
          <DocLink href="/docs/detection">Detection</DocLink> has it ready for secret scanners.
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

      <DocSection id="answers" title="When a call is refused">
        <ul>
          <li>
            <strong>401</strong>: the key is not accepted. Check it on the dashboard; do not retry with it.
          </li>
          <li>
            <strong>403</strong>: the key is good, and may not do this. <DocLink href="/docs/scopes">Scopes</DocLink>{" "}
            says what it may.
          </li>
          <li>
            <strong>429</strong>: too many calls. Wait for the seconds in <code>Retry-After</code>;{" "}
            <DocLink href="/docs/limits">Rate limits</DocLink> says how to stay below.
          </li>
          <li>
            <strong>503</strong>: nobody can say right now whether the key is good. Wait, and keep the key.
          </li>
        </ul>
        <p>
          <DocLink href="/docs/errors">Errors</DocLink> has every one of them with its body.
        </p>
      </DocSection>
    </DocPage>
  );
}
