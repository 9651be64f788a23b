import { App, Button, Popconfirm, Segmented, Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import type { CockpitLayout } from "@/api/gen";
import type { Cockpit } from "@/api/types";
import styles from "./Arrange.module.css";
import { added, type Draft, type Grouping } from "./arrange";
import { useKeepArrangement } from "./queries";

interface Props {
  cockpit: Cockpit;
  layout: CockpitLayout;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onEnd: () => void;
}

/** What there is to do while arranging: grouping, more cards, back to the role's, keep, leave. */
export function ArrangeBar({ cockpit, layout, draft, onDraft, onEnd }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { keep, reset } = useKeepArrangement();
  const known = new Set(draft.cards.map((one) => one.code));
  const missing = cockpit.perspectives
    .map(({ key, name, cards }) => ({
      key,
      label: name,
      options: cards.filter((card) => !known.has(card.code)).map((card) => ({ value: card.code, label: card.name })),
    }))
    .filter((group) => group.options.length > 0);
  const end = { onSuccess: onEnd, onError: (error: unknown) => void message.error(messageOf(error)) };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("arrange.title")}>
      <p>{t("arrange.about")}</p>
      <Segmented<Grouping>
        aria-label={t("arrange.grouping")}
        value={draft.grouping}
        onChange={(grouping) => onDraft({ ...draft, grouping })}
        options={[
          { value: "perspective", label: t("arrange.byPerspective") },
          { value: "free", label: t("arrange.free") },
        ]}
      />
      <Select<string | null>
        className={styles.add ?? ""}
        aria-label={t("arrange.add")}
        placeholder={t("arrange.add")}
        value={null}
        showSearch={{ optionFilterProp: "label" }}
        options={missing}
        onChange={(code) => code && onDraft({ ...draft, cards: added(draft.cards, [code]) })}
      />
      <Space wrap>
        <Popconfirm
          title={t("arrange.resetAsk", { role: layout.role_name })}
          okText={t("arrange.reset")}
          cancelText={t("arrange.cancel")}
          disabled={layout.stamp === null}
          onConfirm={() => reset.mutate(undefined, end)}
        >
          <Button disabled={layout.stamp === null} loading={reset.isPending}>
            {t("arrange.reset")}
          </Button>
        </Popconfirm>
        <Button onClick={onEnd}>{t("arrange.cancel")}</Button>
        <Button
          type="primary"
          disabled={draft.cards.length === 0}
          loading={keep.isPending}
          onClick={() => keep.mutate({ ...draft, cards: [...draft.cards], stamp: layout.stamp }, end)}
        >
          {t("arrange.keep")}
        </Button>
      </Space>
    </div>
  );
}
