import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { useHealth } from "@/api/queries";
import { showLanguage } from "@/app/i18n";
import { useMe } from "@/app/session/useMe";
import { Brand } from "@/app/shell/Brand";
import { LanguageSwitch } from "@/app/shell/LanguageSwitch";
import { DemoLogins } from "./DemoLogins";
import { LoginForm } from "./LoginForm";
import styles from "./LoginPage.module.css";
import { Overture } from "./Overture";
import { Preparing } from "./Preparing";
import { useLogin } from "./useLogin";

/** Only addresses inside the app are gone on to after the log-in. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

export default function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { data: me } = useMe();
  const { data: health } = useHealth(true);
  const next = safeNext(search.get("next"));
  const { error, busy, login } = useLogin(() => void navigate(next, { replace: true }));

  if (me) return <Navigate to={next} replace />;
  const demo = health?.demo_logins ?? [];
  return (
    <div className={styles.page}>
      <section className={styles.stage} aria-hidden="true">
        <Brand on="dark" />
        <Overture />
      </section>
      <main className={styles.side}>
        <div className={styles.top}>
          <span className={styles.mobileBrand}>
            <Brand on="light" />
          </span>
          <LanguageSwitch onChange={(language) => void showLanguage(language)} />
        </div>
        <div className={styles.box}>
          <h1 className={styles.title}>{t("login.title")}</h1>
          <p className={styles.lead}>{t("login.lead")}</p>
          {health && <Preparing health={health} />}
          <LoginForm busy={busy} error={error} onSubmit={login} />
          {demo.length > 0 && <DemoLogins logins={demo} busy={busy} onChoose={login} />}
        </div>
        <p className={styles.foot}>{t("login.foot")}</p>
      </main>
    </div>
  );
}
