import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import { ApiError } from "@/api/errors";
import { TouchedTable, type Units } from "./TouchedTable";

/** The person looked at whom it touches and went back. */
export class Declined extends Error {}

/** The units of all indicators by code. */
export function useUnits(): Units {
  const { data } = useIndicators();
  return new Map((data ?? []).map(({ code, unit, decimals }) => [code, { unit, decimals }]));
}

/**
 * Do something that may touch targets of others: the first time unconfirmed; when the server says whom
 * it touches, the person sees them and decides.
 */
export function useConfirmed() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const units = useUnits();
  return useCallback(
    async <T,>(action: (confirmed: boolean) => Promise<T>): Promise<T> => {
      try {
        return await action(false);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "services.targets_touched") throw error;
        const go = await modal.confirm({
          width: 760,
          title: t("targets.touched.title"),
          content: (
            <>
              <p>{error.message}</p>
              <TouchedTable touched={error.touched} units={units} />
            </>
          ),
          okText: t("targets.touched.go"),
          cancelText: t("targets.touched.back"),
        });
        if (!go) throw new Declined();
        return action(true);
      }
    },
    [modal, t, units],
  );
}
