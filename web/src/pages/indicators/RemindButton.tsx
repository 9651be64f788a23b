import BellOutlined from "@ant-design/icons/BellOutlined";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { post } from "@/api/client";
import { messageOf } from "@/api/errors";
import type { AlertRule, RuleWrite } from "@/api/gen";
import type { Slice } from "@/api/queries";
import { useCurrentUser } from "@/app/session/useMe";
import { useOrgTree } from "@/api/queries";
import { parsePeriod } from "@/lib/period";
import type { Indicator } from "@/api/types";

const CHOICES = ["light", "target", "pace", "anomaly", "no_data"] as const;
const GRAINS = ["day", "week", "month", "quarter", "year"] as const;

/** Makes a rule of the person's own for the figure on the page: press, choose when. */
export function RemindButton({ indicator, slice }: { indicator: Indicator; slice: Slice }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useCurrentUser();
  const tree = useOrgTree();
  const make = useMutation({
    mutationFn: (values: RuleWrite) => post<AlertRule>("/api/alerts/rules", values),
    onSuccess: (rule) => {
      void client.invalidateQueries({ queryKey: ["alerts"] });
      void message.success({
        content: (
          <>
            {t("alerts.remind.made", { name: rule.name })}{" "}
            <Button type="link" size="small" onClick={() => void navigate("/alerts")}>
              {t("alerts.remind.change")}
            </Button>
          </>
        ),
        duration: 6,
      });
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  const grain = GRAINS.find((one) => one === parsePeriod(slice.period)?.grain) ?? "month";
  const choose = (kind: (typeof CHOICES)[number]) => {
    // Who leads no unit sees the own figures: the rule is about those.
    const own = !slice.org && tree.data?.length === 0 && Boolean(me.employee);
    make.mutate({
      name: t(`alerts.remind.name.${kind}`, { name: indicator.name }),
      kind,
      indicator: indicator.code,
      org: own ? null : (slice.org ?? (tree.data?.length === 1 ? null : (tree.data?.[0]?.key ?? null))),
      person: own ? String(me.employee) : null,
      grain,
      lights: kind === "light" ? ["red", "amber", "green"] : [],
      recipients: [{ kind: "me", key: "" }],
    });
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: CHOICES.map((key) => ({ key, label: t(`alerts.remind.when.${key}`) })),
        onClick: ({ key }) => choose(key as (typeof CHOICES)[number]),
      }}
    >
      <Button icon={<BellOutlined />} loading={make.isPending}>
        {t("alerts.remind.button")}
      </Button>
    </Dropdown>
  );
}
