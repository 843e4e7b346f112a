import { useRef } from "react";
import { useWords, type Words } from "../../lib/words.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Form, type FormProps } from "../../ui/form.tsx";
import { SessionOver } from "./session-over.tsx";
import { useUnsaved } from "./use-unsaved.ts";

const words = {
  title: { fr: "Quitter sans enregistrer ?", en: "Leave without saving?" },
  text: {
    fr: "Ce que vous avez saisi sur cette page sera perdu.",
    en: "What you typed on this page will be lost.",
  },
  leave: { fr: "Quitter sans enregistrer", en: "Leave without saving" },
  stay: { fr: "Rester sur la page", en: "Stay on the page" },
} satisfies Words;

type Props = FormProps & {
  /** While what was sent is on its way. */
  busy: boolean;
  /** The parts of the address after `?` whose change closes the form, for one that stands beside a list. */
  openedBy?: readonly string[];
};

/**
 * A form whose work is not lost: leaving the page asks first, and a session that ends meanwhile is opened again from here
 * (SPEC ALL-5). For forms that take more than a moment to fill.
 */
export function GuardedForm({ busy, openedBy, errors, onSubmit, ...form }: Props) {
  const t = useWords(words);
  const frame = useRef<HTMLDivElement>(null);
  const { leaving, isDirty, onTouch, onSend } = useUnsaved({ frame, busy, errors: errors ?? null, openedBy });
  const isBlocked = leaving.status === "blocked";
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only listens to what bubbles */}
      <div ref={frame} onFocus={onTouch} onPointerDown={onTouch} onKeyDown={onTouch}>
        <Form
          {...form}
          errors={errors ?? null}
          onSubmit={(data, element) => {
            onSend();
            onSubmit(data, element);
          }}
        />
      </div>
      <ConfirmDialog
        open={isBlocked}
        onClose={() => leaving.reset?.()}
        onConfirm={() => leaving.proceed?.()}
        title={t.title}
        confirm={t.leave}
        dismiss={t.stay}
        danger
      >
        {t.text}
      </ConfirmDialog>
      <SessionOver holds={isDirty} />
    </>
  );
}
