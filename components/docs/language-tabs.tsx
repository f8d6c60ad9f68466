"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import type { CallSample } from "./samples/call-sample";
import { useRemembered } from "./use-remembered";

/** The same program in several languages; whoever chooses one finds it open the next time, too. */
export function LanguageTabs({ samples }: { samples: readonly CallSample[] }) {
  const [open, setOpen] = useRemembered(
    "latchkey.language",
    samples.map(({ id }) => id),
  );
  return (
    <Tabs
      label="Language"
      open={open}
      onOpen={setOpen}
      tabs={samples.map(({ id, language, file, run, code }) => ({
        id,
        label: language,
        content: (
          <figure className="m-0">
            <figcaption className="mb-1.5 flex flex-wrap gap-x-4 text-muted text-xs">
              <span>{file}</span>
              <code>{run}</code>
            </figcaption>
            <CodeBlock code={code} label={`program in ${language}`} />
          </figure>
        ),
      }))}
    />
  );
}
