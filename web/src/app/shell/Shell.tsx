import { Drawer } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useLiveUpdates } from "@/app/session/useLiveUpdates";
import { useCurrentUser } from "@/app/session/useMe";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { Brand } from "./Brand";
import { HeaderBar } from "./HeaderBar";
import styles from "./Shell.module.css";
import { SideMenu } from "./SideMenu";
import { useNarrow } from "./useNarrow";

/** The frame around every page: menu by role, header, live connection. */
export function Shell() {
  const { t } = useTranslation();
  const me = useCurrentUser();
  const narrow = useNarrow();
  const [drawer, setDrawer] = useState(false);
  useLiveUpdates();

  const menu = (
    <>
      <div className={styles.brand}>
        <Brand on="dark" />
      </div>
      <SideMenu menu={me.menu} onNavigate={() => setDrawer(false)} />
    </>
  );

  return (
    <div className={styles.shell}>
      <a className="skip-link" href="#content">
        {t("shell.skip")}
      </a>
      {narrow ? (
        <Drawer
          open={drawer}
          onClose={() => setDrawer(false)}
          placement="left"
          size={272}
          closable={false}
          aria-label={t("shell.menu")}
          styles={{ body: { padding: 0 }, section: { background: "var(--ink-900)" } }}
        >
          <div className={styles.drawer}>{menu}</div>
        </Drawer>
      ) : (
        <aside className={styles.side}>{menu}</aside>
      )}
      <div className={styles.main}>
        <HeaderBar narrow={narrow} onOpenMenu={() => setDrawer(true)} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}
