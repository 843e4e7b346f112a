import { Lock, Paperclip } from "lucide-react";
import { fileAddress } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { InstantText } from "../../ui/amount.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useRooms } from "../account/rooms.ts";
import "./dispute.css";
import { type Dispute, useOutcomes } from "./dispute-state.tsx";

type Step = Dispute["steps"][number];

const words = {
  thread: { fr: "Échanges", en: "Thread" },
  you: { fr: "Vous", en: "You" },
  customer: { fr: "Client", en: "Customer" },
  staff: { fr: "Service", en: "Office" },
  system: { fr: "Quitus", en: "Quitus" },
  note: { fr: "Note interne", en: "Internal note" },
  opened: { fr: "a ouvert le litige", en: "opened the dispute" },
  youOpened: { fr: "Vous avez ouvert le litige", en: "You opened the dispute" },
  youWithdrew: { fr: "Vous avez retiré le litige", en: "You gave the dispute up" },
  resolved: {
    fr: (outcome: string) => `a clos le litige : ${outcome.toLowerCase()}`,
    en: (outcome: string) => `closed the dispute: ${outcome.toLowerCase()}`,
  },
  reopened: { fr: "a rouvert le litige", en: "opened the dispute again" },
  released: {
    fr: "La comptabilité est à jour : plus rien n’est en attente.",
    en: "The books are up to date: nothing is held any more.",
  },
  withdrawn: { fr: "a retiré le litige", en: "gave the dispute up" },
  assigned: {
    fr: (name: string) => `a confié le litige à ${name}`,
    en: (name: string) => `gave the dispute to ${name}`,
  },
  unassigned: { fr: "a repris le litige : il n’est confié à personne", en: "took it back: nobody has it" },
  file: {
    fr: (name: string, size: string) => `${name}, ${size}, ouvrir dans un nouvel onglet`,
    en: (name: string, size: string) => `${name}, ${size}, open in a new tab`,
  },
} satisfies Words;

/** All that was said and done, oldest first: words as messages, acts as a line each (DIS-3). */
export function DisputeThread({ dispute, steps }: { dispute: string; steps: Step[] }) {
  const t = useWords(words);
  return (
    <ol className="dispute-thread" aria-label={t.thread}>
      {steps.map((step) => (
        <li key={step.id} className={step.mine && step.text ? "dispute-thread__mine" : undefined}>
          <StepLine step={step} dispute={dispute} />
        </li>
      ))}
    </ol>
  );
}

function StepLine({ step, dispute }: { step: Step; dispute: string }) {
  const told = useTold(step);
  if (!step.text && step.files.length === 0)
    return (
      <p className="dispute-act">
        {told} · <InstantText at={step.at} />
      </p>
    );
  const look = step.kind === "note" ? "note" : step.mine ? "mine" : null;
  return (
    <article className={classes("dispute-message", look && `dispute-message--${look}`)}>
      <Head step={step} told={told} />
      <p className="dispute-message__text">{step.text}</p>
      {step.files.length > 0 && (
        <ul className="dispute-message__files">
          {step.files.map((file) => (
            <li key={file.id}>
              <FileLink dispute={dispute} file={file} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Head({ step, told }: { step: Step; told: string }) {
  const t = useWords(words);
  return (
    <p className="dispute-message__head">
      <strong>{told}</strong>
      <InstantText at={step.at} />
      {step.kind === "note" && <Tag icon={Lock}>{t.note}</Tag>}
    </p>
  );
}

/** Who did what, in a phrase; only who, for plain words. */
function useTold(step: Step): string {
  const t = useWords(words);
  const outcomes = useOutcomes();
  const { frame } = useRooms();
  if (step.kind === "released" && step.side === "system") return t.released;
  const side = step.side === "system" ? t.system : step.side === "staff" ? t.staff : t.customer;
  const mine = step.mine && frame === "portal";
  const who = mine ? t.you : step.author || side;
  switch (step.kind) {
    case "opened":
    case "withdrawn":
      if (mine) return step.kind === "opened" ? t.youOpened : t.youWithdrew;
      return `${who} ${t[step.kind]}`;
    case "reopened":
      return `${who} ${t[step.kind]}`;
    case "resolved":
      return `${who} ${t.resolved(step.outcome ? outcomes[step.outcome] : "")}`;
    case "released":
      return `${who} · ${t.released}`;
    case "assigned":
      return `${who} ${step.assignee ? t.assigned(step.assignee) : t.unassigned}`;
    default:
      return who;
  }
}

function FileLink({ dispute, file }: { dispute: string; file: Step["files"][number] }) {
  const t = useWords(words);
  const f = useFormat();
  const { frame } = useRooms();
  const params = { dispute, file: file.id };
  const query = { download: "no" } as const;
  const href =
    frame === "office"
      ? fileAddress("readOfficeDisputeFile", { params, query })
      : fileAddress("readDisputeFile", { params, query });
  return (
    <a
      className="dispute-file"
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={t.file(file.name, f.bytes(file.bytes))}
    >
      <Icon of={Paperclip} /> {file.name} <small>{f.bytes(file.bytes)}</small>
    </a>
  );
}
