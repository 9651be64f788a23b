/** Questions to the person before a document is stored or moved on. */
import { Button } from "antd";
import type { HookAPI } from "antd/es/modal/useModal";
import i18next from "i18next";
import type { Warning } from "@/api/errors";
import styles from "./form.module.css";

/** Does the person accept what the ERP warns of? */
export async function askWarnings(modal: HookAPI, warnings: readonly Warning[]): Promise<boolean> {
  return modal.confirm({
    title: i18next.t("documents.warning"),
    content: warnings.map((one) => <p key={one.name}>{one.text}</p>),
    okText: i18next.t("documents.goOn"),
    cancelText: i18next.t("documents.back"),
  });
}

export type Resolution = "mine" | "theirs" | "stay";

/** Somebody else has stored the document meanwhile: what becomes of what was typed here? */
export function askConflict(modal: HookAPI, text: string, typed: boolean): Promise<Resolution> {
  return new Promise((resolve) => {
    const choose = (resolution: Resolution) => () => {
      dialog.destroy();
      resolve(resolution);
    };
    const dialog = modal.confirm({
      title: i18next.t("documents.conflict"),
      content: (
        <>
          <p>{text}</p>
          {typed && <p>{i18next.t("documents.conflictHint")}</p>}
        </>
      ),
      onCancel: () => resolve("stay"),
      footer: () => (
        <div className={styles.choices}>
          <Button onClick={choose("stay")}>{i18next.t("documents.stay")}</Button>
          <Button danger={typed} type={typed ? "default" : "primary"} onClick={choose("theirs")}>
            {i18next.t(typed ? "documents.dropMine" : "documents.reload")}
          </Button>
          {typed && (
            <Button type="primary" autoFocus onClick={choose("mine")}>
              {i18next.t("documents.keepMine")}
            </Button>
          )}
        </div>
      ),
    });
  });
}
