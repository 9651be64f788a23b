import { Alert, App, Button, Popconfirm } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ApiError } from "@/api/errors";
import type { IndicatorSummary, Version } from "@/api/types";
import { useTitle } from "@/app/useTitle";
import { Panel } from "@/figures/Panel";
import { usualDecimals } from "@/lib/quantity";
import { FormulaTree } from "@/widgets/formula-tree/FormulaTree";
import { useSave } from "../definitions";
import { FormulaEditor } from "../formula/FormulaEditor";
import { PreviewPanel } from "../formula/PreviewPanel";
import { useFormula } from "../formula/useFormula";
import page from "../IndicatorPage.module.css";
import { bodyOf, codeFor, type Draft, draftOf, merged, missing } from "./draft";
import styles from "./edit.module.css";
import { NameFields } from "./NameFields";
import { ReasonFields } from "./ReasonFields";
import { RuleFields } from "./RuleFields";
import { StaleNote } from "./StaleNote";
import { useDraft } from "./useDraft";

interface Props {
  /** Null for a new indicator. */
  code: string | null;
  draftName: string;
  initial: Draft;
  versions: readonly Version[];
  known: IndicatorSummary | undefined;
  taken: ReadonlySet<string>;
  onNewest: () => Promise<unknown>;
}

/** The form of a definition, with what its formula gives beside it. */
export function Editor({ code, draftName, initial, versions, known, taken, onNewest }: Props) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { draft: current, touched, recovered, change, discard } = useDraft(draftName, initial);
  const draft = current ?? initial;
  const [org, setOrg] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const answer = useFormula(draft.formula, org, draft.unit || null, code);
  const save = useSave();
  const fresh = code === null;
  const name = (i18n.language === "en" ? draft.en || draft.zh : draft.zh || draft.en).trim();
  const title = fresh ? t("indicatorForm.new") : t("indicatorForm.edit", { name });
  useTitle(title);

  useEffect(() => {
    // A copy gets its code from its name, as a new one does while it is typed.
    if (fresh && !draft.code && (draft.en || draft.zh)) change({ code: codeFor([draft.en, draft.zh], taken) });
  }, [fresh, draft.code, draft.en, draft.zh, taken, change]);

  const decimals = draft.decimals ?? usualDecimals(draft.unit || answer.data?.unit || "none");
  const lacking = missing(draft);
  const wrong = new Set(tried ? lacking : []);
  const formulaUnit = answer.data?.unit ?? null;
  const bad = answer.fresh && answer.data?.ok === false;
  const stale = save.error instanceof ApiError && save.error.code === "services.definition_stale";
  const newer = versions.filter((one) => one.number > draft.version);

  const submit = () => {
    setTried(true);
    if (lacking.length > 0 || bad || (fresh && taken.has(draft.code))) {
      void message.warning(t(bad ? "indicatorForm.formulaWrong" : "indicatorForm.incomplete"));
      return;
    }
    save.mutate(
      { code: draft.code, version: fresh ? null : draft.version, body: bodyOf(draft, formulaUnit ?? "none") },
      {
        onSuccess: (made) => {
          discard();
          void message.success(t("indicatorForm.saved", { name: made.name, version: made.version }));
          void navigate(`/indicators/${encodeURIComponent(made.code)}`);
        },
        onError: (error) => {
          if (error instanceof ApiError && error.conflict) void onNewest();
        },
      },
    );
  };

  return (
    <>
      <header className={page.head}>
        <div>
          <nav className={page.path} aria-label={t("indicator.path")}>
            <Link to="/indicators">{t("library.title")}</Link>
            {!fresh && (
              <>
                <span aria-hidden="true">/</span>
                <Link to={`/indicators/${encodeURIComponent(draft.code)}`}>{name}</Link>
              </>
            )}
          </nav>
          <h1>{title}</h1>
        </div>
        <div className={styles.tools}>
          {touched && (
            <Popconfirm title={t("indicatorForm.discardAsk")} onConfirm={() => discard()} okText={t("indicatorForm.discard")} cancelText={t("indicatorForm.keep")}>
              <Button>{t("indicatorForm.discard")}</Button>
            </Popconfirm>
          )}
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t(fresh ? "indicatorForm.create" : "indicatorForm.save")}
          </Button>
        </div>
      </header>
      <div className={styles.notes}>
        {recovered && <Alert type="info" showIcon closable title={t("indicatorForm.recovered")} />}
        {!fresh && known?.origin === "shipped" && <Alert type="info" showIcon title={t("indicatorForm.adapting")} />}
        {known?.broken && <Alert type="error" showIcon title={known.broken} />}
        {stale && newer.length > 0 && (
          <StaleNote
            newer={newer}
            onMine={() => {
              save.reset();
              const [base, theirs] = [versions.find((one) => one.number === draft.version), newer[0]];
              if (base && theirs) change(merged(draft, draftOf(draft.code, base), draftOf(draft.code, theirs)));
            }}
            onTheirs={() => {
              save.reset();
              discard();
            }}
          />
        )}
        {save.error && !stale && (
          <Alert
            type="error"
            showIcon
            title={save.error.message}
            description={
              save.error instanceof ApiError && save.error.findings.length > 0 ? (
                <ul className={styles.stale}>{save.error.findings.map((one) => <li key={one.message}>{one.message}</li>)}</ul>
              ) : undefined
            }
          />
        )}
      </div>
      <div className={styles.page}>
        <div className={styles.main}>
          <NameFields draft={draft} fresh={fresh} taken={taken} wrong={wrong} onChange={change} />
          <Panel title={t("indicator.formula")}>
            <FormulaEditor value={draft.formula} answer={answer} code={code} onChange={(formula) => change({ formula })} />
            {wrong.has("formula") && <span className={styles.error}>{t("indicatorForm.formulaMissing")}</span>}
          </Panel>
          <RuleFields draft={draft} formulaUnit={formulaUnit} wrong={wrong} onChange={change} />
          <ReasonFields draft={draft} wrong={wrong} onChange={change} />
        </div>
        <aside className={styles.side}>
          <PreviewPanel answer={answer} name={name} decimals={decimals} org={org} onOrg={setOrg} />
        </aside>
      </div>
      {answer.data?.tree && (
        <div className={styles.tree}>
          <Panel title={t("preview.tree")}>
            <FormulaTree root={answer.data.tree} label={t("preview.tree")} decimals={decimals} linkTo={(other) => `/indicators/${encodeURIComponent(other)}`} />
          </Panel>
        </div>
      )}
    </>
  );
}
