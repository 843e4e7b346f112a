import { Button } from "../../ui/button.tsx";
import { Row } from "../../ui/layout.tsx";
import "./office-dispute.css";

type TabButtonsProps<Key extends string> = {
  label: string;
  current: Key;
  onChoose: (key: Key) => void;
  tabs: { key: Key; label: string }[];
};

/** One of a few ways, kept on the page only: the pressed button is the one in use. */
export function TabButtons<Key extends string>({ label, current, onChoose, tabs }: TabButtonsProps<Key>) {
  return (
    <fieldset className="office-tabs" aria-label={label}>
      <Row gap={2}>
        {tabs.map((tab) => (
          <Button
            key={tab.key}
            small
            look={tab.key === current ? "secondary" : "quiet"}
            aria-pressed={tab.key === current}
            onClick={() => onChoose(tab.key)}
          >
            {tab.label}
          </Button>
        ))}
      </Row>
    </fieldset>
  );
}
