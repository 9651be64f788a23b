import { useTranslation } from "react-i18next";
import type { DemoLogin } from "@/api/types";
import styles from "./DemoLogins.module.css";

interface Props {
  logins: DemoLogin[];
  busy: string | null;
  onChoose: (login: string, password: string) => Promise<void>;
}

/** The demo company's people: one click logs in. The server lists them on loopback only. */
export function DemoLogins({ logins, busy, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={styles.title}>
        {t("login.demo")}
      </h2>
      <ul className={styles.list}>
        {logins.map(({ login, password, name, role }) => (
          <li key={login}>
            <button
              type="button"
              className={styles.person}
              disabled={busy !== null}
              aria-busy={busy === login}
              onClick={() => void onChoose(login, password)}
            >
              <span className={styles.role}>{t(`role.${role}`, { defaultValue: role })}</span>
              <span className={styles.name}>{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t("login.demoHint")}</p>
    </section>
  );
}
