import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { shiftDecimal } from "@/lib/decimal";

/** Decimal text of a number as the server sends it or as it was added up here. */
function plain(value: string): string {
  return /e/i.test(value) ? Number(value).toFixed(10) : value;
}

/** Writes what a part did: signed, and of ratios in points of per cent. */
export function useEffectWriter(unit: string, decimals: number) {
  const { t } = useTranslation();
  const write = useWrite();
  return {
    figure: (value: string | null | undefined, compact = true) =>
      write.text(value === null || value === undefined ? value : plain(value), unit, { decimals: unit === "ratio" ? Math.max(1, decimals) : decimals, compact }),
    effect: (value: string | null | undefined) => {
      if (value === null || value === undefined) return write.text(null, unit);
      const text = plain(value);
      if (unit !== "ratio") return write.text(text, unit, { decimals, compact: true, signed: true });
      const size = write.text(shiftDecimal(text, 2), "none", { decimals: Math.max(1, decimals), signed: true });
      return t("causes.points", { size });
    },
    share: (value: string | null | undefined) =>
      value === null || value === undefined ? "" : write.text(plain(value), "ratio", { decimals: 0 }),
  };
}
