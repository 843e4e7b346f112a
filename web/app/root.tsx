import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useOrganization } from "../lib/session.tsx";
import { applyAccent } from "../lib/theme.ts";

/** Everything stands in here: the organization's colour, and the focus that follows the reader. */
export function Root() {
  const { accent } = useOrganization();
  useEffect(() => applyAccent(accent), [accent]);
  useFocusOnHeading();
  return <Outlet />;
}

/** When the page changes, the focus goes to its heading, so that it is read aloud (WCAG 2.4.3). */
function useFocusOnHeading() {
  const router = useRouter();
  useEffect(() => {
    let stop = () => {};
    const unsubscribe = router.subscribe("onResolved", ({ fromLocation, pathChanged }) => {
      stop();
      if (fromLocation && pathChanged) stop = focusHeading();
    });
    return () => {
      stop();
      unsubscribe();
    };
  }, [router]);
}

/** Focuses the first heading as soon as there is one, unless the reader went elsewhere meanwhile. */
function focusHeading(): () => void {
  const started = document.activeElement;
  const attempt = () => {
    if (document.activeElement !== started && document.activeElement !== document.body) return true;
    const heading = document.querySelector<HTMLElement>("main h1:not([data-loading])");
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return true;
  };
  if (attempt()) return () => {};
  const observer = new MutationObserver(() => attempt() && observer.disconnect());
  observer.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), 5000);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
