import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import { useWrite } from "@/figures/useWrite";
import { HolderIcon } from "./HolderPicker";
import { type Group, type Grouping, weightFault } from "./rows";
import styles from "./targets.module.css";

interface Props {
  group: Group;
  grouping: Grouping;
  /** The sums of the holder's weights that differ from period to period. */
  sums: string[];
  /** Whether an indicator may be added to the holder. */
  addable: boolean;
  onSelect: () => void;
  onAdd: (code: string) => void;
}

/** Whose targets follow, whether the weights make up the whole, and a new one. */
export function GroupHead({ group, grouping, sums, addable, onSelect, onAdd }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const first = group.rows[0];
  if (!first) return null;
  const { holder } = first;
  const percent = (sum: string | undefined) => write.text(sum ?? null, "ratio", { decimals: 0 });
  const faults = sums.map(weightFault).filter((one) => one !== null);
  return (
    <>
      <button type="button" className={styles.groupName} onClick={onSelect}>
        {grouping === "holder" && <HolderIcon kind={holder.kind} />}
        {grouping === "holder" ? holder.name : first.name}
      </button>
      {grouping === "holder" && holder.kind !== "unit" && <span className={styles.groupAbout}>{holder.org_name}</span>}
      {grouping === "holder" && sums.length > 0 && (
        <span className={faults.length ? styles.chipBad : styles.chip} title={faults.length ? t(`targets.weights.${faults[0]}`) : undefined}>
          {t("targets.weights.sum")} <b className="figures">{sums.length > 1 ? `${percent(sums[0])} \u2013 ${percent(sums.at(-1))}` : percent(sums[0])}</b>
        </span>
      )}
      {grouping === "holder" && addable && <AddIndicator taken={group.rows.map((row) => row.indicator)} onAdd={onAdd} />}
    </>
  );
}

/** Choose an indicator that the holder has no targets of yet. */
export function AddIndicator({ taken, onAdd, big = false }: { taken: string[]; onAdd: (code: string) => void; big?: boolean }) {
  const { t } = useTranslation();
  const { data } = useIndicators();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      placement="bottomLeft"
      content={
        <Select<string>
          autoFocus
          defaultOpen
          className={styles.addSelect ?? ""}
          placeholder={t("targets.add.hint")}
          showSearch={{ optionFilterProp: "search" }}
          options={(data ?? []).filter((one) => !taken.includes(one.code)).map(({ code, name }) => ({ value: code, label: name, search: `${name} ${code}` }))}
          onChange={(code) => {
            setOpen(false);
            onAdd(code);
          }}
        />
      }
    >
      <Button size={big ? "middle" : "small"} type={big ? "primary" : "text"} icon={<PlusOutlined />}>
        {t("targets.add.indicator")}
      </Button>
    </Popover>
  );
}
