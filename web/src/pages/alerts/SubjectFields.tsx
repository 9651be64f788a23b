import { Form, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import type { RuleForm } from "./rule";

const PERSPECTIVES = ["finance", "customer", "operations", "people", "adoption"] as const;

/** What a rule watches: one indicator, those of a perspective, or all. */
export function SubjectFields() {
  const { t } = useTranslation();
  const about = Form.useWatch<RuleForm["about"]>("about") ?? "indicator";
  const { data, isPending } = useIndicators();
  const groups = new Map<string, { label: string; options: { value: string; label: string; text: string }[] }>();
  for (const one of data ?? []) {
    const group = groups.get(one.perspective) ?? { label: one.perspective_name, options: [] };
    group.options.push({ value: one.code, label: one.name, text: `${one.name} ${one.code} ${one.meaning}`.toLowerCase() });
    groups.set(one.perspective, group);
  }
  return (
    <>
      <Form.Item name="about" label={t("alerts.form.about")}>
        <Segmented options={(["indicator", "perspective", "all"] as const).map((value) => ({ value, label: t(`alerts.about.${value}`) }))} />
      </Form.Item>
      {about === "indicator" && (
        <Form.Item name="indicator" rules={[{ required: true, message: t("alerts.form.indicatorMissing") }]}>
          <Select
            aria-label={t("alerts.about.indicator")}
            placeholder={t("alerts.form.indicatorHint")}
            loading={isPending}
            options={[...groups.values()]}
            showSearch={{
              filterOption: (input, option) =>
                option !== undefined && "text" in option && String(option.text).includes(input.toLowerCase()),
            }}
          />
        </Form.Item>
      )}
      {about === "perspective" && (
        <Form.Item name="perspective" rules={[{ required: true, message: t("alerts.form.perspectiveMissing") }]}>
          <Select
            aria-label={t("alerts.about.perspective")}
            placeholder={t("alerts.form.perspectiveMissing")}
            options={PERSPECTIVES.map((value) => ({ value, label: t(`alerts.perspective.${value}`) }))}
          />
        </Form.Item>
      )}
    </>
  );
}
