import { App } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./edit.module.css";
import type { Clash } from "./merge";

/** How a field's value is told to people. */
export type Show = (field: string, value: unknown) => string;

/** Asks what is to hold when somebody else was faster; nothing is written or dropped before the answer. */
export function useConflict() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const ask = (title: string, content: React.ReactNode, okText: string, cancelText: string) =>
    new Promise<boolean>((resolve) => {
      modal.confirm({
        title,
        content,
        okText,
        cancelText,
        width: 560,
        mask: { closable: false },
        keyboard: false,
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
  return {
    /** True: send mine again. */
    collided: (name: string, found: readonly Clash[], show: Show) =>
      ask(
        t("strategy.conflict.title", { name }),
        <>
          <p>{t("strategy.conflict.text")}</p>
          <table className={styles.clash}>
            <thead>
              <tr>
                <th>{t("strategy.conflict.field")}</th>
                <th>{t("strategy.conflict.theirs")}</th>
                <th>{t("strategy.conflict.mine")}</th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ field, mine, theirs }) => (
                <tr key={field}>
                  <th scope="row">{t(`strategy.field.${field}`, { defaultValue: field })}</th>
                  <td>{show(field, theirs)}</td>
                  <td>{show(field, mine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>,
        t("strategy.conflict.sendMine"),
        t("strategy.conflict.takeTheirs"),
      ),
    /** True: make it again. */
    gone: (name: string) =>
      ask(
        t("strategy.conflict.gone", { name }),
        t("strategy.conflict.goneText"),
        t("strategy.conflict.makeAgain"),
        t("strategy.conflict.letGo"),
      ),
    /** True: remove it all the same. */
    changed: (name: string) =>
      ask(
        t("strategy.conflict.changed", { name }),
        t("strategy.conflict.changedText"),
        t("strategy.conflict.removeAnyway"),
        t("strategy.conflict.keep"),
      ),
  };
}
