import type { FieldMeta } from "../types";
import styles from "./form.module.css";

interface Props {
  field: FieldMeta;
  /** The states a document usually goes through, in order. */
  steps: string[];
  state: string;
}

/** How far the document is on its usual way; nothing for one that has left it (cancelled). */
export function StatusSteps({ field, steps, state }: Props) {
  const place = steps.indexOf(state);
  if (place < 0) return null;
  const label = (value: string) => field.selection?.find((choice) => choice.value === value)?.label ?? value;
  return (
    <ol className={styles.steps} aria-label={field.label}>
      {steps.map((value, index) => (
        <li
          key={value}
          className={index < place ? styles.stepDone : index === place ? styles.stepNow : ""}
          aria-current={index === place ? "step" : undefined}
        >
          {label(value)}
        </li>
      ))}
    </ol>
  );
}
