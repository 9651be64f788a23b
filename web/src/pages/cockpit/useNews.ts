import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card, Cockpit } from "@/api/types";
import { useWrite } from "@/figures/useWrite";

/** A sentence for screen readers on the figures that have just moved by themselves. */
export function useNews(context: string, cockpit: Cockpit | undefined): string {
  const { t } = useTranslation();
  const write = useWrite();
  const before = useRef<{ context: string; values: Map<string, string | null> } | null>(null);
  const [news, setNews] = useState("");
  const tell = useEffectEvent((moved: Card[]) => {
    const sentences = moved.map((card) =>
      t("cockpit.moved", { name: card.name, value: write.text(card.value, card.unit, { compact: true }) }),
    );
    setNews(sentences.join(" "));
  });
  useEffect(() => {
    if (!cockpit) return;
    const cards = cockpit.perspectives.flatMap((perspective) => perspective.cards);
    const last = before.current;
    before.current = { context, values: new Map(cards.map((card) => [card.code, card.value])) };
    if (last?.context !== context) return;
    const moved = cards.filter((card) => last.values.has(card.code) && last.values.get(card.code) !== card.value);
    if (moved.length > 0) tell(moved);
  }, [context, cockpit]);
  return news;
}
