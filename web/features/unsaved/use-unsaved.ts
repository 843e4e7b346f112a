import { useBlocker } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";
import { hasUnsaved, watchForm } from "../../lib/unsaved.ts";

/** Everything that a form would send, as one text; files by name and size. */
function contentOf(form: HTMLFormElement | null | undefined): string {
  const fields = form ? [...new FormData(form).entries()] : [];
  return JSON.stringify(
    fields.map(([name, value]) => [name, typeof value === "string" ? value : `${value.name} ${value.size}`]),
  );
}

type Given = {
  /** Around the form. */
  frame: RefObject<HTMLElement | null>;
  /** While what was sent is on its way. */
  busy: boolean;
  /** Whether the last answer was a refusal. */
  wrong: boolean;
  /** The parts of the address after `?` whose change closes the form, for one that stands beside a list. */
  openedBy?: readonly string[] | undefined;
};

/** Knows whether a form holds something unsaved: what it holds now, against what it held when it was first touched. */
export function useUnsaved({ frame, busy, wrong, openedBy }: Given) {
  const before = useRef<string | null>(null);
  const isSent = useRef(false);
  const wasBusy = useRef(false);
  const now = () => contentOf(frame.current?.querySelector("form"));
  const isDirty = useRef(() => before.current !== null && now() !== before.current);

  useEffect(() => watchForm(() => isDirty.current()), []);
  useEffect(() => {
    if (busy) {
      wasBusy.current = true;
      return;
    }
    if (wrong) isSent.current = false;
    else if (wasBusy.current) before.current = null;
    if (wasBusy.current) isSent.current = false;
    wasBusy.current = false;
  }, [busy, wrong]);

  const opener = ({ search }: { search: unknown }) =>
    openedBy?.map((name) => (search as Record<string, unknown>)[name]).join();
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      !isSent.current &&
      hasUnsaved() &&
      isDirty.current() &&
      (current.pathname !== next.pathname || opener(current) !== opener(next)),
    enableBeforeUnload: () => isDirty.current() && hasUnsaved(),
    withResolver: true,
  });
  return {
    leaving,
    isDirty: () => isDirty.current(),
    /** The form is touched: what it holds now is what was there before. */
    onTouch: () => {
      before.current ??= now();
    },
    /** What the form holds leaves for the server. */
    onSend: () => {
      isSent.current = true;
    },
  };
}
