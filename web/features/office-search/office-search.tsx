/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events --
   the combobox pattern of ARIA: the keys are heard by the input, no native element groups links found by typing */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { query, sentenceOf } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Text } from "../../ui/layout.tsx";
import "./search.css";
import { type Result, type ResultGroup, useResultGroups } from "./search-results.ts";

const words = {
  open: { fr: "Rechercher partout", en: "Search everywhere" },
  prompt: {
    fr: "Un nom, un numéro de compte, de facture, de paiement…",
    en: "A name, an account, invoice or payment number…",
  },
  found: {
    fr: (n: number) => plural("fr", n, { one: "# résultat", other: "# résultats" }),
    en: (n: number) => plural("en", n, { one: "# result", other: "# results" }),
  },
  none: {
    fr: "Rien ne correspond. Essayez le début d’un nom, un numéro de pièce ou une adresse.",
    en: "Nothing matches. Try the beginning of a name, a document number or an address.",
  },
  keys: {
    fr: "↑ ↓ pour choisir · Entrée pour ouvrir · Échap pour fermer",
    en: "↑ ↓ to choose · Enter to open · Esc to close",
  },
} satisfies Words;

/** One field that finds any party, account, invoice, payment or user: a button in the top bar, or Ctrl+K. */
export function OfficeSearch() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="office-search-button"
        aria-keyshortcuts="Control+K"
        onClick={() => setOpen(true)}
      >
        <Icon of={Search} />
        <span>{t.open}</span>
        <kbd className="q-kbd" aria-hidden="true">
          Ctrl K
        </kbd>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.open}>
        <Palette onLeave={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Palette({ onLeave }: { onLeave: () => void }) {
  const t = useWords(words);
  const go = useGo();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 180);
    return () => clearTimeout(timer);
  }, [typed]);
  const enough = asked.length >= 2;
  const read = useQuery({
    ...query("search", { query: { q: asked } }),
    enabled: enough,
    placeholderData: keepPreviousData,
  });
  const groups = useResultGroups(enough ? (read.data?.items ?? []) : [], typed);
  const results = groups.flatMap((group) => group.results);
  const current = results[Math.min(at, results.length - 1)];
  const follow = (result: Result | undefined) => {
    if (!result) return;
    onLeave();
    go(result.href);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && results.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, results.length - 1) + step + results.length) % results.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      follow(current);
    }
  };
  return (
    <div className="office-palette">
      <input
        className="q-input"
        type="text"
        role="combobox"
        // React would focus before the dialog opens; the dialog itself looks for the attribute.
        ref={(input) => input?.setAttribute("autofocus", "")}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        aria-label={t.prompt}
        placeholder={t.prompt}
        aria-expanded={results.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.key}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {read.error && <Text look="overdue">{sentenceOf(read.error)}</Text>}
      {enough && !read.isFetching && !read.error && results.length === 0 && (
        <Text look="muted">{t.none}</Text>
      )}
      <ResultList id={id} groups={groups} current={current} onFollow={follow} />
      <p className="office-palette__keys" role="status">
        {enough && !read.isFetching ? `${t.found(results.length)} · ` : ""}
        {t.keys}
      </p>
    </div>
  );
}

type ResultListProps = {
  id: string;
  groups: ResultGroup[];
  current: Result | undefined;
  onFollow: (result: Result) => void;
};

function ResultList({ id, groups, current, onFollow }: ResultListProps) {
  const t = useWords(words);
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: browsers begin to answer a promise here, and an effect may return only its undoing.
    chosen.current?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is chosen changes what the reference holds
  }, [current?.key]);
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t.open} className="office-palette__list">
      {groups.map((group) => (
        <div
          key={group.key}
          role="group"
          aria-labelledby={`${id}-of-${group.key}`}
          className="office-palette__group"
        >
          <p id={`${id}-of-${group.key}`} role="presentation">
            {group.label}
          </p>
          {group.results.map((result) => (
            <div
              key={result.key}
              id={`${id}-${result.key}`}
              ref={result.key === current?.key ? chosen : undefined}
              role="option"
              tabIndex={-1}
              aria-selected={result.key === current?.key}
              className="office-palette__option"
              onClick={() => onFollow(result)}
            >
              <Icon of={result.icon} />
              <span>
                {result.title}
                {result.detail && <small>{result.detail}</small>}
              </span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
