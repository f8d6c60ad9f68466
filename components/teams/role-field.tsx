"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Role } from "@/lib/auth/role";
import { ROLE_SUMMARIES, roleOptions } from "./role-words";

type RoleFieldProps = {
  role: Role;
  onChange: (role: Role) => void;
  error?: string | undefined;
  /** The highest to choose from. */
  most?: Role;
};

/** One role, with what it is for. */
export function RoleField({ role, onChange, error, most }: RoleFieldProps) {
  return (
    <Field label="Role" description={ROLE_SUMMARIES[role]} error={error}>
      {(control) => <Select {...control} value={role} onValueChange={onChange} options={roleOptions(most)} />}
    </Field>
  );
}
