import Link from "next/link";

/** Where responses are missing: that services report them, and where it is written how. */
export function Reporting({ what }: { what: string }) {
  return (
    <p>
      {what}.{" "}
      <Link
        href="/docs/verify#report"
        className="inline-block py-0.5 text-accent underline underline-offset-2 hover:no-underline"
      >
        Report responses
      </Link>{" "}
      to see how your services answer.
    </p>
  );
}
