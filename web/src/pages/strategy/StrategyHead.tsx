import MoreOutlined from "@ant-design/icons/MoreOutlined";
import { App, Button, Dropdown, Select, Tag } from "antd";
import type { MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { remove } from "@/api/client";
import type { Slice } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { AboutDialog } from "./edit/AboutDialog";
import { useShow } from "./edit/useShow";
import { useWrites } from "./edit/useWrites";
import type { From } from "./edit/StrategyDialog";
import styles from "./StrategyPage.module.css";
import type { Strategy, StrategyState, StrategySummary } from "./types";

const COLOURS: Record<StrategyState, string> = { draft: "gold", active: "green", closed: "default" };

interface Props {
  all: readonly StrategySummary[];
  strategy: Strategy;
  slice: Slice;
  onSlice: (part: Partial<Slice>) => void;
  onOpen: (id: number) => void;
  onNew: (from: From) => void;
  onRemoved: () => void;
}

/** Which strategy is on the screen, its vision, and what can be done with it as a whole. */
export function StrategyHead({ all, strategy, slice, onSlice, onOpen, onNew, onRemoved }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [about, setAbout] = useState(false);
  const show = useShow(strategy);
  const writes = useWrites(strategy.id, slice, show);
  const base = { ...strategy } as unknown as Parameters<typeof writes.change>[0];
  const others = all.filter((one) => one.year === strategy.year && one.state === "active" && one.id !== strategy.id);

  const setState = (state: StrategyState) => void writes.change(base, { state });
  const activate = () =>
    modal.confirm({
      title: t("strategy.activateAsk", { name: strategy.name, year: strategy.year }),
      content: others.length > 0 ? t("strategy.activateOthers", { names: others.map((one) => one.name).join(t("list.comma")) }) : undefined,
      okText: t("strategy.activate"),
      cancelText: t("strategy.form.cancel"),
      onOk: () => writes.change(base, { state: "active" }),
    });
  const erase = () =>
    modal.confirm({
      title: t("strategy.removeAsk", { name: strategy.name }),
      content: t("strategy.removeText"),
      okText: t("strategy.form.remove"),
      okButtonProps: { danger: true },
      cancelText: t("strategy.form.cancel"),
      onOk: async () => {
        const done = await writes.attempt(() =>
          remove(`/api/strategies/${strategy.id}?stamp=${encodeURIComponent(strategy.stamp)}`),
        );
        if (done) onRemoved();
      },
    });
  const items: NonNullable<MenuProps["items"]> = [
    { key: "about", label: t("strategy.form.about"), disabled: strategy.state === "closed", onClick: () => setAbout(true) },
    { type: "divider" },
    { key: "new", label: t("strategy.new.title"), onClick: () => onNew("empty") },
    { key: "copy", label: t("strategy.copyOn", { year: strategy.year + 1 }), onClick: () => onNew(`copy:${strategy.id}`) },
    { type: "divider" },
    strategy.state === "active"
      ? { key: "close", label: t("strategy.close"), onClick: () => setState("closed") }
      : { key: "activate", label: t("strategy.activate"), onClick: activate },
    ...(strategy.state === "draft" ? [{ key: "remove", danger: true, label: t("strategy.form.remove"), onClick: erase }] : []),
  ];

  return (
    <header className={styles.head}>
      <div className={styles.what}>
        <div className={styles.names}>
          <h1>{strategy.name}</h1>
          <Tag color={COLOURS[strategy.state]}>{t(`strategy.state.${strategy.state}`)}</Tag>
          {all.length > 1 && (
            <Select<number>
              aria-label={t("strategy.switch")}
              size="small"
              variant="filled"
              popupMatchSelectWidth={false}
              value={strategy.id}
              onChange={onOpen}
              options={all.map((one) => ({
                value: one.id,
                label: t("strategy.option", {
                  year: one.year,
                  number: one.number,
                  name: one.name,
                  state: t(`strategy.state.${one.state}`),
                }),
              }))}
              labelRender={() => t("strategy.version", { year: strategy.year, number: strategy.number })}
            />
          )}
          {strategy.editable && (
            <Dropdown trigger={["click"]} menu={{ items }}>
              <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("strategy.more")} />
            </Dropdown>
          )}
        </div>
        {strategy.vision && <p className={styles.vision}>{strategy.vision}</p>}
      </div>
      <SliceBar slice={slice} onChange={onSlice} />
      {about && <AboutDialog strategy={strategy} writes={writes} onClose={() => setAbout(false)} />}
    </header>
  );
}
