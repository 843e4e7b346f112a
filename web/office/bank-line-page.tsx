import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useContext, useId, useState } from "react";
import { BankWalk } from "../features/bank/bank-walk.ts";
import type { BankLineRecord, Proposal } from "../features/bank/bank-words.tsx";
import { useKinds } from "../features/bank/bank-words.tsx";
import { LineActions, type OpenDialog } from "../features/bank/line-actions.tsx";
import { LineFacts, LineHead, LineHistory, touched } from "../features/bank/line-record.tsx";
import { type Chosen, MatchByHand } from "../features/bank/match-by-hand.tsx";
import { ProposalList } from "../features/bank/proposal-list.tsx";
import { useKeys } from "../features/bank/use-keys.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  line: { fr: "Ligne de banque", en: "Bank line" },
  proposals: { fr: "Propositions", en: "Proposals" },
  acceptBest: { fr: "Accepter la meilleure", en: "Accept the best" },
  byHand: { fr: "Rapprocher à la main", en: "Match by hand" },
  matched: { fr: "La ligne est rapprochée.", en: "The line is matched." },
  partly: { fr: "Une partie est rapprochée, le reste attend.", en: "A part is matched, the rest waits." },
} satisfies Words;

/** A line beside the list: what the bank said, what it may pay, what was done. */
export function BankLinePage() {
  const id = useParam("line");
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const { data: line, error } = useQuery(query("readBankLine", { params: { line: id } }));
  const close = () => go(officePaths.bank(filters));
  return (
    <InPanel>
      {line ? (
        <OpenLine key={id} line={line} close={close} />
      ) : (
        <SidePanel key={id} title={t.line} onClose={close}>
          {error ? <Notice kind="error">{sentenceOf(error)}</Notice> : <Skeleton lines={8} />}
        </SidePanel>
      )}
    </InPanel>
  );
}

/** Matching a line as proposed or by hand; then on to the next one. */
function useMatch(line: BankLineRecord, afterwards: () => void) {
  const t = useWords(words);
  const write = useWrite("matchBankLine", { refreshes: touched });
  const [byHand, setByHand] = useState(false);
  const send = (body: Chosen & { detail?: number | null }, hand: boolean) => {
    setByHand(hand);
    write.mutate(
      { params: { line: line.id }, body },
      {
        onSuccess: (done) => {
          showToast({ title: done.state === "matched" ? t.matched : t.partly });
          if (done.state === "matched") afterwards();
        },
      },
    );
  };
  return {
    busy: write.isPending,
    accept: ({ detail, cents, pieces, account }: Proposal) =>
      send(
        { detail, cents, account, pieces: pieces.map((one) => ({ entry: one.entry, cents: one.cents })) },
        false,
      ),
    match: (chosen: Chosen) => send(chosen, true),
    error: { accept: byHand ? null : write.error, match: byHand ? write.error : null },
  };
}

function OpenLine({ line, close }: { line: BankLineRecord; close: () => void }) {
  const t = useWords(words);
  const kinds = useKinds();
  const searchId = useId();
  const [open, setOpen] = useState<OpenDialog>(null);
  const walk = useContext(BankWalk);
  const next = () => walk.step(1, line.id);
  const { accept, match, busy, error } = useMatch(line, next);
  const best = line.proposals[0];
  useKeys({
    Enter: line.can.acceptBest && best && !busy ? () => accept(best) : undefined,
    s: line.can.match ? () => document.getElementById(searchId)?.focus() : undefined,
    i: line.can.setAside ? () => setOpen("aside") : undefined,
    u: line.can.undo ? () => setOpen("undo") : undefined,
    Escape: close,
  });
  return (
    <SidePanel
      title={line.counterparty || kinds[line.kind]}
      onClose={close}
      actions={
        <>
          {line.can.acceptBest && best && (
            <Button look="primary" icon={Check} busy={busy} onClick={() => accept(best)}>
              {t.acceptBest}
            </Button>
          )}
          <LineActions line={line} open={open} setOpen={setOpen} afterwards={next} />
        </>
      }
    >
      <Stack gap={6}>
        <LineHead line={line} />
        {line.can.match && (
          <>
            <Section level={3} title={t.proposals}>
              <ProposalList line={line} accept={accept} busy={busy} error={error.accept} />
            </Section>
            <Section level={3} title={t.byHand}>
              <MatchByHand line={line} match={match} busy={busy} error={error.match} searchId={searchId} />
            </Section>
          </>
        )}
        <LineFacts line={line} />
        <LineHistory line={line} />
      </Stack>
    </SidePanel>
  );
}
