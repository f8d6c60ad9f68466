import Link from "next/link";

/** A link within running text; to a file of the deployment itself (`file`), no page is prepared for it. */
export function DocLink({ href, file = false, children }: { href: string; file?: boolean; children: string }) {
  const look = "text-accent underline underline-offset-4";
  if (file || !href.startsWith("/")) {
    return (
      <a href={href} className={look}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={look}>
      {children}
    </Link>
  );
}
