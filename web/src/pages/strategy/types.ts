import type {
  BatonApiStrategySchemasMeasure,
  CauseLink,
  Initiative,
  Objective,
  ReadyStrategy,
  Strategy,
  StrategySummary,
  Theme,
} from "@/api/gen";

export type { CauseLink, Initiative, Objective, ReadyStrategy, Strategy, StrategySummary, Theme };
export type Measure = BatonApiStrategySchemasMeasure;
export type PerspectiveKey = Objective["perspective"];
export type StrategyState = Strategy["state"];

/** The perspectives from the result above to what it rests on below. */
export const PERSPECTIVES: readonly PerspectiveKey[] = ["finance", "customer", "operations", "people", "adoption"];
