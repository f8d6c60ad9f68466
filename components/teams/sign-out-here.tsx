"use client";

import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Signs out and stays: the same link is then open to somebody else. */
export function SignOutHere() {
  const [pending, setPending] = useState(false);
  return (
    <Button
      pending={pending}
      className="self-start"
      onClick={async () => {
        setPending(true);
        // Named, since next-auth would keep this page's address, and the token in it, in a cookie.
        await signOut({ redirect: false, callbackUrl: "/" });
        window.location.reload();
      }}
    >
      Sign out
    </Button>
  );
}
