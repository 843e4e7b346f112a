import { CheckCheck } from "lucide-react";
import { useState } from "react";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { RadioGroup } from "../../ui/choice.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { touched } from "./line-record.tsx";

const words = {
  open: { fr: "Accepter en lot", en: "Accept in bulk" },
  title: { fr: "Accepter les propositions sûres ?", en: "Accept the sure proposals?" },
  text: {
    fr: "La meilleure proposition de chaque ligne qui attend est acceptée. Chacune peut être annulée ensuite.",
    en: "The best proposal of each waiting line is accepted. Each can be undone afterwards.",
  },
  from: { fr: "À partir de", en: "From" },
  certain: { fr: "95 : référence exacte", en: "95: exact reference" },
  likely: { fr: "85 : très probable", en: "85: very likely" },
  possible: { fr: "75 : probable", en: "75: likely" },
  confirm: { fr: "Accepter", en: "Accept" },
  done: {
    fr: (n: number) => plural("fr", n, { one: "# ligne rapprochée", other: "# lignes rapprochées" }),
    en: (n: number) => plural("en", n, { one: "# line matched", other: "# lines matched" }),
  },
  refused: {
    fr: (n: number) =>
      plural("fr", n, { one: "# proposition ne tenait plus", other: "# propositions ne tenaient plus" }),
    en: (n: number) =>
      plural("en", n, { one: "# proposal no longer held", other: "# proposals no longer held" }),
  },
} satisfies Words;

/** Accepts in one go what is sure enough, a hundred lines at a time until none is left. */
export function AcceptMany({ account }: { account: string | null }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [from, setFrom] = useState("95");
  const write = useWrite("acceptBankLines", { refreshes: touched });
  const confirm = async () => {
    const sum = { accepted: 0, refused: 0 };
    for (let more = true; more; ) {
      const done = await write.mutateAsync({ body: { minScore: Number(from), account } }).catch(() => null);
      if (!done) return;
      sum.accepted += done.accepted;
      sum.refused += done.refused;
      more = done.more && done.accepted > 0;
    }
    setOpen(false);
    showToast({
      title: [t.done(sum.accepted), sum.refused > 0 ? t.refused(sum.refused) : ""]
        .filter(Boolean)
        .join(" · "),
    });
  };
  return (
    <>
      <Button icon={CheckCheck} onClick={() => setOpen(true)}>
        {t.open}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={() => void confirm()}
        busy={write.isPending}
        title={t.title}
        confirm={t.confirm}
      >
        <Stack gap={4}>
          {write.error && <Notice kind="error">{sentenceOf(write.error)}</Notice>}
          <Text>{t.text}</Text>
          <RadioGroup
            name="from"
            legend={t.from}
            value={from}
            onChange={setFrom}
            options={[
              { value: "95", label: t.certain },
              { value: "85", label: t.likely },
              { value: "75", label: t.possible },
            ]}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
