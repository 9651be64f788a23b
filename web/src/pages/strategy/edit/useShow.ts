import { useTranslation } from "react-i18next";
import { EMPTY } from "@/lib/quantity";
import type { Strategy } from "../types";
import type { Show } from "./useConflict";
import { percentOf } from "./weights";

/** Tell the values of a map's fields: names for relations, per cents for fractions. */
export function useShow(strategy: Strategy): Show {
  const { t } = useTranslation();
  return (field, value) => {
    if (value === null || value === undefined || value === "") return EMPTY;
    if (typeof value === "object" && "name" in value) return String(value.name);
    if (field === "theme") return strategy.themes.find((one) => one.id === value)?.name ?? EMPTY;
    if (field === "objective") return strategy.objectives.find((one) => one.id === value)?.name ?? EMPTY;
    if (field === "perspective") return t(`strategy.perspective.${String(value)}`);
    if (field === "state") return t([`strategy.initiative.${String(value)}`, `strategy.state.${String(value)}`]);
    if (field === "weight" || field === "progress") return `${percentOf(String(value))}%`;
    return String(value);
  };
}
