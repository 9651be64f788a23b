import CheckCircleFilled from "@ant-design/icons/CheckCircleFilled";
import WarningFilled from "@ant-design/icons/WarningFilled";
import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { compareDecimal } from "@/lib/decimal";
import { parsePeriod } from "@/lib/period";
import { agreed, type Block, blocks, type TakerRow } from "./cascade";
import { HolderIcon } from "./HolderPicker";
import styles from "./targets.module.css";
import type { Cascaded } from "./types";
import { useUnits } from "./useConfirmed";

/** Who gets what, and the proof that it adds up. */
export function CascadePreview({ cascaded }: { cascaded: Cascaded }) {
  const { t } = useTranslation();
  const { count, even } = agreed(cascaded.checks);
  return (
    <>
      {count > 0 && (
        <p className={even === count ? styles.proofGood : styles.proofBad} role="status">
          {even === count ? <CheckCircleFilled /> : <WarningFilled />} {t(even === count ? "targets.cascade.even" : "targets.cascade.uneven", { count, even })}
        </p>
      )}
      {blocks(cascaded).map((block) => (
        <BlockTable key={block.indicator} block={block} />
      ))}
    </>
  );
}

function BlockTable({ block }: { block: Block }) {
  const { t } = useTranslation();
  const write = useWrite();
  const { unit = "none", decimals = 2 } = useUnits().get(block.indicator) ?? {};
  const short = block.periods.every((one) => parsePeriod(one)?.grain === "month");
  const exact = (value: string | undefined) => write.text(value, unit, { decimals });
  const proof = (["expected", "sum", "difference"] as const).filter(() => block.checks.size > 0);
  return (
    <section className={styles.block}>
      <h3>{block.name}</h3>
      <Table<TakerRow>
        size="small"
        rowKey="key"
        dataSource={block.takers}
        pagination={block.takers.length > 100 ? { pageSize: 100, size: "small", showSizeChanger: false } : false}
        scroll={{ x: "max-content", y: 320 }}
        columns={[
          {
            title: t("targets.cascade.taker"),
            fixed: "start" as const,
            width: 148,
            render: (_, row) => (
              <>
                <HolderIcon kind={row.holder.kind} /> {row.holder.name}
              </>
            ),
          },
          {
            title: t("targets.cascade.share"),
            align: "right" as const,
            className: "figures",
            render: (_, row) => (row.share === null ? "" : write.text(row.share, "ratio", { decimals: 1 })),
          },
          ...block.periods.map((period) => ({
            key: period,
            title: writePeriod(period, write.language, short),
            align: "right" as const,
            className: "figures",
            render: (_: unknown, row: TakerRow) => {
              const cell = row.cells.get(period);
              const changed = cell !== undefined && cell.before !== null && compareDecimal(cell.before, cell.amount) !== 0;
              return (
                <>
                  {exact(cell?.amount)}
                  {changed && <small className={`${styles.below} ${styles.struck}`}>{exact(cell.before ?? undefined)}</small>}
                </>
              );
            },
          })),
        ]}
        summary={() =>
          proof.map((line) => (
            <Table.Summary.Row key={line} className={styles.proof ?? ""}>
              <Table.Summary.Cell index={0} colSpan={2}>{t(`targets.cascade.check.${line}`)}</Table.Summary.Cell>
              {block.periods.map((period, i) => {
                const value = block.checks.get(period)?.[line];
                const fault = line === "difference" && value !== undefined && compareDecimal(value, "0") !== 0;
                return (
                  <Table.Summary.Cell key={period} index={i + 2} align="right" className={`figures ${fault ? styles.fault : ""}`}>
                    {line === "difference" ? write.text(value, unit, { decimals, signed: true }) : exact(value)}
                  </Table.Summary.Cell>
                );
              })}
            </Table.Summary.Row>
          ))
        }
      />
    </section>
  );
}
