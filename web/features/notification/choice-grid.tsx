import { useChoice } from "../../lib/use-choice.ts";
import { useWords } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import "./notification.css";
import { type Cell, type Channel, channelWords, type News, newsWords } from "./news-labels.ts";

type ChoiceGridProps = {
  cells: readonly Cell[];
  /** Channels that this organization has. */
  channels: readonly Channel[];
  /** Resolves once `cells` tell the choice; rejects when it could not be kept. */
  onChoose: (choice: { news: News; channel: Channel; wanted: boolean }) => Promise<unknown>;
  /** Says that a choice was kept. */
  saved: string;
  readOnly?: boolean;
};

/** Every kind of news with the channels that can carry it. A choice is kept at once. */
export function ChoiceGrid({ cells, channels, onChoose, saved, readOnly = false }: ChoiceGridProps) {
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
                <ChoiceBox
                  key={cell.channel}
                  cell={cell}
                  readOnly={readOnly}
                  onChoose={onChoose}
                  saved={saved}
                />
              ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

type ChoiceBoxProps = { cell: Cell; readOnly: boolean } & Pick<ChoiceGridProps, "onChoose" | "saved">;

/** Shows the choice at once, and takes it back if the server refuses it. */
function ChoiceBox({ cell, readOnly, onChoose, saved }: ChoiceBoxProps) {
  const names = useWords(channelWords);
  const [wanted, choose] = useChoice(cell.wanted, saved, (asked) =>
    onChoose({ news: cell.news, channel: cell.channel, wanted: asked }),
  );
  return (
    <Checkbox
      checked={wanted}
      disabled={cell.fixed || readOnly}
      onChange={(event) => choose(event.target.checked)}
    >
      {names[cell.channel]}
      {cell.fixed && ` (${names.always})`}
    </Checkbox>
  );
}
