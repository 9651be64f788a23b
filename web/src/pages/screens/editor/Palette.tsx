import { useTranslation } from "react-i18next";
import { Thumbnail } from "../Thumbnail";
import { type Kind, KINDS } from "../layout";
import styles from "./editor.module.css";

/** All kinds of widgets; a click puts one where there is room. */
export function Palette({ onAdd }: { onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.palette} role="group" aria-label={t("screens.editor.add")}>
      {KINDS.map((kind) => (
        <button key={kind} type="button" className={styles.kind} onClick={() => onAdd(kind)}>
          <span className={styles.kindPicture}>
            <Thumbnail theme="dark" shapes={[{ kind, x: 1, y: 0, w: 22, h: 12 }]} />
          </span>
          {t(`screens.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
