import { Skeleton } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import type { Slice } from "@/api/queries";
import { PeriodPicker } from "./PeriodPicker";
import styles from "./SliceBar.module.css";

// The tree with its search is the heaviest control of the page: it may come after the figures.
const OrgPicker = lazy(() => import("./OrgPicker"));

interface Props {
  slice: Slice;
  onChange: (part: Partial<Slice>) => void;
  children?: ReactNode;
}

/** Period and org unit of a page, with the page's own actions behind them. */
export function SliceBar({ slice, onChange, children }: Props) {
  return (
    <div className={styles.bar}>
      <Suspense fallback={<Skeleton.Input active style={{ width: 220 }} />}>
        <OrgPicker org={slice.org} onChange={(org) => onChange({ org })} />
      </Suspense>
      <PeriodPicker period={slice.period} onChange={(period) => onChange({ period })} />
      {children}
    </div>
  );
}
