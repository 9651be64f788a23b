import { CopyOutlined, DeleteOutlined, HistoryOutlined, MoreOutlined, PrinterOutlined, SaveOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { documentPath } from "../queries";
import type { ButtonDescription, Document, Page } from "../types";
import styles from "./form.module.css";
import type { useActions } from "./useActions";
import type { DraftControls } from "./useDraft";

interface Props {
  page: Page;
  document: Document | null;
  controls: DraftControls;
  actions: ReturnType<typeof useActions>;
  readonly: boolean;
  onTrail: () => void;
}

/** What can be done with the document now: store it, its workflow steps, and the rest in a menu. */
export function ActionBar({ page, document, controls, actions, readonly, onTrail }: Props) {
  const { t } = useTranslation();
  const { draft, dirty, busy } = controls;
  const usable = (button: ButtonDescription) => {
    const state = draft.states.buttons[button.name];
    return state !== undefined && !state.invisible;
  };
  const clicksOf = (button: ButtonDescription) => draft.states.buttons[button.name]?.clicks;
  const buttons = document ? page.form.buttons.filter(usable) : [];
  const idle = actions.working === "";
  const more = [
    ...(document && page.access.create ? [{ key: "copy", icon: <CopyOutlined />, label: t("documents.copy") }] : []),
    ...(document && (document.access?.delete ?? page.access.delete) ? [{ key: "delete", icon: <DeleteOutlined />, label: t("documents.delete"), danger: true }] : []),
  ];
  return (
    <div className={styles.actions}>
      {!readonly && (dirty || !document) && (
        <Button type="primary" icon={<SaveOutlined />} loading={actions.working === "save"} disabled={!idle && actions.working !== "save"} onClick={() => void actions.save()}>
          {t("documents.save")}
        </Button>
      )}
      {document && dirty && (
        <Button onClick={() => controls.reset(document)}>{t("documents.undo")}</Button>
      )}
      {buttons.map((button) => (
        <Button
          key={button.name}
          type={button.kind === "primary" && !dirty ? "primary" : "default"}
          danger={button.kind === "danger"}
          loading={actions.working === button.name}
          disabled={(draft.states.buttons[button.name]?.readonly ?? false) || busy || (!idle && actions.working !== button.name)}
          title={clicksOf(button)?.by.join(t("list.comma")) || undefined}
          onClick={() => void actions.press(button)}
        >
          {button.label}
          {clicksOf(button) && ` ${clicksOf(button)?.by.length}/${clicksOf(button)?.needed}`}
        </Button>
      ))}
      {document && page.form.printable && (
        <Button icon={<PrinterOutlined />} href={documentPath(page.page, `/${document.id}/print.pdf`)} target="_blank" aria-label={t("documents.print")} title={t("documents.print")} />
      )}
      {document && <Button icon={<HistoryOutlined />} aria-label={t("documents.trail")} title={t("documents.trail")} onClick={onTrail} />}
      {more.length > 0 && (
        <Dropdown trigger={["click"]} menu={{ items: more, onClick: ({ key }) => void (key === "copy" ? actions.copy() : actions.remove()) }}>
          <Button icon={<MoreOutlined />} aria-label={t("documents.more")} title={t("documents.more")} />
        </Dropdown>
      )}
    </div>
  );
}
