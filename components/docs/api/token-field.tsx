import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The access token. Masked by style, not as a password: no browser then offers to keep it. */
export function TokenField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field
      label="Access token"
      description="Stays in this tab's memory until it is closed or reloaded. It is sent to this deployment only."
    >
      {(props) => (
        <Input
          {...props}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="lk_access_…"
          value={value}
          onChange={(event) => onChange(event.target.value.trim())}
          className="font-mono [-webkit-text-security:disc]"
        />
      )}
    </Field>
  );
}
