import type { MemberView } from "@/lib/teams/list-members";

const count = (n: number, one: string, many: string): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** What ends and what stays when somebody goes. */
export function WhatLeaves({ leaves, who }: { leaves: NonNullable<MemberView["leaves"]>; who: "they" | "you" }) {
  const { tokens, keys, invitations } = leaves;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4 text-sm">
      <li>{who === "you" ? "Your" : "Their"} next request in this team is refused.</li>
      {tokens > 0 && (
        <li>
          {count(tokens, "access token ends", "access tokens end")} at once: what runs with{" "}
          {tokens === 1 ? "it" : "them"} stops.
        </li>
      )}
      {invitations > 0 && (
        <li>
          {count(invitations, "open invitation", "open invitations")} made by {who === "you" ? "you" : "them"}{" "}
          {invitations === 1 ? "is" : "are"} withdrawn.
        </li>
      )}
      <li>
        {keys === 0
          ? "No key is affected."
          : `${count(keys, "key stays and goes", "keys stay and go")} on working. The key review lists what nobody looks after.`}
      </li>
    </ul>
  );
}
