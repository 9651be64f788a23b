import DownOutlined from "@ant-design/icons/DownOutlined";
import KeyOutlined from "@ant-design/icons/KeyOutlined";
import LogoutOutlined from "@ant-design/icons/LogoutOutlined";
import { App, Avatar, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useCurrentUser, useSession } from "@/app/session/useMe";
import styles from "./UserMenu.module.css";

const PasswordDialog = lazy(async () => ({ default: (await import("./PasswordDialog")).PasswordDialog }));

export function UserMenu() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useCurrentUser();
  const { logout } = useSession();
  const [changing, setChanging] = useState<"never" | "open" | "closed">("never");

  const choose = async ({ key }: { key: string }) => {
    if (key === "password") return setChanging("open");
    try {
      await logout();
    } catch (error) {
      message.error(messageOf(error));
    }
  };

  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          onClick: (info) => void choose(info),
          items: [
            { key: "who", disabled: true, label: [me.name, ...me.roles.map((role) => t(`role.${role}`, { defaultValue: role }))].join(" · ") },
            { type: "divider" },
            { key: "password", icon: <KeyOutlined />, label: t("shell.changePassword") },
            { key: "logout", icon: <LogoutOutlined />, label: t("shell.logout") },
          ],
        }}
      >
        <button type="button" className={styles.trigger}>
          <Avatar size={30} className={styles.avatar} aria-hidden="true">
            {me.name.slice(0, 1)}
          </Avatar>
          <span className={styles.name}>{me.name}</span>
          <span className="visually-hidden">{t("shell.userMenu")}</span>
          <DownOutlined className={styles.arrow} />
        </button>
      </Dropdown>
      {changing !== "never" && (
        <Suspense fallback={null}>
          <PasswordDialog open={changing === "open"} onClose={() => setChanging("closed")} />
        </Suspense>
      )}
    </>
  );
}
