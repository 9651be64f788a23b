import CopyOutlined from "@ant-design/icons/CopyOutlined";
import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import LinkOutlined from "@ant-design/icons/LinkOutlined";
import PlayCircleOutlined from "@ant-design/icons/PlayCircleOutlined";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { post, remove } from "@/api/client";
import { messageOf } from "@/api/errors";
import type { Screen, ScreenSummary } from "@/api/types";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "./gallery.module.css";
import { LinksDialog } from "./LinksDialog";
import { useScreens, useTemplates } from "./queries";
import { Thumbnail } from "./Thumbnail";

/** All screens one may open, and the templates new ones start from. */
export default function ScreensPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const screens = useScreens();
  const templates = useTemplates();
  const [linked, setLinked] = useState<ScreenSummary | null>(null);
  const failed = (error: unknown) => void message.error(messageOf(error));
  const refresh = () => client.invalidateQueries({ queryKey: ["screens"] });
  const create = useMutation({
    mutationFn: (body: Record<string, unknown>) => post<Screen>("/api/screens", body),
    onSuccess: (screen) => {
      void refresh();
      void navigate(`/screens/${screen.id}/edit`);
    },
    onError: failed,
  });
  const erase = useMutation({
    mutationFn: (id: number) => remove<void>(`/api/screens/${id}`),
    onSuccess: () => {
      void message.success(t("screens.removed"));
      void refresh();
    },
    onError: failed,
  });
  if (screens.error) return <FailedToLoad error={screens.error} onRetry={() => void screens.refetch()} />;
  if (!screens.data) return <PageSkeleton />;
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t("screens.title")}</h1>
        <p>{t("screens.lead")}</p>
      </div>
      <section className={styles.section}>
        <h2>{t("screens.mine")}</h2>
        {screens.data.length === 0 && <p className={styles.small}>{t("screens.none")}</p>}
        <div className={styles.grid}>
          {screens.data.map((screen) => (
            <article key={screen.id} className={styles.card} data-screen={screen.id}>
              <Thumbnail shapes={screen.shapes} theme={screen.theme} />
              <div className={styles.about}>
                <h3>{screen.name}</h3>
                <div className={styles.small}>
                  {[
                    t("screens.by", { name: screen.owner.name }),
                    screen.shared ? "" : t("screens.private"),
                    screen.rotation.length > 1 ? t("screens.rotates", { count: screen.rotation.length }) : "",
                    screen.links ? t("screens.linkCount", { count: screen.links }) : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </div>
              </div>
              <div className={styles.actions}>
                <Button type="primary" icon={<PlayCircleOutlined />} onClick={() => void navigate(`/screens/${screen.id}/play`)}>
                  {t("screens.play")}
                </Button>
                {screen.editable && (
                  <Button icon={<EditOutlined />} onClick={() => void navigate(`/screens/${screen.id}/edit`)}>
                    {t("screens.edit")}
                  </Button>
                )}
                <Tooltip title={t("screens.copy")}>
                  <Button
                    icon={<CopyOutlined />}
                    aria-label={t("screens.copy")}
                    onClick={() => create.mutate({ name: t("screens.copyOf", { name: screen.name }), copy_of: screen.id })}
                  />
                </Tooltip>
                {screen.editable && (
                  <>
                    <Tooltip title={t("screens.links")}>
                      <Button icon={<LinkOutlined />} aria-label={t("screens.links")} onClick={() => setLinked(screen)} />
                    </Tooltip>
                    <Popconfirm title={t("screens.removeAsk", { name: screen.name })} onConfirm={() => erase.mutate(screen.id)}>
                      <Button danger icon={<DeleteOutlined />} aria-label={t("screens.remove")} />
                    </Popconfirm>
                  </>
                )}
              </div>
            </article>
          ))}
        </div>
      </section>
      <section className={styles.section}>
        <h2>{t("screens.fromTemplate")}</h2>
        <div className={`${styles.grid} ${styles.templates}`}>
          {(templates.data ?? []).map((template) => (
            <button
              key={template.key}
              type="button"
              className={styles.card}
              disabled={create.isPending}
              onClick={() => create.mutate({ name: template.name, template: template.key })}
            >
              <Thumbnail shapes={template.shapes} theme={template.theme} />
              <span className={styles.about}>
                <h3>{template.name}</h3>
                <span className={styles.small}>{template.about}</span>
              </span>
            </button>
          ))}
          <button
            type="button"
            className={styles.card}
            disabled={create.isPending}
            onClick={() => create.mutate({ name: t("screens.blank") })}
          >
            <span className={`${styles.thumb} ${styles.plus}`} aria-hidden="true">
              +
            </span>
            <span className={styles.about}>
              <h3>{t("screens.blank")}</h3>
            </span>
          </button>
        </div>
      </section>
      <LinksDialog screen={linked} onClose={() => setLinked(null)} />
    </div>
  );
}
