import { Input } from "antd";
import { useState } from "react";
import { editable } from "./amount";
import type { Edit } from "./edits";

interface Props {
  id: string;
  value: string | null;
  unit: string;
  edit: Edit | undefined;
  disabled: boolean;
  onType: (text: string) => void;
}

/** One number of a target in the side panel; what is typed is kept like what is typed in the grid. */
export function NumberField({ id, value, unit, edit, disabled, onType }: Props) {
  const shown = edit ? (edit.wrong ? edit.text : editable(edit.value, unit)) : editable(value, unit);
  const [typing, setTyping] = useState<string | null>(null);
  const end = () => {
    if (typing !== null && typing !== shown) onType(typing);
    setTyping(null);
  };
  return (
    <Input
      id={id}
      className="figures"
      inputMode="decimal"
      disabled={disabled}
      value={typing ?? shown}
      suffix={unit === "ratio" ? "%" : undefined}
      {...(edit?.wrong ? { status: "error" as const } : edit ? { status: "warning" as const } : {})}
      onChange={(event) => setTyping(event.target.value)}
      onBlur={end}
      onPressEnter={end}
    />
  );
}
