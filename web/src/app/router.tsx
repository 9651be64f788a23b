import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { PageError } from "@/pages/system/PageError";
import { Starting } from "@/pages/system/Starting";
import { HomeRedirect } from "./session/HomeRedirect";
import { RequireLogin } from "./session/RequireLogin";

type PageModule = { default: ComponentType };

/** A route whose code is fetched when it is first visited. */
const page = (load: () => Promise<PageModule>) => async () => ({ Component: (await load()).default });

const notFound = () => import("@/pages/system/NotFoundPage");
// The renderer of document pages is a room of its own.
const documents = import.meta.glob<PageModule>("../meta/{ListPage,FormPage}.tsx");
const list = documents["../meta/ListPage.tsx"] ?? notFound;
const form = documents["../meta/FormPage.tsx"] ?? notFound;

export const router = createBrowserRouter([
  { path: "/login", lazy: page(() => import("@/pages/login/LoginPage")), ErrorBoundary: PageError, HydrateFallback: Starting },
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
          { path: "indicators/:code", lazy: page(() => import("@/pages/indicators/IndicatorPage")) },
          { path: "documents/:page", lazy: page(list) },
          { path: "documents/:page/:id", lazy: page(form) },
          { path: "*", lazy: page(notFound) },
        ],
      },
    ],
  },
]);
