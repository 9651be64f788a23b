import { Alert, Button, Space } from "antd";
import { useTranslation } from "react-i18next";
import type { Version } from "@/api/types";
import { Changes } from "../versions/Changes";
import styles from "./edit.module.css";

interface Props {
  /** Versions made meanwhile, newest first. */
  newer: readonly Version[];
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else saved a version meanwhile: what they changed, and whose text goes on. */
export function StaleNote({ newer, onMine, onTheirs }: Props) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={t("indicatorForm.stale.title")}
      description={
        <>
          {newer.map((version) => (
            <div key={version.number} className={styles.stale}>
              <b>{t("versions.by", { number: version.number, author: version.author, reason: version.reason })}</b>
              <Changes version={version} />
            </div>
          ))}
          <Space wrap>
            <Button type="primary" onClick={onMine}>
              {t("indicatorForm.stale.mine")}
            </Button>
            <Button onClick={onTheirs}>{t("indicatorForm.stale.theirs")}</Button>
          </Space>
        </>
      }
    />
  );
}
