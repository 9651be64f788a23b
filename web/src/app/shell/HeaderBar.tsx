import MenuOutlined from "@ant-design/icons/MenuOutlined";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useLanguage } from "@/app/i18n/useLanguage";
import { useCurrentUser, useSession } from "@/app/session/useMe";
import { writeLongDate } from "@/lib/date";
import { today } from "@/lib/period";
import type { Language } from "@/lib/quantity";
import { InboxBell } from "@/pages/inbox/InboxBell";
import styles from "./HeaderBar.module.css";
import { LanguageSwitch } from "./LanguageSwitch";
import { LiveStatus } from "./LiveStatus";
import { UserMenu } from "./UserMenu";

interface Props {
  narrow: boolean;
  onOpenMenu: () => void;
}

export function HeaderBar({ narrow, onOpenMenu }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const language = useLanguage();
  const me = useCurrentUser();
  const { switchLanguage } = useSession();
  const change = (to: Language) => {
    switchLanguage(to).catch((error: unknown) => message.error(messageOf(error)));
  };
  return (
    <header className={styles.bar}>
      {narrow && (
        <Button type="text" icon={<MenuOutlined />} aria-label={t("shell.openMenu")} onClick={onOpenMenu} />
      )}
      <div className={styles.where}>
        <span className={styles.company}>{me.company?.name ?? t("app.name")}</span>
        {!narrow && <span className={styles.day}>{writeLongDate(today(), language)}</span>}
      </div>
      <LiveStatus />
      <InboxBell />
      <LanguageSwitch onChange={change} />
      <UserMenu />
    </header>
  );
}
