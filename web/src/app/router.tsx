import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { PageError } from "@/pages/system/PageError";
import { Starting } from "@/pages/system/Starting";
import { HomeRedirect } from "./session/HomeRedirect";
import { RequireLogin, RequireLoginBare } from "./session/RequireLogin";

type PageModule = { default: ComponentType };

/** A route whose code is fetched when it is first visited. */
const page = (load: () => Promise<PageModule>) => async () => ({ Component: (await load()).default });

export const router = createBrowserRouter([
  { path: "/login", lazy: page(() => import("@/pages/login/LoginPage")), ErrorBoundary: PageError, HydrateFallback: Starting },
  { path: "/kiosk", lazy: page(() => import("@/pages/screens/KioskPage")), ErrorBoundary: PageError, HydrateFallback: Starting },
  {
    path: "/screens/:id",
    Component: RequireLoginBare,
    ErrorBoundary: PageError,
    HydrateFallback: Starting,
    children: [
      { path: "play", lazy: page(() => import("@/pages/screens/PlayPage")) },
      { path: "edit", lazy: page(() => import("@/pages/screens/EditPage")) },
    ],
  },
  {
    path: "/",
    Component: RequireLogin,
    ErrorBoundary: PageError,
    HydrateFallback: Starting,
    children: [
      {
        ErrorBoundary: PageError,
        children: [
          { index: true, Component: HomeRedirect },
          { path: "cockpit", lazy: page(() => import("@/pages/cockpit/CockpitPage")) },
          { path: "indicators", lazy: page(() => import("@/pages/indicators/LibraryPage")) },
          { path: "indicators/new", lazy: page(() => import("@/pages/indicators/edit/EditPage")) },
          { path: "indicators/:code/edit", lazy: page(() => import("@/pages/indicators/edit/EditPage")) },
          { path: "indicators/:code/versions", lazy: page(() => import("@/pages/indicators/versions/VersionsPage")) },
          { path: "indicators/:code/causes", lazy: page(() => import("@/pages/indicators/causes/CausesPage")) },
          { path: "indicators/:code/alike", lazy: page(() => import("@/pages/indicators/alike/AlikePage")) },
          { path: "indicators/:code", lazy: page(() => import("@/pages/indicators/IndicatorPage")) },
          { path: "strategy", lazy: page(() => import("@/pages/strategy/StrategyPage")) },
          { path: "checkup", lazy: page(() => import("@/pages/checkup/CheckupPage")) },
          { path: "targets", lazy: page(() => import("@/pages/targets/TargetsPage")) },
          { path: "closings", lazy: page(() => import("@/pages/closings/ClosingsPage")) },
          { path: "closings/:period", lazy: page(() => import("@/pages/closings/ClosingPage")) },
          { path: "kpi-log", lazy: page(() => import("@/pages/kpi-log/LogPage")) },
          { path: "alerts", lazy: page(() => import("@/pages/alerts/AlertsPage")) },
          { path: "inbox", lazy: page(() => import("@/pages/inbox/InboxPage")) },
          { path: "anomalies", lazy: page(() => import("@/pages/anomalies/AnomaliesPage")) },
          { path: "screens", lazy: page(() => import("@/pages/screens/ScreensPage")) },
          { path: "documents/:page", lazy: page(() => import("@/meta/ListPage")) },
          { path: "documents/:page/:id", lazy: page(() => import("@/meta/FormPage")) },
          { path: "*", lazy: page(() => import("@/pages/system/NotFoundPage")) },
        ],
      },
    ],
  },
]);
