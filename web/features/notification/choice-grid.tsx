import { useState } from "react";
import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import "./notification.css";
import { type Cell, type Channel, channelWords, type News, newsWords } from "./news-labels.ts";

type ChoiceGridProps = {
  cells: readonly Cell[];
  /** Channels that this organization has. */
  channels: readonly Channel[];
  /** Rejects when the choice could not be kept. */
  onChoose: (choice: { news: News; channel: Channel; wanted: boolean }) => Promise<unknown>;
  readOnly?: boolean;
};

/** Every kind of news with the channels that can carry it. A choice is kept at once. */
export function ChoiceGrid({ cells, channels, onChoose, readOnly = false }: ChoiceGridProps) {
  const t = useWords(newsWords);
  const kinds = [...new Set(cells.map((cell) => cell.news))];
  return (
    <div className="news-grid">
      {kinds.map((news) => (
        <fieldset key={news} className="news-grid__row">
          <legend>{t[news]}</legend>
          <p className="news-grid__hint">{t[`${news}Hint`]}</p>
          <div className="news-grid__channels">
            {cells
              .filter((cell) => cell.news === news && channels.includes(cell.channel))
              .map((cell) => (
                <ChoiceBox key={cell.channel} cell={cell} readOnly={readOnly} onChoose={onChoose} />
              ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

type ChoiceBoxProps = { cell: Cell; readOnly: boolean } & Pick<ChoiceGridProps, "onChoose">;

/** Shows the choice at once, and takes it back if the server refuses it. */
function ChoiceBox({ cell, readOnly, onChoose }: ChoiceBoxProps) {
  const names = useWords(channelWords);
  const [asked, setAsked] = useState<boolean | null>(null);
  const choose = (wanted: boolean) => {
    setAsked(wanted);
    onChoose({ news: cell.news, channel: cell.channel, wanted })
      // The refusal is told by whoever keeps the choice.
      .catch(() => undefined)
      .finally(() => setAsked(null));
  };
  return (
    <Checkbox
      checked={asked ?? cell.wanted}
      disabled={cell.fixed || readOnly}
      onChange={(event) => choose(event.target.checked)}
    >
      {names[cell.channel]}
      {cell.fixed && ` (${names.always})`}
    </Checkbox>
  );
}
