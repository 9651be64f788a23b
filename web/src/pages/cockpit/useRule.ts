import { useTranslation } from "react-i18next";
import type { Card, Cockpit } from "@/api/types";
import { useWrite } from "@/figures/useWrite";

/** Tells how a card's light is worked out: the published rule with the figures it uses. */
export function useRule(lights: Cockpit["lights"] | undefined): (card: Card) => string | undefined {
  const { t } = useTranslation();
  const write = useWrite();
  return (card) => {
    if (!lights || !card.light) return undefined;
    const percent = (value: string) => write.text(value, "ratio", { decimals: 0 });
    const goal = card.expected ?? card.target;
    const target = write.text(goal, card.unit, { compact: true, decimals: card.decimals });
    const way = goal === null && card.rule !== "range" ? "" : t(`rule.${card.rule ?? "ratio"}`, { target });
    const due = card.expected ? t("rule.due") : "";
    return [way, due, t("rule.lights", { green: percent(lights.green), amber: percent(lights.amber) })].filter(Boolean).join(" ");
  };
}
