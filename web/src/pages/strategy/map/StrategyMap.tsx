import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Strategy } from "../types";
import { Arrows } from "./Arrows";
import { BandLabel } from "./BandLabel";
import { curves, type Point } from "./curves";
import { CARD, drop, lay, type Place, ROW, WIDTH } from "./layout";
import styles from "./map.module.css";
import { ObjectiveFace } from "./ObjectiveFace";
import { useDrag } from "./useDrag";

const STEP = 20;
const KEYS: Record<string, Point> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -ROW },
  ArrowDown: { x: 0, y: ROW },
};

interface Props {
  strategy: Strategy;
  scale: number;
  editing: boolean;
  selected: number | null;
  theme: number | null;
  onSelect: (id: number) => void;
  onMove: (id: number, to: ReturnType<typeof drop>, from: Place & { perspective: string }) => void;
  onConnect: (cause: number, effect: number) => void;
  onDisconnect: (link: number) => void;
  onAdd: (perspective: Strategy["objectives"][number]["perspective"]) => void;
}

/** The map as a drawing: bands, cards and arrows; in editing, cards and arrows can be drawn about. */
export function StrategyMap({ strategy, scale, editing, selected, theme, onSelect, onMove, onConnect, onDisconnect, onAdd }: Props) {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState<number | null>(null);
  const { objectives, links } = strategy;
  const layout = useMemo(() => lay(objectives), [objectives]);
  const move = (id: number, at: Point) => {
    const box = layout.boxes.get(id);
    const one = objectives.find((each) => each.id === id);
    if (!box || !one) return;
    onMove(id, drop(layout, objectives, id, at.x, at.y), { objective: id, x: box.x, y: box.level, perspective: one.perspective });
  };
  const { dragging, wasDrag, handlers } = useDrag({ scale, onDrop: move, onConnect });

  const boxes = useMemo(() => {
    const box = dragging?.kind === "card" ? layout.boxes.get(dragging.id) : undefined;
    if (!box || !dragging) return layout.boxes;
    return new Map(layout.boxes).set(box.id, { ...box, ...dragging.at });
  }, [layout, dragging]);
  const arrows = useMemo(() => curves(links, boxes), [links, boxes]);

  const focus = dragging ? null : (hovered ?? selected);
  const touching = focus === null ? null : new Set(links.filter((one) => one.cause === focus || one.effect === focus).map((one) => one.id));
  const lit = touching?.size ? touching : null;
  const near = lit && new Set(links.flatMap((one) => (lit.has(one.id) ? [one.cause, one.effect] : [])));

  const press = (id: number) => (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    const box = layout.boxes.get(id);
    if (!editing || !by || !box || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(id, { x: box.x + by.x, y: box.y + by.y });
  };
  // Top down and from the left, so that the tab key goes through the map as it is read.
  const ordered = objectives.toSorted((a, b) => {
    const [one, two] = [layout.boxes.get(a.id)!, layout.boxes.get(b.id)!];
    return one.y - two.y || one.x - two.x;
  });
  const drawnFrom = dragging?.kind === "link" && dragging.moved ? layout.boxes.get(dragging.id) : undefined;

  return (
    <div className={styles.frame} style={{ width: WIDTH * scale, height: layout.height * scale }}>
      <div
        className={`${styles.map} ${editing ? styles.editing : ""}`}
        style={{ width: WIDTH, height: layout.height, transform: `scale(${scale})` }}
      >
        {layout.bands.map((band) => (
          <section key={band.perspective} className={styles.band} data-perspective={band.perspective} style={{ top: band.top, height: band.height }}>
            <BandLabel
              perspective={band.perspective}
              objectives={objectives.filter((one) => one.perspective === band.perspective)}
              onAdd={editing ? () => onAdd(band.perspective) : undefined}
            />
          </section>
        ))}
        <Arrows
          arrows={arrows}
          width={WIDTH}
          height={layout.height}
          lit={lit}
          drawing={drawnFrom && dragging ? { from: drawnFrom, to: dragging.at } : null}
        />
        {ordered.map((one) => {
          const box = boxes.get(one.id)!;
          const held = dragging?.kind === "card" && dragging.id === one.id;
          const away = theme !== null ? one.theme !== theme : near !== null && focus !== one.id && !near.has(one.id);
          return (
            <article
              key={one.id}
              data-objective={one.id}
              className={[
                styles.card,
                styles[one.light ?? "none"],
                held ? styles.held : "",
                away && !held ? styles.away : "",
                selected === one.id ? styles.selected : "",
              ].join(" ")}
              style={{ left: box.x, top: box.y, width: CARD.width, height: CARD.height }}
              onPointerEnter={() => setHovered(one.id)}
              onPointerLeave={() => setHovered(null)}
            >
              <button
                type="button"
                className={styles.face}
                aria-pressed={selected === one.id}
                aria-label={t("strategy.cardLabel", {
                  name: one.name,
                  perspective: one.perspective_name,
                  state: one.light ? t(`light.${one.light}`) : t("strategy.noLight"),
                })}
                onClick={() => !wasDrag() && onSelect(one.id)}
                onKeyDown={press(one.id)}
                {...(editing ? handlers("card", one.id, box) : {})}
              >
                <ObjectiveFace objective={one} />
              </button>
              {editing && (
                <span
                  className={styles.port}
                  data-port={one.id}
                  title={t("strategy.drawLink")}
                  {...handlers("link", one.id, { x: box.x + CARD.width / 2, y: box.y })}
                />
              )}
            </article>
          );
        })}
        {editing &&
          !dragging &&
          arrows.map((one) => (
            <button
              key={one.id}
              type="button"
              className={styles.cut}
              style={{ left: one.middle.x, top: one.middle.y }}
              aria-label={t("strategy.cutLink", {
                cause: objectives.find((each) => each.id === one.cause)?.name,
                effect: objectives.find((each) => each.id === one.effect)?.name,
              })}
              onClick={() => onDisconnect(one.id)}
            >
              <CloseOutlined />
            </button>
          ))}
      </div>
    </div>
  );
}
