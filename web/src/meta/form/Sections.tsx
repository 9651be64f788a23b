import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { useState } from "react";
import type { Page, Section } from "../types";
import { FieldRow } from "./FieldRow";
import styles from "./form.module.css";
import type { DraftControls } from "./useDraft";

interface Props {
  page: Page;
  controls: DraftControls;
  readonly: boolean;
  wrong: string[];
  /** In a drawer: two columns at most. */
  narrow?: boolean;
}

/** The titled blocks of fields. */
export function Sections({ page, controls, readonly, wrong, narrow = false }: Props) {
  return page.form.sections.map((section) => (
    <SectionBlock key={section.key} section={section} page={page} controls={controls} readonly={readonly} wrong={wrong} narrow={narrow} />
  ));
}

function SectionBlock({ section, page, controls, readonly, wrong, narrow = false }: Props & { section: Section }) {
  const [folded, setFolded] = useState(section.collapsed ?? false);
  const { draft, setValue } = controls;
  const names = section.fields.filter((name) => page.fields[name] && !draft.states.fields[name]?.invisible);
  if (names.length === 0) return null;
  const open = !folded || names.some((name) => wrong.includes(name));
  return (
    <section className={styles.section} aria-label={section.label}>
      <button type="button" className={styles.sectionHead} aria-expanded={open} onClick={() => setFolded(open)}>
        {open ? <DownOutlined /> : <RightOutlined />}
        <h2>{section.label}</h2>
      </button>
      {open && (
        <div className={styles.fields} style={{ ["--columns" as string]: narrow ? 2 : (section.columns ?? 3) }}>
          {names.map((name) => {
            const field = page.fields[name];
            return (
              field && (
                <FieldRow
                  key={name}
                  field={field}
                  state={draft.states.fields[name] ?? {}}
                  controls={controls}
                  value={draft.values[name]}
                  readonly={readonly}
                  wrong={wrong.includes(name)}
                  onChange={(value) => setValue(name, value)}
                />
              )
            );
          })}
        </div>
      )}
    </section>
  );
}
