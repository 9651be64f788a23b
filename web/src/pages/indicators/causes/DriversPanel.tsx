import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import type { Slice } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import styles from "./Causes.module.css";
import { DriverBranch } from "./DriverBranch";
import tree from "@/widgets/formula-tree/Tree.module.css";
import { type Against, useCauses, useWhatIf } from "./queries";
import { WhatIfResult } from "./WhatIfResult";

interface Props {
  code: string;
  slice: Slice;
  against: Against;
  linkTo: (code: string) => string;
}

/** The formula as a tree of drivers with their effects; sliders ask what if one of them changed. */
export function DriversPanel({ code, slice, against, linkTo }: Props) {
  const { t } = useTranslation();
  const { data, isPlaceholderData } = useCauses(code, slice, against);
  // Against a target there is no earlier state of the parts: the tree of the prior period stands in.
  const { data: prior } = useCauses(code, slice, "prior");
  const shown = data?.drivers ? data : prior;
  const ask = useWhatIf(code, slice);
  const [factors, setFactors] = useState<Record<string, number>>({});
  const suppose = (id: string, factor: number) => {
    const changed = { ...factors, [id]: factor };
    if (factor === 0) delete changed[id];
    setFactors(changed);
    const changes = Object.entries(changed).map(([part, by]) => ({ id: part, factor: by.toFixed(4) }));
    if (changes.length > 0) ask.mutate(changes);
    else ask.reset();
  };
  const clear = () => {
    setFactors({});
    ask.reset();
  };
  return (
    <Panel
      title={t("causes.drivers")}
      extra={
        Object.keys(factors).length > 0 ? (
          <Button size="small" onClick={clear}>
            {t("causes.clear")}
          </Button>
        ) : (
          <span className={styles.hint}>{t("causes.driversHint")}</span>
        )
      }
    >
      {!shown && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {shown?.drivers && (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          {ask.error && <p className={styles.bad}>{messageOf(ask.error)}</p>}
          {ask.data && <WhatIfResult found={ask.data} direction={shown.direction} linkTo={linkTo} />}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who scrolls by keyboard must reach it */}
          <div className={tree.scroll} role="region" aria-label={t("causes.drivers")} tabIndex={0}>
            <ul className={tree.root}>
              <DriverBranch
                part={shown.drivers}
                root={shown}
                parent={null}
                supposed={ask.data?.parts}
                factors={factors}
                onSuppose={suppose}
                linkTo={linkTo}
              />
            </ul>
          </div>
        </div>
      )}
    </Panel>
  );
}
