import { Alert, App, Button, Drawer, Space, Tag } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useBlocker, useNavigate } from "react-router";
import { useTitle } from "@/app/useTitle";
import { Moves } from "../moves/Moves";
import { numbered } from "../show";
import type { Document, NewDocument, Page } from "../types";
import { useKeys } from "../useKeys";
import { ActionBar } from "./ActionBar";
import styles from "./form.module.css";
import { LineGrid } from "./LineGrid";
import { Links } from "./Links";
import { QuestionDialog } from "./QuestionDialog";
import { Sections } from "./Sections";
import { StatusSteps } from "./StatusSteps";
import { Totals } from "./Totals";
import { Trail } from "./Trail";
import { useActions } from "./useActions";
import { useDraft } from "./useDraft";

interface Props {
  page: Page;
  document: Document | null;
  defaults: NewDocument | null;
}

/** One document: head with state and actions, sections, lines, totals, related documents. */
export function DocumentForm({ page, document, defaults }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const controls = useDraft(page, document?.id ?? null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [trail, setTrail] = useState(false);
  const actions = useActions(page, document, controls, setWrong);
  const { draft, dirty, reset } = controls;
  const outdated = document !== null && draft.stamp !== null && draft.stamp !== document.stamp && dirty;

  useEffect(() => {
    // A newer version from the server never overwrites what is being typed.
    if (document && draft.stamp !== document.stamp && !dirty) reset(document);
    if (!document && defaults && draft.stamp === null) reset({ ...defaults, stamp: "new" }, Object.keys(defaults.values));
  }, [document, defaults, draft.stamp, dirty, reset]);
  useLeaving(dirty && (document !== null || draft.touched.length > Object.keys(defaults?.values ?? {}).length), actions.working !== "");

  const readonly = document ? !(document.access?.write ?? page.access.write) : !page.access.create;
  const status = page.form.status ? page.fields[page.form.status] : undefined;
  const state = status && draft.values[status.name];
  const title = document ? numbered(document.rec_name) : t("documents.new", { name: page.label });
  useTitle(`${title} · ${page.label}`);
  useKeys({
    "mod+s": () => {
      if (!readonly && (dirty || !document)) void actions.save();
    },
    Escape: () => void navigate(`/documents/${page.page}`),
  });

  return (
    <>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to={`/documents/${page.page}`} className={styles.crumb}>
            ← {page.label}
          </Link>
          <h1>{title}</h1>
          {status && typeof state === "string" && (
            <Tag color={page.form.status_colors[state] ?? "default"}>
              {status.selection?.find((choice) => choice.value === state)?.label ?? state}
            </Tag>
          )}
          {status && typeof state === "string" && <StatusSteps field={status} steps={page.form.status_steps ?? []} state={state} />}
          {dirty && document && <Tag color="warning">{t("documents.unsaved")}</Tag>}
        </div>
        <ActionBar page={page} document={document} controls={controls} actions={actions} readonly={readonly} onTrail={() => setTrail(true)} />
      </header>
      <div className={styles.layout}>
        {outdated && document && (
          <Alert
            type="warning"
            showIcon
            title={t("documents.changedMeanwhile")}
            action={
              <Space wrap>
                <Button size="small" type="primary" onClick={() => controls.rebase(document)}>
                  {t("documents.keepMine")}
                </Button>
                <Button size="small" onClick={() => reset(document)}>
                  {t("documents.dropMine")}
                </Button>
              </Space>
            }
          />
        )}
        {document && <Links page={page} id={String(document.id)} />}
        <Sections page={page} controls={controls} readonly={readonly} wrong={wrong} />
        {page.form.lines.map((grid) => (
          <LineGrid key={grid.field} grid={grid} controls={controls} readonly={readonly} />
        ))}
        <Totals page={page} values={draft.values} />
        {document && <Moves page={page} id={String(document.id)} />}
      </div>
      {actions.asked && (
        <QuestionDialog
          key={`${actions.asked.question.session}-${actions.asked.question.state}`}
          title={actions.asked.button.label}
          question={actions.asked.question}
          working={actions.working}
          onAnswer={(chosen, values) => void actions.answer(chosen, values)}
        />
      )}
      <Drawer title={t("documents.trail")} open={trail} onClose={() => setTrail(false)} destroyOnHidden>
        {document && trail && <Trail page={page} id={String(document.id)} />}
      </Drawer>
    </>
  );
}

/** Ask before what was typed is lost by leaving; storing it is no leaving. */
function useLeaving(unsaved: boolean, working: boolean) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => unsaved && !working && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const ask = async () => {
      const leave = await modal.confirm({
        title: t("documents.leaveTitle"),
        content: t("documents.leaveText"),
        okText: t("documents.leave"),
        cancelText: t("documents.stay"),
      });
      if (leave) blocker.proceed?.();
      else blocker.reset?.();
    };
    void ask();
  }, [blocker, modal, t]);
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
