import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/app/session/useMe";
import type { From } from "./edit/StrategyDialog";
import mapStyles from "./map/map.module.css";
import { useReadyStrategies } from "./queries";
import styles from "./StrategyPage.module.css";

/** Roles that draw the strategy (`services.kpi.rights.STRATEGISTS`). */
const STRATEGISTS = new Set(["general_manager", "administrator"]);

interface Props {
  onStart: (from: From) => void;
}

/** A company without a strategy: what it is good for, and maps to start from. */
export function StartStrategy({ onStart }: Props) {
  const { t } = useTranslation();
  const me = useCurrentUser();
  const ready = useReadyStrategies();
  const may = me.roles.some((role) => STRATEGISTS.has(role));
  return (
    <div className={styles.start}>
      <h1>{t("strategy.start.title")}</h1>
      <p className={styles.lead}>{t("strategy.start.lead")}</p>
      {!may && <p className={styles.lead}>{t("strategy.start.wait")}</p>}
      {may && (
        <>
          <h2>{t("strategy.start.choose")}</h2>
          {ready.isPending && <Skeleton active />}
          <div className={styles.ready}>
            {(ready.data ?? []).map((one) => (
              <article key={one.key} className={styles.readyCard} data-template={one.key}>
                <h3>{one.name}</h3>
                <p>{one.about}</p>
                <div className={styles.preview}>
                  {one.perspectives.map((perspective) => (
                    <div key={perspective.key} className={`${mapStyles.stack} ${styles.band}`} data-perspective={perspective.key}>
                      <b>{perspective.name}</b>
                      <span>
                        {perspective.objectives.map((name) => (
                          <i key={name}>{name}</i>
                        ))}
                      </span>
                    </div>
                  ))}
                </div>
                <footer>
                  <small>{t("strategy.start.uses", { count: one.indicators })}</small>
                  <Button type="primary" onClick={() => onStart(`ready:${one.key}`)}>
                    {t("strategy.start.use")}
                  </Button>
                </footer>
              </article>
            ))}
          </div>
          <Button onClick={() => onStart("empty")}>{t("strategy.start.blank")}</Button>
        </>
      )}
    </div>
  );
}
