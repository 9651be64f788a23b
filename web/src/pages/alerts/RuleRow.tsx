import { App, Button, Popconfirm, Switch, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writeMoment } from "@/lib/date";
import styles from "./alerts.module.css";
import { useRemoveRule, useSaveRule } from "./queries";
import { formOf, writeOf } from "./rule";
import type { AlertChoices, AlertRule } from "./types";
import { useWords } from "./useWords";

interface Props {
  rule: AlertRule;
  channels: AlertChoices["channels"];
  onEdit: () => void;
  onTest: () => void;
  onLog: () => void;
}

/** One rule: what it watches, whom it tells, what it last found. */
export function RuleRow({ rule, channels, onEdit, onTest, onLog }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const language = useLanguage();
  const words = useWords();
  const save = useSaveRule();
  const erase = useRemoveRule();
  const toggle = (active: boolean) => save.mutate({ rule, values: writeOf({ ...formOf(rule), active }, rule.person) });
  const { last } = rule;
  return (
    <li className={styles.rule} data-rule={rule.id} data-off={!rule.active}>
      <Switch
        size="small"
        checked={rule.active}
        loading={save.isPending}
        aria-label={t("alerts.active", { name: rule.name })}
        onChange={toggle}
      />
      <div className={styles.what}>
        <button type="button" className={styles.name} onClick={onEdit}>
          {rule.name}
        </button>
        {last.standing > 0 && <Tag color="error">{t("alerts.standing", { count: last.standing })}</Tag>}
        <div>{words.sentence(rule)}</div>
        <div className={styles.small}>
          {words.recipients(rule, channels)}
          {!rule.mine && ` · ${t("alerts.by", { name: rule.owner.name })}`}
          {rule.quiet_from && ` · ${t("alerts.quietWords", { from: rule.quiet_from, to: rule.quiet_to })}`}
        </div>
        <div className={styles.small}>
          {last.at
            ? t("alerts.lastRun", { time: writeMoment(last.at, language), looked: last.looked, found: last.found })
            : t("alerts.notRun")}
          {last.problem && <span className={styles.problem}> {last.problem}</span>}
        </div>
      </div>
      <div className={styles.actions}>
        <Button size="small" onClick={onTest}>
          {t("alerts.test")}
        </Button>
        <Button size="small" type="text" onClick={onLog}>
          {t("alerts.log")}
        </Button>
        <Popconfirm
          title={t("alerts.removeAsk", { name: rule.name })}
          onConfirm={() => erase.mutate(rule.id, { onSuccess: () => void message.success(t("alerts.removed")) })}
        >
          <Button size="small" type="text" danger>
            {t("alerts.remove")}
          </Button>
        </Popconfirm>
      </div>
    </li>
  );
}
