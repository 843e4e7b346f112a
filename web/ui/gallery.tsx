// The design system at a glance, for those who draw it. Not part of what is shipped.
import { createRoot } from "react-dom/client";
import "./base.css";
import { applyAccent, applyTheme, setTheme } from "../lib/theme.ts";
import { LanguageProvider } from "../lib/words.ts";
import { DoorSample } from "./gallery-door.tsx";
import { OfficeSample } from "./gallery-office.tsx";
import { Pieces } from "./gallery-pieces.tsx";
import { PortalSample } from "./gallery-portal.tsx";
import { LinkProvider } from "./link.tsx";
import { ToastRegion } from "./toast.tsx";

const views = { portal: PortalSample, office: OfficeSample, door: DoorSample, pieces: Pieces };
const asked = new URLSearchParams(location.search);
const View = views[(asked.get("view") ?? "pieces") as keyof typeof views] ?? Pieces;

applyTheme();
applyAccent(asked.get("accent"));
const theme = asked.get("theme");
if (theme === "light" || theme === "dark") setTheme(theme);

createRoot(document.getElementById("root")!).render(
  <LanguageProvider initial={asked.get("language") === "en" ? "en" : "fr"}>
    <LinkProvider navigate={(href) => location.assign(href)}>
      <View />
      <ToastRegion />
    </LinkProvider>
  </LanguageProvider>,
);
