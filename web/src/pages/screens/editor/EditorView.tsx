import ArrowLeftOutlined from "@ant-design/icons/ArrowLeftOutlined";
import PlayCircleOutlined from "@ant-design/icons/PlayCircleOutlined";
import RedoOutlined from "@ant-design/icons/RedoOutlined";
import SaveOutlined from "@ant-design/icons/SaveOutlined";
import UndoOutlined from "@ant-design/icons/UndoOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { post, put } from "@/api/client";
import { ApiError, messageOf } from "@/api/errors";
import type { Screen, ScreenBlocks } from "@/api/types";
import { cleaned } from "../layout";
import { Canvas } from "./Canvas";
import styles from "./editor.module.css";
import { Palette } from "./Palette";
import { ScreenSettings } from "./ScreenSettings";
import { type Draft, useEditor } from "./useEditor";
import { usePreview } from "./usePreview";
import { WidgetSettings } from "./WidgetSettings";

interface Props {
  screen: Screen;
  blocks: ScreenBlocks;
  company: string;
  onReload: () => void;
}

const draftOf = ({ name, theme, shared, layout, rotation }: Screen): Draft => ({
  name,
  theme,
  shared,
  layout,
  rotation: rotation.map(({ screen, seconds }) => ({ screen, seconds: seconds ?? 30 })),
});

/** Palette, screen and settings; the screen shows real figures while it is put together. */
export function EditorView({ screen, blocks, company, onReload }: Props) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const editor = useEditor(draftOf(screen));
  const { draft, chosen } = editor;
  const preview = usePreview(draft.layout);
  const [kept, setKept] = useState({ draft, stamp: screen.stamp });
  const [saving, setSaving] = useState(false);
  const changed = draft !== kept.draft;
  const widget = (draft.layout.widgets ?? []).find((one) => one.id === chosen);

  useEffect(() => {
    if (!changed) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [changed]);

  const saveCopy = async () => {
    const made = await post<Screen>("/api/screens", {
      name: t("screens.copyOf", { name: draft.name }),
      theme: draft.theme,
      shared: draft.shared,
      layout: cleaned(draft.layout),
    });
    void navigate(`/screens/${made.id}/edit`, { replace: true });
  };
  const save = async (): Promise<boolean> => {
    setSaving(true);
    try {
      const saved = await put<Screen>(`/api/screens/${screen.id}`, { ...draft, layout: cleaned(draft.layout), stamp: kept.stamp });
      setKept({ draft, stamp: saved.stamp });
      client.setQueryData(["screen", screen.id], saved);
      void client.invalidateQueries({ queryKey: ["screens"] });
      void client.invalidateQueries({ queryKey: ["screen-play"] });
      void message.success(t("screens.editor.saved"));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.conflict) {
        modal.confirm({
          title: t("screens.editor.conflict"),
          content: messageOf(error),
          okText: t("screens.editor.saveCopy"),
          cancelText: t("screens.editor.reload"),
          onOk: saveCopy,
          onCancel: onReload,
        });
      } else {
        const findings = error instanceof ApiError ? error.findings.map((one) => one.message) : [];
        void message.error([messageOf(error), ...findings].join(" "));
      }
      return false;
    } finally {
      setSaving(false);
    }
  };
  const leave = (to: string) => {
    if (!changed) void navigate(to);
    else modal.confirm({ title: t("screens.editor.leave"), onOk: () => void navigate(to) });
  };
  const add = (...given: Parameters<typeof editor.add>) => {
    if (!editor.add(...given)) void message.warning(t("screens.editor.full"));
  };
  return (
    <div className={styles.editor}>
      <header className={styles.top}>
        <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t("screens.close")} onClick={() => leave("/screens")} />
        <Input
          className={styles.name}
          aria-label={t("screens.editor.name")}
          value={draft.name}
          maxLength={80}
          onChange={(event) => editor.change({ name: event.target.value }, "name")}
        />
        <Button icon={<UndoOutlined />} disabled={!editor.canUndo} onClick={editor.undo} aria-label={t("screens.editor.undo")} title={t("screens.editor.undo")} />
        <Button icon={<RedoOutlined />} disabled={!editor.canRedo} onClick={editor.redo} aria-label={t("screens.editor.redo")} title={t("screens.editor.redo")} />
        <span className={styles.state}>{changed ? t("screens.editor.unsaved") : ""}</span>
        <Button
          icon={<PlayCircleOutlined />}
          onClick={() => void (changed ? save().then((done) => done && navigate(`/screens/${screen.id}/play`)) : navigate(`/screens/${screen.id}/play`))}
        >
          {t("screens.play")}
        </Button>
        <Button type="primary" icon={<SaveOutlined />} loading={saving} disabled={!changed || !draft.name.trim()} onClick={() => void save()}>
          {t("screens.editor.save")}
        </Button>
      </header>
      <aside className={styles.left}>
        <Palette onAdd={add} />
      </aside>
      <main className={styles.main}>
        <Canvas editor={editor} data={preview.data ?? null} company={company} />
      </main>
      <aside className={styles.right}>
        <h2>{widget ? t(`screens.kind.${widget.kind}`) : t("screens.editor.screen")}</h2>
        {widget ? (
          <WidgetSettings
            key={widget.id}
            widget={widget}
            blocks={blocks}
            onChange={(next, tag) => editor.setWidget(widget.id, (now) => ({ ...now, ...next }), tag)}
            onDuplicate={() => add(widget.kind, widget)}
            onDelete={() => editor.erase(widget.id)}
          />
        ) : (
          <ScreenSettings editor={editor} />
        )}
      </aside>
    </div>
  );
}
