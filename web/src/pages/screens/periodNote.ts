/** The period a widget is about, short. Pure. */
import type { TFunction } from "i18next";
import type { WidgetAnswer } from "@/api/types";

export function periodNote(answer: WidgetAnswer | undefined, t: TFunction): string | undefined {
  if (!answer) return undefined;
  if (answer.period) return answer.period;
  if (!answer.start || !answer.end) return undefined;
  return t("screens.since", { day: answer.start });
}
