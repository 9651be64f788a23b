import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Slice } from "@/api/queries";
import { ObjectiveDialog } from "./edit/ObjectiveDialog";
import { useShow } from "./edit/useShow";
import { useWrites } from "./edit/useWrites";
import { InitiativesPanel } from "./InitiativesPanel";
import { MapBar } from "./MapBar";
import { CARD, lay } from "./map/layout";
import { StackedMap } from "./map/StackedMap";
import { StrategyMap } from "./map/StrategyMap";
import { useMoves } from "./map/useMoves";
import { useScale } from "./map/useScale";
import { ObjectivePanel, PANEL_WIDTH } from "./panel/ObjectivePanel";
import styles from "./StrategyPage.module.css";
import type { PerspectiveKey, Strategy } from "./types";

interface Props {
  strategy: Strategy;
  slice: Slice;
  search: string;
  narrow: boolean;
  onPresent: () => void;
  selected: number | null;
  onSelect: (id: number | null) => void;
}

/** The map with its bar, the panel of the objective chosen, and the initiatives. */
export function StrategyView({ strategy, slice, search, narrow, onPresent, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const [edit, setEdit] = useState(false);
  const [theme, setTheme] = useState<number | null>(null);
  const [added, setAdded] = useState<PerspectiveKey | null>(null);
  const show = useShow(strategy);
  const writes = useWrites(strategy.id, slice, show);
  const moves = useMoves(strategy, writes);
  const { frame, width, scale } = useScale(strategy);
  const editable = strategy.editable && strategy.state !== "closed";
  const editing = editable && edit;
  const objective = strategy.objectives.find((one) => one.id === selected) ?? null;
  const nameOf = (id: number) => strategy.objectives.find((one) => one.id === id)?.name ?? "";
  // The chosen card stays in sight beside the panel.
  const box = objective && lay(strategy.objectives).boxes.get(objective.id);
  const over = box && scale !== null ? (box.x + CARD.width) * scale - (width - PANEL_WIDTH) : 0;
  const shift = Math.max(0, over);

  return (
    <>
      <MapBar
        strategy={strategy}
        editable={editable}
        editing={editing}
        theme={theme}
        canUndo={moves.canUndo}
        onPresent={onPresent}
        onEdit={setEdit}
        onTheme={setTheme}
        onUndo={() => void moves.undo()}
        onAdd={() => setAdded("finance")}
      />
      <div ref={frame} className={styles.map} data-editing={editing}>
        {strategy.objectives.length === 0 && (
          <p className={styles.empty}>{t(editable ? "strategy.emptyMap" : "strategy.emptyMapRead")}</p>
        )}
        {width > 0 &&
          (scale === null ? (
            <StackedMap
              strategy={strategy}
              editing={editing}
              selected={selected}
              theme={theme}
              onSelect={onSelect}
              onAdd={setAdded}
            />
          ) : (
            <div className={styles.shift} style={{ transform: `translateX(${-shift}px)` }}>
              <StrategyMap
                strategy={strategy}
                scale={scale}
                editing={editing}
                selected={objective?.id ?? null}
                theme={theme}
                onSelect={(id) => onSelect(id === selected ? null : id)}
                onMove={(id, to, from) => void moves.move(id, to, from)}
                onConnect={(cause, effect) => void writes.save("links", null, { cause, effect }, nameOf(cause))}
                onDisconnect={(id) => {
                  const link = strategy.links.find((one) => one.id === id);
                  if (link) void writes.erase("links", link, nameOf(link.cause));
                }}
                onAdd={setAdded}
              />
            </div>
          ))}
      </div>
      <InitiativesPanel strategy={strategy} editable={editable} writes={writes} onSelect={onSelect} />
      <ObjectivePanel
        strategy={strategy}
        objective={objective}
        editing={editing}
        editable={editable}
        onEdit={() => setEdit(true)}
        narrow={narrow}
        search={search}
        writes={writes}
        onSelect={onSelect}
      />
      {added && (
        <ObjectiveDialog strategy={strategy} objective={null} perspective={added} writes={writes} onClose={() => setAdded(null)} />
      )}
    </>
  );
}
