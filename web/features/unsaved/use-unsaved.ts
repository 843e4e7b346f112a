import { useBlocker } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";
import { hasUnsaved, watchForm } from "../../lib/unsaved.ts";
import type { FormErrors } from "../../ui/form.tsx";

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
  /** What is wrong with it: a new object for each refusal. */
  errors: FormErrors | null;
  /** The parts of the address after `?` whose change closes the form, for one that stands beside a list. */
  openedBy?: readonly string[] | undefined;
};

/** Knows whether a form holds something unsaved: what it holds now, against what it held when it was first touched. */
export function useUnsaved({ frame, busy, errors, openedBy }: Given) {
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
    const wrong = Object.values(errors ?? {}).some(Boolean);
    if (wasBusy.current && !wrong) before.current = null;
    if (wasBusy.current || wrong) isSent.current = false;
    wasBusy.current = false;
  }, [busy, errors]);

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
