import { ChevronDown, CircleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox as AriaComboBox } from "react-aria-components/ComboBox";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";
import { useWords, type Words } from "../lib/words.ts";
import "./aria.ts";
import "./button.css";
import "./field.css";
import { useFormErrors } from "./form.tsx";
import { Icon } from "./icon.tsx";
import "./menu.css";

const words = {
  nothing: { fr: "Aucun résultat", en: "No result" },
  searching: { fr: "Recherche…", en: "Searching…" },
  optional: { fr: "facultatif", en: "optional" },
} satisfies Words;

export type ComboOption = { value: string; label: string; hint?: string };

export type ComboBoxProps = {
  label: ReactNode;
  name?: string;
  value: string | null;
  onChange: (value: string | null) => void;
  options: ComboOption[];
  /** When given, the server filters: `options` should follow what is typed. */
  onSearch?: (typed: string) => void;
  /** The options of what is typed are not there yet. */
  searching?: boolean;
  hint?: ReactNode;
  error?: string | null;
  optional?: boolean;
  placeholder?: string;
};

/** One choice among many, found by typing. For fewer than fifteen, prefer `Select`. */
export function ComboBox(props: ComboBoxProps) {
  const { label, name, value, options, onSearch, searching, hint, error, optional, placeholder } = props;
  const t = useWords(words);
  const { errors } = useFormErrors();
  const wrong = error ?? (name ? errors[name] : undefined);
  const { text, onText, onChosen } = useText(props);
  return (
    <AriaComboBox
      className="q-field"
      name={name}
      formValue="key"
      selectedKey={value}
      onSelectionChange={onChosen}
      inputValue={text}
      onInputChange={onText}
      {...(onSearch ? { items: options } : { defaultItems: options })}
      isRequired={!optional}
      isInvalid={wrong ? true : undefined}
      validationBehavior="aria"
      allowsEmptyCollection
      menuTrigger="focus"
    >
      <Label className="q-field__label">
        {label}
        {optional && <span className="q-field__optional"> ({t.optional})</span>}
      </Label>
      {hint != null && (
        <Text slot="description" className="q-field__hint">
          {hint}
        </Text>
      )}
      <Group className="q-combo">
        <Input className="q-input" placeholder={placeholder} />
        <Button className="q-icon-button q-combo__open">
          <Icon of={ChevronDown} />
        </Button>
      </Group>
      <FieldError className="q-field__error">
        <Icon of={CircleAlert} />
        <span>{wrong}</span>
      </FieldError>
      <Popover className="q-menu q-combo__popover" offset={4}>
        <ListBox<ComboOption>
          className="q-menu__list"
          renderEmptyState={() => <p className="q-combo__none">{searching ? t.searching : t.nothing}</p>}
        >
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="q-menu__item">
              <span className="q-menu__words">
                {option.label}
                {option.hint && <small>{option.hint}</small>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

/**
 * The text of the field, kept here: the library takes it from the options that it has when the field is left, and empties both
 * the field and the choice when the one that is chosen, or looked for, has not arrived yet.
 */
function useText({ value, onChange, options, onSearch }: ComboBoxProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ComboOption | null>(null);
  const find = (key: string) => [...options, chosen].find((one) => one?.value === key) ?? null;
  const onText = (text: string) => {
    setTyped(text);
    onSearch?.(text);
    if (text === "" && value !== null) onChange(null);
  };
  /** Without a key the field is only left: what was typed stays. */
  const onChosen = (key: string | number | null) => {
    if (key === null) return;
    setChosen(find(String(key)));
    setTyped(null);
    if (key !== value) onChange(String(key));
  };
  const text = typed ?? (value === null ? "" : (find(value)?.label ?? ""));
  return { text, onText, onChosen };
}
