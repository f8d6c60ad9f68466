import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { controlFor } from "./build-request";
import type { ApiField } from "./read-operations";
import { Words } from "./words";

type RequestFieldProps = {
  field: ApiField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

const NOT_SENT = { value: "", label: "Not sent" };

/** One field of a request, as its schema wants to be filled in. */
export function RequestField({ field, value, error, onChange }: RequestFieldProps) {
  const control = controlFor(field.schema);
  const hint = field.example === undefined ? undefined : [field.example].flat().map(exampleText).join(", ");
  return (
    <Field
      label={<code>{field.name}</code>}
      optional={!field.required}
      error={error}
      description={
        <>
          <Words>{field.description}</Words>
          {control === "list" && " One a line."}
          {control === "json" && " As JSON."}
        </>
      }
    >
      {(props) =>
        control === "choice" ? (
          <Select
            id={props.id}
            value={value}
            onValueChange={onChange}
            options={[
              ...(field.required ? [] : [NOT_SENT]),
              ...(field.schema.enum as string[]).map((option) => ({ value: option, label: option })),
            ]}
            className="w-full"
          />
        ) : control === "list" || control === "json" ? (
          <Textarea
            {...props}
            rows={2}
            spellCheck={false}
            value={value}
            placeholder={hint}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...props}
            inputMode={control === "number" ? "numeric" : "text"}
            autoComplete="off"
            spellCheck={false}
            value={value}
            placeholder={hint}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

const exampleText = (example: unknown): string =>
  typeof example === "object" ? JSON.stringify(example) : String(example);
