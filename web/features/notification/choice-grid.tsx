import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import "./notification.css";
import { type Cell, type Channel, channelWords, type News, newsWords } from "./news-labels.ts";

type ChoiceGridProps = {
  cells: readonly Cell[];
  /** Channels that this organization has. */
  channels: readonly Channel[];
  onChoose: (choice: { news: News; channel: Channel; wanted: boolean }) => void;
  readOnly?: boolean;
};

/** Every kind of news with the channels that can carry it. A choice is kept at once. */
export function ChoiceGrid({ cells, channels, onChoose, readOnly = false }: ChoiceGridProps) {
  const t = useWords(newsWords);
  const names = useWords(channelWords);
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
                <Checkbox
                  key={cell.channel}
                  checked={cell.wanted}
                  disabled={cell.fixed || readOnly}
                  onChange={(event) =>
                    onChoose({ news, channel: cell.channel, wanted: event.target.checked })
                  }
                >
                  {names[cell.channel]}
                  {cell.fixed && ` (${names.always})`}
                </Checkbox>
              ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
