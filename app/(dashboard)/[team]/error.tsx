"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorMessage } from "@/components/shell/error-message";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  // The page has to be read again first: `reset` alone renders the failed answer once more.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <ErrorMessage digest={error.digest} retry={retry} />;
}
