import { useState } from "react";
import { FieldInput } from "../fields/FieldInput";
import { usePages } from "../queries";
import type { FieldMeta, Value } from "../types";
import { QuickCreate } from "./QuickCreate";
import type { DraftControls } from "./useDraft";

interface Props {
  field: FieldMeta;
  controls: DraftControls;
  /** The line the field is in. */
  line?: { field: string; key: string };
  value: Value | undefined;
  onChange: (value: Value) => void;
  wrong?: boolean;
  bare?: boolean;
  /** What Enter does in a number. */
  onEnter?: (() => void) | undefined;
  id: string;
}

/** An input of a form: asks the form what it may be, and makes the record that is missing. */
export function FormInput({ field, controls, line, value, onChange, wrong = false, bare = false, onEnter, id }: Props) {
  const [naming, setNaming] = useState<string | null>(null);
  const { data: pages } = usePages();
  const target = pages?.find((one) => one.page === field.relation_page);
  const creatable = field.type === "many2one" && target !== undefined && target.model === field.relation && target.access.create;
  return (
    <>
      <FieldInput
        id={id}
        field={field}
        ask={(name, q) => controls.choices(name, q, line)}
        value={value}
        wrong={wrong}
        bare={bare}
        onEnter={onEnter}
        onChange={onChange}
        onNew={creatable ? setNaming : undefined}
      />
      {naming !== null && target && (
        <QuickCreate
          page={target.page}
          typed={naming}
          onDone={(made) => {
            setNaming(null);
            if (made) onChange(made);
          }}
        />
      )}
    </>
  );
}
