"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { changeEmailAction } from "@/lib/actions/sign-in";
import { addressSchema } from "@/lib/auth/schema";
import { useConfirmIdentity } from "./confirm-identity";

/** Another address for one's own account; where mail is sent it has to be confirmed first. */
export function ChangeEmailForm({ email: current }: { email: string }) {
  const router = useRouter();
  const { confirmed } = useConfirmIdentity();
  const [email, setEmail] = useState(current);
  const [asked, setAsked] = useState<string | null>(null);
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    setAsked(null);
    const parsed = addressSchema.safeParse({ email });
    if (!parsed.success) return invalid(parsed.error);
    const answer = await confirmed(() => changeEmailAction(parsed.data));
    if (answer.ok && answer.data.confirm) setAsked(parsed.data.email);
    if (answer.ok && !answer.data.confirm) {
      toast("Address changed");
      router.refresh();
    }
    return answer;
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
      {asked !== null && (
        <Notice announce>
          A link is on its way to <bdi className="font-medium">{asked}</bdi>. Your address changes once it is opened.
        </Notice>
      )}
      <Field
        label="Address"
        className="w-full"
        description="You sign in with it, and notices go there."
        error={errors.email}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" pending={pending}>
        Change address
      </Button>
    </form>
  );
}
