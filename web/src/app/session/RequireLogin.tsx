import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { whenSessionEnds } from "@/api/client";
import { languageOf, showLanguage } from "@/app/i18n";
import { Shell } from "@/app/shell/Shell";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { Starting } from "@/pages/system/Starting";
import { useMe } from "./useMe";

/** Shows the shell to somebody who is logged in, the log-in page to everybody else. */
export function RequireLogin() {
  return <LoggedIn shown={<Shell />} />;
}

/** The same without the shell, for pages that fill the whole screen. */
export function RequireLoginBare() {
  return (
    <LoggedIn
      shown={
        <Suspense fallback={<Starting />}>
          <Outlet />
        </Suspense>
      }
    />
  );
}

function LoggedIn({ shown }: { shown: ReactNode }) {
  const { data: me, isPending, error, refetch } = useMe();
  const client = useQueryClient();
  const location = useLocation();

  useEffect(() => whenSessionEnds(() => client.setQueryData(["me"], null)), [client]);
  useEffect(() => {
    if (me) void showLanguage(languageOf(me.language));
  }, [me]);

  if (isPending) return <Starting />;
  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!me) {
    const next = location.pathname === "/" ? "" : `?next=${encodeURIComponent(location.pathname + location.search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  return shown;
}
