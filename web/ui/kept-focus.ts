import { useEffect } from "react";

/**
 * When what has the focus leaves the page (a line that was removed, a bar whose work is done), the focus goes to the heading
 * nearest to where it was: otherwise a keyboard starts again from the top, and a screen reader falls silent (WCAG 2.4.3).
 * When the whole page leaves, nothing is done here: the new one takes the focus to its own heading.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let focused: Element | null = null;
    let around: Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      focused = target as Element;
      around = ancestorsInPage(focused);
    };
    const rescue = () => {
      if (!focused || focused.isConnected || document.activeElement !== document.body) return;
      const heading = around.filter((one) => one.isConnected).flatMap(headingsOf)[0];
      focused = null;
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(
      () => focused?.isConnected === false && requestAnimationFrame(rescue),
    );
    addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
}

/** From the nearest outwards, `main` left out: what is in it changes with the page. */
function ancestorsInPage(element: Element): Element[] {
  const around: Element[] = [];
  const main = element.closest("main");
  if (!main) return around;
  for (let one = element.parentElement; one && one !== main; one = one.parentElement) around.push(one);
  return around;
}

const headingsOf = (within: Element) =>
  [...within.querySelectorAll<HTMLElement>("h1, h2, h3")].filter((one) => one.getClientRects().length > 0);
