/** Shapes of targets, under the names these pages use. */
import type { Cell, CellWrite, HolderOption, HolderRef, TargetGrid, TargetRow } from "@/api/gen";

export type { CascadeRequest, Cascaded, Imported, Planned, PlanRequest, StepResult, TargetChange, TargetNode, TargetsWritten, Touched } from "@/api/gen";
export type { Cell, CellWrite, HolderOption, HolderRef, TargetGrid, TargetRow };

export type Grain = "month" | "quarter" | "year" | "all";
export type State = Cell["state"];

/** The numbers of a target that the grid can show and take. */
export const MEASURES = ["amount", "weight", "threshold", "stretch", "baseline"] as const;
export type Measure = (typeof MEASURES)[number];

export const STATES: readonly State[] = ["draft", "proposed", "agreed", "returned"];

/** The unit a measure of an indicator is in: weights are fractions. */
export const unitOf = (row: Pick<TargetRow, "unit">, measure: Measure): string => (measure === "weight" ? "ratio" : row.unit);

export const holderKey = ({ kind, key }: HolderRef): string => `${kind}|${key}`;
export const rowKey = (row: { indicator: string; holder: HolderRef }): string => `${row.indicator}|${holderKey(row.holder)}`;

/** The holder a key names. */
export function holderOf(text: string | null | undefined): HolderRef | null {
  const [kind, key] = (text ?? "").split("|");
  return key && (kind === "unit" || kind === "position" || kind === "person") ? { kind, key } : null;
}
