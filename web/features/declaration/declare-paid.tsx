import { HandCoins } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Its calendar weighs as much as the rest of the statement: it is loaded when it is asked for. */
const DeclareForm = lazy(async () => ({ default: (await import("./declare-form.tsx")).DeclareForm }));

const words = {
  open: { fr: "Déclarer payée", en: "Declare as paid" },
  title: { fr: "Vous l’avez payée autrement ?", en: "You paid it by other means?" },
} satisfies Words;

export type Declarable = { id: string; label: string; toPayCents: number };

/** Says that a bill was paid by other means (SPEC ACT-6); it can be taken back until staff answer. */
export function DeclarePaid({ entry, onDone }: { entry: Declarable; onDone: () => void }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={HandCoins} onClick={() => setOpen(true)}>
        {t.open}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.title}>
        {open && (
          <Suspense fallback={<Skeleton lines={6} />}>
            <DeclareForm entry={entry} onClose={() => setOpen(false)} onDone={onDone} />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}
