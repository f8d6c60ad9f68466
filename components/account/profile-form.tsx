"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { renamePersonAction } from "@/lib/actions/account";
import { renamePersonSchema } from "@/lib/auth/schema";

export function ProfileForm({ name: current }: { name: string }) {
  const router = useRouter();
  const [name, setName] = useState(current);
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = renamePersonSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const renamed = await renamePersonAction(parsed.data);
    if (renamed.ok) {
      toast("Name saved");
      router.refresh();
    }
    return renamed;
  });
  return (
    <form
      ref={form}
      method="post"
      onSubmit={onSubmit}
      noValidate
      className="flex max-w-[400px] flex-col items-start gap-4"
    >
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      <Field
        label="Your name"
        className="w-full"
        description="What the others in your teams see. The audit trail keeps the name of the time."
        error={errors.name}
      >
        {(control) => (
          <Input {...control} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Button type="submit" pending={pending}>
        Save name
      </Button>
    </form>
  );
}
