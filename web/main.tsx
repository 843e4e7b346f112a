import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./ui/base.css";
import "./app/app.css";
import { startEarly } from "./app/early.ts";
import { linkManifest } from "./app/manifest.ts";
import { queryClient } from "./lib/queries.ts";
import { watchSession } from "./lib/session.tsx";
import { applyTheme } from "./lib/theme.ts";
import { initialLanguage, LanguageProvider } from "./lib/words.ts";
import { router } from "./routes.tsx";
import { LinkProvider } from "./ui/link.tsx";
import { ToastRegion } from "./ui/toast.tsx";

document.documentElement.lang = initialLanguage();
applyTheme();

const go = (href: string) => router.history.push(href);
watchSession(
  go,
  () => router.state.location.href,
  () => void import("./features/session/sign-out.ts").then(({ stopViewing }) => stopViewing(go)),
);

startEarly();
linkManifest();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <LinkProvider navigate={go}>
          <RouterProvider router={router} />
          <ToastRegion />
        </LinkProvider>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
