import { Download } from "lucide-react";
import type { Metadata } from "next";
import { DocLink } from "@/components/docs/doc-link";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample } from "@/components/docs/doc-section";
import { buttonClass } from "@/components/ui/button-class";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/env";
import { SECRET_SCANNING_PATH } from "@/lib/http/body-limit";
import { keyPattern } from "@/lib/keys/format";
import { readDetectionPack } from "@/lib/leaks/detection/read-detection-pack";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

export const metadata: Metadata = { title: "Detection" };

const FILES = {
  gitleaks: "/docs/detection/gitleaks.toml",
  trufflehog: "/docs/detection/trufflehog.yaml",
  github: "/docs/detection/github-pattern.json",
} as const;

function FileLink({ href }: { href: string }) {
  const name = href.slice(href.lastIndexOf("/") + 1);
  return (
    <a href={href} download className={buttonClass("secondary", "md", "self-start")}>
      <Download aria-hidden className="size-3.5" />
      Download {name}
    </a>
  );
}

export default async function DetectionDocs() {
  const [{ productName, keyPrefix, formerKeyPrefixes }, { gitleaks, trufflehog, github }] = await Promise.all([
    deploymentSettings(),
    readDetectionPack(),
  ]);
  const dashboard = env().NEXTAUTH_URL;
  return (
    <DocPage
      path="/docs/detection"
      title="Detection"
      intro={
        <p>
          Find keys of {productName} in code, logs and images before somebody else does, and report those that have
          leaked. The files here are made for this deployment and know its prefix.
        </p>
      }
    >
      <DocSection
        id="pattern"
        title="One expression for every key"
        sample={
          <Sample title="Regular expression">
            <CodeBlock code={keyPattern(keyPrefix, formerKeyPrefixes)} label="regular expression" wrap />
          </Sample>
        }
      >
        <p>
          The last six characters of a key are a checksum of all before them, so that a scanner can tell a real key from
          a random text without asking anybody. Regular expressions cannot compute it: what they find may still be an
          example.
        </p>
      </DocSection>

      <DocSection
        id="gitleaks"
        title="gitleaks"
        sample={
          <>
            <CodeBlock code={gitleaks} label="gitleaks configuration" />
            <FileLink href={FILES.gitleaks} />
          </>
        }
      >
        <p>The rule comes beside the ones gitleaks has anyhow. Run it in a hook before each commit, and in CI:</p>
        <CodeBlock
          code={`curl -fsSO ${new URL(FILES.gitleaks, dashboard).href}\ngitleaks git --config gitleaks.toml .`}
          label="gitleaks command"
        />
      </DocSection>

      <DocSection
        id="trufflehog"
        title="TruffleHog"
        sample={
          <>
            <CodeBlock code={trufflehog} label="TruffleHog configuration" />
            <FileLink href={FILES.trufflehog} />
          </>
        }
      >
        <p>A custom detector. Nothing is sent to this deployment, so that what it finds is listed as unverified:</p>
        <CodeBlock
          code={`curl -fsSO ${new URL(FILES.trufflehog, dashboard).href}\ntrufflehog filesystem --config=trufflehog.yaml --results=verified,unverified .`}
          label="TruffleHog command"
        />
      </DocSection>

      <DocSection
        id="github"
        title="GitHub custom pattern"
        sample={
          <>
            <Sample title="The fields of GitHub's form">
              <CodeBlock code={JSON.stringify(github, null, 2)} label="GitHub custom pattern" wrap />
            </Sample>
            <FileLink href={FILES.github} />
          </>
        }
      >
        <p>
          For your own repositories: under Settings, Advanced Security, Custom patterns, choose New pattern and copy
          each field. Turn on push protection for it, and a key is stopped before it is in the history.
        </p>
      </DocSection>

      <DocSection id="report" title="Report a leaked key">
        <ul>
          <li>
            Yours: on the key&apos;s page choose Report leak, or paste the secret after ⌘K, Report a leaked key.
            Everybody it concerns is told at once.
          </li>
          <li>
            Somebody else&apos;s: <DocLink href="/report-leak">Report a leaked key</DocLink> takes it without an
            account. Its owner is told; you are only thanked, whatever it was.
          </li>
        </ul>
        <p>
          A report says where the key was seen. The key itself is not kept, and of an address only what stands before
          its query.
        </p>
      </DocSection>

      <DocSection
        id="partner"
        title="GitHub's partner programme"
        sample={
          <Sample title="Endpoint for secret-scanning@github.com">
            <CodeBlock code={new URL(SECRET_SCANNING_PATH, dashboard).href} label="endpoint" wrap />
          </Sample>
        }
      >
        <p>
          For who runs this deployment: as a partner, GitHub looks for your keys in every public repository, npm package
          and gist, and reports each match here. Send GitHub the expression above and this endpoint.
        </p>
        <ul>
          <li>
            Only what GitHub has signed is taken (<code>ECDSA-NIST-P256V1-SHA256</code> over the body), each report
            once.
          </li>
          <li>
            The answer says which matches are real, by the SHA-256 of each. A match that is no key of ours is a{" "}
            <code>false_positive</code>.
          </li>
          <li>
            What follows is chosen under Operator, Limits and policies: people are told, the secret is ended, too, or
            the key is revoked, too.
          </li>
        </ul>
      </DocSection>
    </DocPage>
  );
}
