/** A rule in words. */
import { useTranslation } from "react-i18next";
import type { AlertChoices, AlertRule } from "./types";

export function useWords() {
  const { t } = useTranslation();
  const list = (parts: readonly string[]) => parts.filter(Boolean).join(t("alerts.and"));
  const subject = (rule: AlertRule) => {
    if (rule.indicator) return rule.indicator_name ?? rule.indicator;
    return rule.perspective ? t("alerts.allOf", { name: t(`alerts.perspective.${rule.perspective}`) }) : t("alerts.everything");
  };
  const percent = (rule: AlertRule) => `${Math.round(Number(rule.threshold ?? 0.9) * 100)}%`;
  return {
    sentence: (rule: AlertRule) =>
      t(`alerts.sentence.${rule.kind}`, {
        subject: subject(rule),
        place: rule.place,
        grain: t(`alerts.grain.${rule.grain}`),
        lights: list(rule.lights.map((light) => t(`alerts.color.${light}`))),
        percent: percent(rule),
        days: rule.days,
      }),
    recipients: (rule: AlertRule, channels: AlertChoices["channels"]) => {
      const people = rule.recipients.map((one) =>
        one.kind === "me"
          ? rule.mine
            ? t("alerts.me")
            : rule.owner.name
          : one.kind === "heads"
            ? t("alerts.heads", { place: rule.place })
            : one.name,
      );
      const ways = channels.filter((one) => rule.channels.includes(one.id)).map((one) => one.name);
      return t("alerts.tells", { people: list(people) || t("alerts.nobody"), ways: list([...(people.length ? [t("alerts.inApp")] : []), ...ways]) });
    },
  };
}
