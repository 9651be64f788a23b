import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Table, type TableProps } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "@/app/shell/useNarrow";
import { addDecimals } from "@/lib/decimal";
import { EDITABLE } from "../fields/FieldInput";
import { isNumber, show, showQuantity, unitOf } from "../show";
import type { Column, FieldMeta, LineGridDescription, Values } from "../types";
import { type DraftLine, linesOf } from "./draft";
import { useWords } from "../useWords";
import styles from "./form.module.css";
import { FormInput } from "./FormInput";
import { LineCards } from "./LineCards";
import type { DraftControls } from "./useDraft";

interface Props {
  grid: LineGridDescription;
  controls: DraftControls;
  readonly: boolean;
}

/** The document's lines: typed in place, with sums below. */
export function LineGrid({ grid, controls, readonly }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const words = useWords();
  const narrow = useNarrow();
  const { draft, setLine, addLine, removeLine } = controls;
  if (draft.states.fields[grid.field]?.invisible) return null;
  const lines = linesOf(draft, grid.field);
  const fixed = readonly || grid.editable === false || (draft.states.fields[grid.field]?.readonly ?? false);
  const columns = grid.columns.filter((column) => column.shown !== false);
  // A line's money is in the document's currency; units of quantities have a column of their own.
  const bare = (field: FieldMeta, values: Values) => {
    const unit = unitOf(field, { ...pick(draft.values), ...values }, words);
    return field.percent ? unit : { ...unit, suffix: "" };
  };

  const next = () => {
    addLine(grid.field, {});
    // The new row is drawn first; then its first field is ready for typing.
    setTimeout(() => {
      const rows = box.current?.querySelectorAll("tr.ant-table-row, li");
      rows?.[rows.length - 1]?.querySelector("input")?.focus();
    }, 60);
  };

  const metaOf = (column: Column): FieldMeta => grid.fields[column.name] ?? { name: column.name, type: "char", label: column.label };
  const isTyped = (field: FieldMeta) => !fixed && !field.readonly && EDITABLE.has(field.type);
  const cell = (column: Column, line: DraftLine) => {
    const field = metaOf(column);
    if (!isTyped(field)) return show(line.values[column.name], field, words, {}, bare(field, line.values));
    return (
      <FormInput
        bare={!narrow}
        id={`${grid.field}-${line.key}-${column.name}`}
        field={field}
        controls={controls}
        line={{ field: grid.field, key: line.key }}
        onEnter={line === lines.at(-1) ? next : undefined}
        value={line.values[column.name]}
        onChange={(value) => setLine(grid.field, line.key, column.name, value)}
      />
    );
  };
  const shown: TableProps<DraftLine>["columns"] = columns.map((column) => {
    const field = metaOf(column);
    return {
      key: column.name,
      title: column.label,
      ...(column.width ? { width: column.width } : {}),
      align: isNumber(field) ? ("right" as const) : ("left" as const),
      className: isNumber(field) ? "figures" : "",
      ellipsis: !isTyped(field),
      render: (_: unknown, line: DraftLine) => cell(column, line),
    };
  });
  if (!fixed) {
    shown.push({
      key: "remove",
      width: 44,
      fixed: "right",
      render: (_: unknown, line: DraftLine) => (
        <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("documents.removeLine")} onClick={() => removeLine(grid.field, line.key)} />
      ),
    });
  }
  const later = fixed && !readonly && grid.editable !== false && draft.stamp === "new";
  const empty = t(later ? "documents.linesLater" : fixed ? "documents.noLines" : "documents.noLinesYet");
  const summed = columns.some((column) => column.total) && lines.length > 1;

  return (
    <section ref={box} className={styles.section} aria-label={grid.label}>
      <div className={styles.gridHead}>
        <h2>
          {grid.label} <span className={styles.count}>{lines.length}</span>
        </h2>
        {!fixed && (
          <Button size="small" icon={<PlusOutlined />} onClick={next}>
            {t("documents.addLine")}
          </Button>
        )}
      </div>
      {narrow ? (
        <LineCards
          lines={lines}
          columns={columns}
          empty={empty}
          cell={cell}
          onRemove={fixed ? undefined : (line) => removeLine(grid.field, line.key)}
        />
      ) : (
        <Table<DraftLine>
          rowKey="key"
          size="small"
          className={fixed ? "" : styles.grid}
          columns={shown}
          dataSource={lines}
          pagination={lines.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
          scroll={{ x: columns.reduce((sum, column) => sum + (column.width ?? 140), 60) }}
          locale={{ emptyText: <p className={styles.noLines}>{empty}</p> }}
          summary={() =>
            summed ? (
              <Table.Summary.Row>
                {columns.map((column, index) => {
                  const field = grid.fields[column.name];
                  const sum =
                    column.total && field
                      ? showQuantity(addDecimals(lines.map((line) => String(line.values[column.name] ?? "0"))), field, bare(field, {}))
                      : "";
                  return (
                    <Table.Summary.Cell key={column.name} index={index} align={column.total ? "right" : "left"} className="figures">
                      <strong>{index === 0 ? t("documents.sum") : sum}</strong>
                    </Table.Summary.Cell>
                  );
                })}
                {!fixed && <Table.Summary.Cell index={columns.length} />}
              </Table.Summary.Row>
            ) : null
          }
        />
      )}
    </section>
  );
}

/** The document's currency, for its lines. */
const pick = (values: Values): Values => (values["currency"] === undefined ? {} : { currency: values["currency"] });
