import type {
  AlertChannel,
  AlertChoices,
  AlertDeliveries,
  AlertDelivery,
  AlertRule,
  AlertRun,
  AlertRuns,
  ChannelTested,
  ChannelWrite,
  RuleTested,
  RuleWrite,
} from "@/api/gen";

export type {
  AlertChannel,
  AlertChoices,
  AlertDeliveries,
  AlertDelivery,
  AlertRule,
  AlertRun,
  AlertRuns,
  ChannelTested,
  ChannelWrite,
  RuleTested,
  RuleWrite,
};

export type RuleKind = AlertRule["kind"];
export type ChannelKind = AlertChannel["kind"];
export const KINDS: readonly RuleKind[] = ["light", "pace", "anomaly", "no_data", "target"];
export const CHANNEL_KINDS: readonly ChannelKind[] = ["smtp", "wecom", "dingtalk", "feishu", "webhook"];
export const LIGHTS = ["red", "amber", "green"] as const;
export const GRAINS = ["day", "week", "month", "quarter", "year"] as const;
