import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import { bodyOf, type Filled, fieldKey } from "./build-request";
import type { ApiOperation } from "./read-operations";
import { RequestField } from "./request-field";

type RequestFormProps = {
  operation: ApiOperation;
  filled: Filled;
  errors: Record<string, string>;
  onFill: (filled: Filled) => void;
};

/** The fields of a request; its body by field, or written as JSON. */
export function RequestForm({ operation, filled, errors, onFill }: RequestFormProps) {
  const { values, json } = filled;
  const fieldsOf = (isBody: boolean) =>
    operation.fields
      .filter((field) => (field.in === "body") === isBody)
      .map((field) => (
        <RequestField
          key={fieldKey(field)}
          field={field}
          value={values[fieldKey(field)] ?? ""}
          error={errors[fieldKey(field)]}
          onChange={(value) => onFill({ ...filled, values: { ...values, [fieldKey(field)]: value } })}
        />
      ));
  const hasBody = operation.fields.some((field) => field.in === "body");
  return (
    <>
      {fieldsOf(false)}
      {hasBody && (
        <Segments
          label="Body"
          value={json === null ? "form" : "json"}
          onValueChange={(way) =>
            onFill({ values, json: way === "json" ? JSON.stringify(bodyOf(operation, values), null, 2) : null })
          }
          options={[
            { value: "form", label: "Body by field" },
            { value: "json", label: "Body as JSON" },
          ]}
        />
      )}
      {hasBody && json === null && fieldsOf(true)}
      {json !== null && (
        <Field label="Body" error={errors.json} description="A JSON object. What you write here is sent as it is.">
          {(props) => (
            <Textarea
              {...props}
              dir="ltr"
              rows={Math.min(20, Math.max(6, json.split("\n").length + 1))}
              spellCheck={false}
              value={json}
              className="font-mono"
              onChange={(event) => onFill({ values, json: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
