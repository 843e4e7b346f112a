import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "./button.tsx";
import "./navigation.css";

const words = {
  pages: { fr: "Pages", en: "Pages" },
  previous: { fr: "Précédent", en: "Previous" },
  next: { fr: "Suivant", en: "Next" },
} satisfies Words;

export type PagerProps = {
  previousHref?: string | null;
  nextHref?: string | null;
  onPrevious?: (() => void) | null;
  onNext?: (() => void) | null;
  /** What is shown: "Lines 51 to 100". */
  label?: ReactNode;
};

/** Previous and next, for lists read by key; nothing when the list has one page. */
export function Pager({ previousHref, nextHref, onPrevious, onNext, label }: PagerProps) {
  const t = useWords(words);
  if (!previousHref && !nextHref && !onPrevious && !onNext) return null;
  return (
    <nav className="q-pager" aria-label={t.pages}>
      <Step href={previousHref} onClick={onPrevious} icon={ArrowLeft} words={t.previous} />
      <span className="q-pager__label">{label}</span>
      <Step href={nextHref} onClick={onNext} icon={ArrowRight} words={t.next} />
    </nav>
  );
}

type StepProps = {
  href?: string | null;
  onClick?: (() => void) | null;
  icon: typeof ArrowLeft;
  words: string;
};

function Step({ href, onClick, icon, words: label }: StepProps) {
  if (href) {
    return (
      <LinkButton href={href} look="quiet" icon={icon}>
        {label}
      </LinkButton>
    );
  }
  return (
    <Button look="quiet" icon={icon} disabled={!onClick} onClick={onClick ?? undefined}>
      {label}
    </Button>
  );
}
