import { Keyboard } from "lucide-react";
import { useWords, type Words } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useKeysOn } from "./use-keys.ts";

const words = {
  title: { fr: "Au clavier", en: "By keyboard" },
  next: { fr: "Ligne suivante", en: "Next line" },
  previous: { fr: "Ligne précédente", en: "Previous line" },
  accept: { fr: "Accepter la meilleure proposition", en: "Accept the best proposal" },
  search: { fr: "Chercher ou répartir", en: "Search or share out" },
  aside: { fr: "Mettre de côté", en: "Set aside" },
  undo: { fr: "Annuler ce qui a été fait", en: "Undo what was done" },
  close: { fr: "Fermer le volet", en: "Close the panel" },
  enter: { fr: "Entrée", en: "Enter" },
  escape: { fr: "Échap", en: "Escape" },
  or: { fr: "ou", en: "or" },
  on: { fr: "Raccourcis d’une seule touche", en: "Single-key shortcuts" },
  onHint: {
    fr: "Décochez si vous dictez ou si un autre outil utilise ces touches.",
    en: "Untick if you dictate, or if another tool uses these keys.",
  },
} satisfies Words;

/** The keys of the work list, in sight, and the box that switches them off. */
export function KeysHelp() {
  const t = useWords(words);
  const [on, setOn] = useKeysOn();
  const keys = (...names: string[]) =>
    names.map((name, n) => (
      <span key={name}>
        {n > 0 && ` ${t.or} `}
        <kbd className="q-kbd">{name}</kbd>
      </span>
    ));
  return (
    <Popover label={t.title} icon={Keyboard} look="button" align="end">
      <div className="bank-keys">
        <Stack gap={3}>
          <DefinitionList
            items={[
              { key: "j", term: keys("j", "↓"), value: t.next },
              { key: "k", term: keys("k", "↑"), value: t.previous },
              { key: "enter", term: keys(t.enter), value: t.accept },
              { key: "s", term: keys("s"), value: t.search },
              { key: "i", term: keys("i"), value: t.aside },
              { key: "u", term: keys("u"), value: t.undo },
              { key: "escape", term: keys(t.escape), value: t.close },
            ]}
          />
          <Checkbox
            name="keys"
            checked={on}
            onChange={(event) => setOn(event.target.checked)}
            hint={t.onHint}
          >
            {t.on}
          </Checkbox>
        </Stack>
      </div>
    </Popover>
  );
}
