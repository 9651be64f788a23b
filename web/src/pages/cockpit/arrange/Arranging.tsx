import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CockpitLayout } from "@/api/gen";
import type { Cockpit } from "@/api/types";
import page from "../CockpitPage.module.css";
import { ArrangeBar } from "./ArrangeBar";
import { ArrangeCard } from "./ArrangeCard";
import { type Draft, type Group, groupsOf, moved, neighbour, resized, without } from "./arrange";
import { useDrag } from "./useDrag";

interface Props {
  cockpit: Cockpit;
  layout: CockpitLayout;
  onEnd: () => void;
}

/** The cockpit while its owner arranges it. */
export default function Arranging({ cockpit, layout, onEnd }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({ grouping: layout.grouping, cards: layout.cards });
  const [news, setNews] = useState("");
  const change = (cards: Draft["cards"]) => setDraft({ ...draft, cards });
  const { dragged, grab } = useDrag((code, onto) => setDraft((now) => ({ ...now, cards: moved(now.cards, code, onto) })));

  // Moving a card within the document takes the focus from its handle: it gets it back where the card stands then.
  const held = useRef<string | null>(null);
  useEffect(() => {
    if (held.current) document.querySelector<HTMLElement>(`[data-place="${held.current}"] button`)?.focus();
    held.current = null;
  });

  const step = (group: Group, code: string, by: 1 | -1) => {
    const onto = neighbour(group, code, by);
    if (!onto) return;
    held.current = code;
    change(moved(draft.cards, code, onto));
    const place = group.placed.findIndex(({ card }) => card.code === onto) + 1;
    setNews(t("arrange.movedTo", { name: group.placed.find(({ card }) => card.code === code)?.card.name, place, of: group.placed.length }));
  };

  return (
    <>
      <ArrangeBar cockpit={cockpit} layout={layout} draft={draft} onDraft={setDraft} onEnd={onEnd} />
      <p className="visually-hidden" aria-live="assertive">
        {news}
      </p>
      {groupsOf(cockpit, draft).map((group) => (
        <section key={group.key} className={page.section} aria-label={group.name ?? t("arrange.free")}>
          {group.name && (
            <header className={page.sectionHead}>
              <h2>{group.name}</h2>
            </header>
          )}
          <div className={page.grid}>
            {group.placed.map((placed) => {
              const { code } = placed.card;
              return (
                <ArrangeCard
                  key={code}
                  placed={placed}
                  group={group.key}
                  period={cockpit.period}
                  dragged={dragged === code}
                  onGrab={grab(code, group.key)}
                  onStep={(by) => step(group, code, by)}
                  onSize={(size) => change(resized(draft.cards, code, size))}
                  onRemove={() => change(without(draft.cards, code))}
                />
              );
            })}
          </div>
        </section>
      ))}
    </>
  );
}
