/** An alert rule between what is kept and what the dialog holds. */
import type { AlertRule, RuleKind, RuleWrite } from "./types";

export interface RuleForm {
  name: string;
  kind: RuleKind;
  /** `indicator`, `perspective` or `all`. */
  about: "indicator" | "perspective" | "all";
  indicator?: string | null;
  perspective?: string | null;
  org?: string | null;
  grain: AlertRule["grain"];
  lights: string[];
  /** Per cent. */
  threshold: number;
  days: number;
  me: boolean;
  heads: boolean;
  people: { key: string; name: string }[];
  roles: string[];
  channels: number[];
  quiet: boolean;
  quietFrom: string;
  quietTo: string;
  remind: number | null;
  active: boolean;
}

export const FRESH: RuleForm = {
  name: "",
  kind: "light",
  about: "indicator",
  indicator: null,
  perspective: null,
  org: null,
  grain: "month",
  lights: ["red"],
  threshold: 90,
  days: 7,
  me: true,
  heads: false,
  people: [],
  roles: [],
  channels: [],
  quiet: true,
  quietFrom: "22:00",
  quietTo: "07:00",
  remind: null,
  active: true,
};

export function formOf(rule: AlertRule): RuleForm {
  const of = (kind: string) => rule.recipients.filter((one) => one.kind === kind);
  return {
    name: rule.name,
    kind: rule.kind,
    about: rule.indicator ? "indicator" : rule.perspective ? "perspective" : "all",
    indicator: rule.indicator,
    perspective: rule.perspective,
    org: rule.org,
    grain: rule.grain,
    lights: rule.lights.length > 0 ? rule.lights : FRESH.lights,
    threshold: rule.threshold === null ? FRESH.threshold : Math.round(Number(rule.threshold) * 100),
    days: rule.days ?? FRESH.days,
    me: of("me").length > 0,
    heads: of("heads").length > 0,
    people: of("person").map(({ key, name }) => ({ key, name })),
    roles: of("role").map((one) => one.key),
    channels: rule.channels,
    quiet: rule.quiet_from !== null,
    quietFrom: rule.quiet_from ?? FRESH.quietFrom,
    quietTo: rule.quiet_to ?? FRESH.quietTo,
    remind: rule.remind_days,
    active: rule.active,
  };
}

/** What the server takes; `person` is kept, the dialog does not change it. */
export function writeOf(form: RuleForm, person: string | null): RuleWrite {
  return {
    name: form.name.trim(),
    kind: form.kind,
    indicator: form.about === "indicator" ? (form.indicator ?? null) : null,
    perspective: form.about === "perspective" ? ((form.perspective ?? null) as RuleWrite["perspective"]) : null,
    org: person ? null : (form.org ?? null),
    person,
    grain: form.grain,
    lights: form.kind === "light" ? (form.lights as NonNullable<RuleWrite["lights"]>) : [],
    threshold: form.kind === "pace" || form.kind === "target" ? String(form.threshold / 100) : null,
    days: form.kind === "no_data" ? form.days : null,
    recipients: [
      ...(form.me ? [{ kind: "me" as const, key: "" }] : []),
      ...(form.heads ? [{ kind: "heads" as const, key: "" }] : []),
      ...form.people.map(({ key }) => ({ kind: "person" as const, key })),
      ...form.roles.map((key) => ({ kind: "role" as const, key })),
    ],
    channels: form.channels,
    quiet_from: form.quiet ? form.quietFrom : null,
    quiet_to: form.quiet ? form.quietTo : null,
    remind_days: form.remind,
    active: form.active,
  };
}
