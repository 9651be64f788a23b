import { useTranslation } from "react-i18next";
import type { Version } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import { told } from "./show";
import styles from "./versions.module.css";

const NAMES: Record<string, string> = {
  formula: "indicator.formula",
  unit: "indicator.unit",
  perspective: "library.perspective",
  direction: "indicator.direction",
  frequency: "indicator.frequency",
  owner: "indicator.owner",
  usual_source: "indicatorForm.usualSource",
};

/** What a version changed: each field before and after. */
export function Changes({ version }: { version: Version }) {
  const { t } = useTranslation();
  const write = useWrite();
  if (version.changes.length === 0) return <p className={styles.same}>{t("versions.same")}</p>;
  const tell = (field: string, value: unknown) =>
    told(field, value, version, t, (text, unit) => write.text(text, unit)) ?? t("versions.nothing");
  return (
    <dl className={styles.changes}>
      {version.changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{t(NAMES[field] ?? `indicatorForm.${field}`)}</dt>
          <dd className={field === "formula" ? styles.formula : undefined}>
            <del>{tell(field, before)}</del>
            <span aria-hidden="true"> → </span>
            <ins>{tell(field, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
