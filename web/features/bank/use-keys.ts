import { useEffect, useRef, useSyncExternalStore } from "react";

const KEPT = "quitus.bank-keys";
const listeners = new Set<() => void>();
const areOn = () => globalThis.localStorage?.getItem(KEPT) !== "off";

/** Single keys act only while whoever works here wants them to (WCAG 2.1.4): kept on this device. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    areOn,
    () => true,
  );
  const change = (wanted: boolean) => {
    localStorage.setItem(KEPT, wanted ? "on" : "off");
    for (const listener of listeners) listener();
  };
  return [on, change];
}

export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** Hears single keys wherever the focus is, but never those typed into something, nor Enter on what Enter activates. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areOn()) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, select, textarea, dialog, [contenteditable], [role=dialog]")) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "Enter" && target.closest("a, button, summary")) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}
