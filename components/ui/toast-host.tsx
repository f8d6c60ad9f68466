"use client";

import { useTheme } from "next-themes";
import { Toaster } from "sonner";

export function ToastHost() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--surface)",
          color: "var(--text)",
          border: "1px solid var(--line)",
          boxShadow: "var(--shadow-raised)",
          borderRadius: "8px",
          fontFamily: "var(--font-geist-sans), system-ui, sans-serif",
          fontSize: "13px",
        },
      }}
    />
  );
}
