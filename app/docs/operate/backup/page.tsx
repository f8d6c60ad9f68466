import type { Metadata } from "next";
import { DocPage } from "@/components/docs/doc-page";
import { DocSection, Sample, WideSection } from "@/components/docs/doc-section";
import { DocTable } from "@/components/docs/doc-table";
import { APPLIED, BACKUP, RESTORE } from "@/components/docs/samples/operate-samples";
import { CodeBlock } from "@/components/ui/code-block";

export const metadata: Metadata = { title: "Back up and restore" };

const KEPT = [
  ["PostgreSQL", "Everything that must last.", "A dump, or WAL archiving."],
  [
    "LATCHKEY_KEK, LATCHKEY_PEPPERS",
    "What opens sealed secrets, and what keys are verified with.",
    "In a secrets manager, apart from the database's backups.",
  ],
  ["Trails", "What was ended, and when.", "Exported every few minutes, to another machine."],
  [
    "Data folder, with DATABASE_URL",
    "Usage that has not reached the database yet, for seconds as a rule.",
    "Not worth a backup.",
  ],
  [
    "The embedded PostgreSQL",
    "The same, when DATABASE_URL is not set; secrets of the product, too.",
    "Stop Latchkey, copy the data folder.",
  ],
  ["Redis", "The last minutes of rate limits.", "Not worth a backup."],
];

const LEFT = [
  [
    "Keys and secrets made after the backup",
    "Are unknown: their callers get a 401. Their owners create or rotate anew.",
  ],
  [
    "A key that was rotated after the backup",
    "Has its old secret until that one's grace is over, and no new one. Rotate it again.",
  ],
  ["Edits of scopes, addresses and limits", "Are as in the backup. The export tells which: do them again."],
  ["Members who joined since", "Are not in the team. Who was removed stays removed."],
  [
    "Passwords, second factors, sessions",
    "Are as in the backup. Change NEXTAUTH_SECRET: everybody signs in again; who changed a password since changes it again.",
  ],
  ["Policies, scopes of the catalogue, webhooks", "Are as in the backup; the operator's export tells what changed."],
  ["Usage", "Ends at the backup. What gateways still hold in their spools is counted once they start."],
];

export default function BackupDocs() {
  return (
    <DocPage
      path="/docs/operate/backup"
      title="Back up and restore"
      intro={
        <p>
          A backup is the past, and in the past a key that has been revoked since was good. A restore that stops there
          brings it back. This page is how it does not.
        </p>
      }
    >
      <WideSection id="what" title="What to keep">
        <DocTable label="What to keep" heads={["What", "It holds", "How"]} rows={KEPT} code={[]} />
      </WideSection>

      <DocSection
        id="backup"
        title="Back up"
        sample={
          <Sample title="Two jobs">
            <CodeBlock code={BACKUP} label="backup commands" wrap />
          </Sample>
        }
      >
        <p>
          With WAL archiving and point-in-time recovery you restore to the last moment, and nothing below is needed.
          With dumps alone everything since the last one is lost, revocations among it.
        </p>
        <p>
          So let a second job export the trails, far more often than dumps are made. Each file is whole, chained by
          hashes, and readable to its owner alone; it holds no secret and no hash of one, but names, addresses and what
          people did. A revocation made after the last export can be known by nobody: the interval of this job is what
          you may lose. The webhook <code>key.revoked</code> is told to your own systems within seconds, if that is too
          long.
        </p>
      </DocSection>

      <DocSection
        id="restore"
        title="Restore"
        sample={
          <>
            <Sample title="In this order">
              <CodeBlock code={RESTORE} label="restore commands" wrap />
            </Sample>
            <Sample title="What restore apply says">
              <CodeBlock code={APPLIED} label="restore answer" wrap />
            </Sample>
          </>
        }
      >
        <ol>
          <li>
            <strong>Stop everything</strong>, gateways above all. A gateway that goes on running knows keys as they
            were, for as long as it reaches a database.
          </li>
          <li>
            <strong>Restore</strong> into an empty database, with the same <code>LATCHKEY_KEK</code> and{" "}
            <code>LATCHKEY_PEPPERS</code>.
          </li>
          <li>
            <strong>Apply the trails</strong> before anything serves. <code>restore apply</code> checks that each export
            is whole and of this deployment, finds where the database&apos;s trail stops, and ends again what was ended
            after that: keys revoked and disabled, secrets replaced, expiries brought forward, access and service
            tokens, and memberships. It gives nothing back, can be run again, and writes each act into the trail with
            the event it follows from.
          </li>
          <li>
            <strong>Verify and start.</strong> Webhooks tell these acts again, as new events.
          </li>
        </ol>
        <p>
          Another PostgreSQL cluster counts its transactions anew, so every key is marked as changed; run{" "}
          <code>restore apply</code> without <code>--from</code> when there is nothing else to apply.
        </p>
      </DocSection>

      <WideSection id="left" title="What stays as it was in the backup">
        <DocTable label="What stays as in the backup" heads={["What", "And then"]} rows={LEFT} code={[]} />
      </WideSection>

      <DocSection id="no-export" title="Without any export">
        <p>
          Then nobody can say which keys were revoked since the backup. Ask whoever was told: receivers of webhooks,
          mails about alerts, the teams themselves. Where that is not enough, disable the keys that were in use in the
          days before, and have their owners rotate them: a disabled key stops at once, and can be enabled again.
        </p>
      </DocSection>

      <DocSection id="try" title="Try it">
        <p>
          Once a quarter, on another machine: restore last night&apos;s dump, apply the trails, and ask its gateway
          about a key that was revoked since the dump. It has to say <code>REVOKED</code>.
        </p>
      </DocSection>
    </DocPage>
  );
}
