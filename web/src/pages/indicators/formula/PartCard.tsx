import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import PartitionOutlined from "@ant-design/icons/PartitionOutlined";
import { Button, InputNumber, Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { Block } from "@/api/types";
import { Chain } from "./Chain";
import styles from "./formula.module.css";
import { MeasureFields } from "./MeasureFields";
import { TimeFields } from "./TimeFields";
import type { Words } from "./words";

interface Props {
  block: Block;
  words: Words;
  code: string | null;
  /** Conditions told for the whole formula are not told again here. */
  hidden: ReadonlySet<string>;
  onChange: (block: Block) => void;
  onRemove: () => void;
  onTakeApart: () => void;
}

/** One part of a formula: what is counted, which rows count, over which days. */
export function PartCard({ block, words, code, hidden, onChange, onRemove, onTakeApart }: Props) {
  const { t } = useTranslation();
  const { kind } = block;
  const indicator = words.indicator(block.code ?? "");
  const inner = indicator?.label ?? block.code ?? "";
  return (
    <div className={styles.card} data-kind={kind}>
      <div className={styles.cardHead}>
        <span className={styles.kind}>{t(`formulaEditor.kind.${kind}`)}</span>
        {(kind === "indicator" || kind === "target") && <b className={styles.cardTitle}>{inner}</b>}
        {kind === "measure" && <b className={styles.cardTitle}>{words.fact(block.fact ?? "")?.label}</b>}
        {kind === "days" && <b className={styles.cardTitle}>{t("formulaEditor.days")}</b>}
        {kind === "number" && <TypedNumber value={block.value ?? ""} onChange={(value) => onChange({ ...block, value })} />}
        {kind === "text" && <code className={styles.code}>{block.text}</code>}
        {kind === "text" && <Tag>{t("formulaEditor.onlyText")}</Tag>}
        <span className={styles.cardTools}>
          {kind === "indicator" && (
            <Tooltip title={t("formulaEditor.takeApartHint")}>
              <Button type="text" size="small" icon={<PartitionOutlined />} onClick={onTakeApart}>
                {t("formulaEditor.takeApart")}
              </Button>
            </Tooltip>
          )}
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("formulaEditor.removePart")} onClick={onRemove} />
        </span>
      </div>
      {kind === "measure" && <MeasureFields block={block} words={words} hidden={hidden} onChange={onChange} />}
      {kind === "group" && (
        <Chain
          items={block.items ?? []}
          words={words}
          code={code}
          hidden={hidden}
          onChange={(items) => (items.length ? onChange({ ...block, items }) : onRemove())}
        />
      )}
      {kind !== "text" && kind !== "number" && <TimeFields block={block} onChange={onChange} />}
    </div>
  );
}

function TypedNumber({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const percent = value.endsWith("%");
  return (
    <span className={styles.number}>
      <InputNumber<string>
        stringMode
        aria-label={t("formulaEditor.number")}
        value={percent ? value.slice(0, -1) : value}
        onChange={(next) => onChange(`${next ?? "0"}${percent ? "%" : ""}`)}
      />
      <Button size="small" type={percent ? "primary" : "default"} onClick={() => onChange(percent ? value.slice(0, -1) : `${value}%`)}>
        %
      </Button>
    </span>
  );
}
