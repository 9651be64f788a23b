import { Empty, Skeleton, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { languageOf } from "@/app/i18n";
import { writeMoment } from "@/lib/date";
import { useTrail } from "../queries";
import type { Page } from "../types";
import styles from "./form.module.css";

const COLORS: Record<string, string> = { create: "green", delete: "red", transition: "blue", button: "blue" };

/** Who did what to the document, newest first. */
export function Trail({ page, id }: { page: Page; id: string }) {
  const { t, i18n } = useTranslation();
  const { data, error } = useTrail(page, id);
  if (error) return <p className={styles.wrong}>{messageOf(error)}</p>;
  if (!data) return <Skeleton active />;
  if (data.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("documents.noTrail")} />;
  return (
    <Timeline
      items={data.map((entry, index) => ({
        key: index,
        color: COLORS[entry.event] ?? "gray",
        content: (
          <>
            <div>{entry.text}</div>
            <div className={styles.when}>
              {entry.user} · {writeMoment(entry.at, languageOf(i18n.language))}
            </div>
          </>
        ),
      }))}
    />
  );
}
