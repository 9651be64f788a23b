import FullscreenOutlined from "@ant-design/icons/FullscreenOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import UndoOutlined from "@ant-design/icons/UndoOutlined";
import { Button, Segmented, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./StrategyPage.module.css";
import type { Strategy } from "./types";

interface Props {
  strategy: Strategy;
  editable: boolean;
  editing: boolean;
  theme: number | null;
  canUndo: boolean;
  onPresent: () => void;
  onEdit: (edit: boolean) => void;
  onTheme: (theme: number | null) => void;
  onUndo: () => void;
  onAdd: () => void;
}

/** Above the map: its themes to look at one by one, reading or editing, the whole screen. */
export function MapBar({ strategy, editable, editing, theme, canUndo, onPresent, onEdit, onTheme, onUndo, onAdd }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      {editable && (
        <Segmented<string>
          aria-label={t("strategy.mode")}
          value={editing ? "edit" : "read"}
          onChange={(mode) => onEdit(mode === "edit")}
          options={[
            { value: "read", label: t("strategy.read") },
            { value: "edit", label: t("strategy.form.edit") },
          ]}
        />
      )}
      <div className={styles.chips} role="group" aria-label={t("strategy.themes")}>
        {strategy.themes.map((one) => (
          <button
            key={one.id}
            type="button"
            className={styles.chip}
            aria-pressed={theme === one.id}
            onClick={() => onTheme(theme === one.id ? null : one.id)}
          >
            {one.name}
          </button>
        ))}
      </div>
      <div className={styles.tools}>
        {editing && (
          <>
            <Button icon={<PlusOutlined />} onClick={onAdd}>
              {t("strategy.form.newObjective")}
            </Button>
            <Tooltip title={t("strategy.undoHint")}>
              <Button icon={<UndoOutlined />} disabled={!canUndo} onClick={onUndo} aria-label={t("strategy.undo")} />
            </Tooltip>
          </>
        )}
        <Tooltip title={t("strategy.present")}>
          <Button className={styles.full} icon={<FullscreenOutlined />} aria-label={t("strategy.present")} onClick={onPresent} />
        </Tooltip>
      </div>
      {editing && <p className={styles.help}>{t("strategy.editHelp")}</p>}
    </div>
  );
}
