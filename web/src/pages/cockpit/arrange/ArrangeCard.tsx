import { CloseOutlined, HolderOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { KpiCard } from "../KpiCard";
import styles from "./Arrange.module.css";
import { type Placed, SIZES, type Size } from "./arrange";

interface Props {
  placed: Placed;
  group: string;
  period: string;
  dragged: boolean;
  onGrab: (event: PointerEvent<HTMLElement>) => void;
  onStep: (step: 1 | -1) => void;
  onSize: (size: Size) => void;
  onRemove: () => void;
}

const STEPS: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** A card being arranged: its handle is dragged or moved by the arrow keys. */
export function ArrangeCard({ placed, group, period, dragged, onGrab, onStep, onSize, onRemove }: Props) {
  const { t } = useTranslation();
  const { card, size } = placed;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      onStep(step);
    } else if (event.key === "Delete") onRemove();
  };
  return (
    <div
      className={`${styles.place} ${styles[size]} ${dragged ? styles.dragged : ""}`}
      data-place={card.code}
      data-group={group}
      data-size={size}
    >
      <div className={styles.tools}>
        <button
          type="button"
          className={styles.handle}
          aria-label={t("arrange.move", { name: card.name })}
          title={t("arrange.moveHint")}
          onKeyDown={onKeyDown}
          onPointerDown={onGrab}
        >
          <HolderOutlined />
        </button>
        <Segmented<Size>
          size="small"
          aria-label={t("arrange.size", { name: card.name })}
          value={size}
          onChange={onSize}
          options={SIZES.map((value) => ({ value, label: t(`arrange.sizes.${value}`) }))}
        />
        <button type="button" className={styles.remove} aria-label={t("arrange.remove", { name: card.name })} onClick={onRemove}>
          <CloseOutlined />
        </button>
      </div>
      <div inert>
        <KpiCard card={card} period={period} search="" size={size} />
      </div>
    </div>
  );
}
