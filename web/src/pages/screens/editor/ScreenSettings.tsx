import { Button, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { Theme } from "../palette";
import { useScreens } from "../queries";
import { Field } from "./Field";
import styles from "./editor.module.css";
import type { Editor } from "./useEditor";

/** What concerns the whole screen: name, theme, who sees it, which screens follow. */
export function ScreenSettings({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const { draft, change } = editor;
  const screens = useScreens();
  const others = (screens.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const turns = draft.rotation;
  return (
    <div className={styles.fields}>
      <Field label={t("screens.editor.theme")}>
        <Segmented<Theme>
          block
          value={draft.theme}
          options={[
            { value: "dark", label: t("screens.editor.dark") },
            { value: "light", label: t("screens.editor.light") },
          ]}
          onChange={(theme) => change({ theme })}
        />
      </Field>
      <Field label={t("screens.editor.subtitle")}>
        <Input
          maxLength={120}
          value={draft.layout.subtitle ?? ""}
          onChange={(event) => change({ layout: { ...draft.layout, subtitle: event.target.value } }, "subtitle")}
        />
      </Field>
      <Field label={t("screens.editor.header")} inline>
        <Switch checked={draft.layout.header !== false} onChange={(header) => change({ layout: { ...draft.layout, header } })} />
      </Field>
      <Field label={t("screens.editor.shared")} inline>
        <Switch checked={draft.shared} onChange={(shared) => change({ shared })} />
      </Field>
      <Field label={t("screens.editor.rotation")}>
        <span className={styles.hint}>{t("screens.editor.rotationHint")}</span>
        {turns.map((turn, at) => (
          <div key={turn.screen} className={styles.turn}>
            <span className={styles.turnName}>{others.find((one) => one.value === turn.screen)?.label ?? turn.screen}</span>
            <InputNumber
              aria-label={t("screens.editor.seconds")}
              min={5}
              max={3600}
              value={turn.seconds}
              suffix={t("screens.editor.seconds")}
              onChange={(seconds) =>
                seconds && change({ rotation: turns.map((one, place) => (place === at ? { ...one, seconds } : one)) }, `turn ${at}`)
              }
            />
            <Button
              size="small"
              disabled={at === 0}
              aria-label={t("screens.editor.moveUp")}
              onClick={() => change({ rotation: turns.toSpliced(at - 1, 2, turn, turns[at - 1] as (typeof turns)[number]) })}
            >
              ↑
            </Button>
            <Button size="small" danger aria-label={t("screens.remove")} onClick={() => change({ rotation: turns.toSpliced(at, 1) })}>
              ×
            </Button>
          </div>
        ))}
        <Select
          placeholder={t("screens.editor.addTurn")}
          value={null}
          options={others.filter((one) => !turns.some((turn) => turn.screen === one.value))}
          onChange={(screen: number | null) => screen && change({ rotation: [...turns, { screen, seconds: 30 }] })}
        />
      </Field>
      <p className={styles.hint}>{t("screens.editor.pick")}</p>
      <p className={styles.hint}>{t("screens.editor.keys")}</p>
    </div>
  );
}
