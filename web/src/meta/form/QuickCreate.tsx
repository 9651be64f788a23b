import { App, Button, Drawer, Skeleton } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { ApiError, messageOf } from "@/api/errors";
import { documentPath, useDefaults, usePage } from "../queries";
import type { Document, Named, NewDocument, Page } from "../types";
import { askWarnings } from "./ask";
import { changesOf, missing, requiredOf } from "./draft";
import { LineGrid } from "./LineGrid";
import { Sections } from "./Sections";
import { useDraft } from "./useDraft";
import styles from "./form.module.css";

interface Props {
  page: string;
  /** What was typed while looking for the record: the start of its name. */
  typed: string;
  onDone: (made: Named | null) => void;
}

/** Make a customer, product … without leaving the document that needs it. */
export function QuickCreate({ page: name, typed, onDone }: Props) {
  const { t } = useTranslation();
  const { data: page } = usePage(name);
  return (
    <Drawer
      open
      size={640}
      title={page ? t("documents.new", { name: page.label }) : t("documents.create")}
      onClose={() => onDone(null)}
      destroyOnHidden
    >
      {page ? <WithDefaults page={page} typed={typed} onDone={onDone} /> : <Skeleton active />}
    </Drawer>
  );
}

function WithDefaults({ page, typed, onDone }: Omit<Props, "page"> & { page: Page }) {
  const { data, error } = useDefaults(page);
  if (error) return <p className={styles.wrong}>{messageOf(error)}</p>;
  if (!data) return <Skeleton active />;
  return <NewRecord page={page} defaults={data} typed={typed} onDone={onDone} />;
}

function NewRecord({ page, defaults, typed, onDone }: Omit<Props, "page"> & { page: Page; defaults: NewDocument }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const controls = useDraft(page, null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [working, setWorking] = useState(false);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    controls.reset({ ...defaults, stamp: "new" }, Object.keys(defaults.values));
    if (typed && page.fields["name"] && !page.fields["name"].readonly) controls.setValue("name", typed);
  }, [controls, defaults, page, typed]);

  const save = async (confirmed: string[] = []): Promise<void> => {
    const draft = await controls.settled();
    const empty = missing(draft, requiredOf(page, draft));
    setWrong(empty);
    if (empty.length > 0) return;
    setWorking(true);
    try {
      const made = await post<Document>(documentPath(page.page), { values: changesOf(draft), confirmed });
      message.success(t("documents.saved"));
      onDone({ id: made.id, name: made.rec_name });
    } catch (error) {
      const warnings = error instanceof ApiError ? error.warnings : [];
      if (warnings.length > 0) {
        if (await askWarnings(modal, warnings)) await save([...confirmed, ...warnings.map((one) => one.name)]);
      } else {
        message.error({ content: messageOf(error), duration: 8 });
      }
    } finally {
      setWorking(false);
    }
  };

  return (
    <div className={styles.layout}>
      <Sections page={page} controls={controls} readonly={false} wrong={wrong} narrow />
      {page.form.lines.map((grid) => (
        <LineGrid key={grid.field} grid={grid} controls={controls} readonly={false} />
      ))}
      <div className={styles.choices}>
        <Button onClick={() => onDone(null)}>{t("documents.back")}</Button>
        <Button type="primary" loading={working} onClick={() => void save()}>
          {t("documents.save")}
        </Button>
      </div>
    </div>
  );
}
