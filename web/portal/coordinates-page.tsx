import { useQuery } from "@tanstack/react-query";
import { IdCard, PenLine } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { ChangeForm } from "../features/coordinates/change-form.tsx";
import {
  type Coordinates,
  fieldWords,
  groups,
  groupWords,
  spaced,
} from "../features/coordinates/field-names.ts";
import { PaperChoice } from "../features/coordinates/paper-choice.tsx";
import { PendingChange } from "../features/coordinates/pending-change.tsx";
import { ChooseParty, useChosenParty } from "../features/party/choose-party.tsx";
import { query } from "../lib/queries.ts";
import { useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Mes coordonnées", en: "My details" },
  lead: {
    fr: "Ce que le service sait de vous. Il vérifie chaque modification avant de l’appliquer.",
    en: "What the office knows of you. It checks each change before it counts.",
  },
  change: { fr: "Modification", en: "Change" },
  none: { fr: "Non renseigné", en: "Not known" },
  rib: { fr: "RIB", en: "RIB" },
  paper: { fr: "Papier", en: "Paper" },
  readOnly: {
    fr: "Votre accès permet de consulter ces coordonnées, pas de les modifier.",
    en: "Your access lets you read these details, not change them.",
  },
  closed: {
    fr: "Pour changer ces coordonnées, adressez-vous au service : ses contacts sont sur la page Contacts.",
    en: "To change these details, turn to the office: its contacts are on the Contacts page.",
  },
  nobody: { fr: "Aucune coordonnée à montrer", en: "No details to show" },
  nobodyText: {
    fr: "Votre accès n’est relié à aucun compte.",
    en: "Your access is not tied to any account.",
  },
} satisfies Words;

/** My coordinates: read only until *Modification* opens them (SPEC INF-2), and paper or not (SPEC INF-3). */
export function CoordinatesPage() {
  const t = useWords(words);
  const parties = useQuery(query("listMyParties", {}));
  const items = parties.data?.items ?? [];
  const party = useChosenParty(items)?.party;
  const read = useQuery({
    ...query("readCoordinates", { params: { party: party ?? "" } }),
    enabled: party !== undefined,
  });
  const failed = parties.isError ? parties : read.isError ? read : null;
  if (failed) return <FailedRead error={failed.error!} onRetry={() => void failed.refetch()} />;
  return (
    <Column>
      <Stack gap={8}>
        <PageTitle title={t.title} lead={t.lead} />
        <ChooseParty parties={items} />
        {parties.data && items.length === 0 && (
          <EmptyState icon={IdCard} title={t.nobody}>
            {t.nobodyText}
          </EmptyState>
        )}
        {read.data ? (
          <Known key={read.data.party} coordinates={read.data} />
        ) : (
          (parties.isPending || party) && <Skeleton lines={12} />
        )}
      </Stack>
    </Column>
  );
}

function Known({ coordinates }: { coordinates: Coordinates }) {
  const t = useWords(words);
  const names = useWords(fieldWords);
  const titles = useWords(groupWords);
  const { settings } = useOrganization();
  const [changing, setChanging] = useState(false);
  if (changing) return <ChangeForm coordinates={coordinates} onClose={() => setChanging(false)} />;
  const { values, rib } = coordinates;
  const button = coordinates.can.change && (
    <Button icon={PenLine} onClick={() => setChanging(true)}>
      {t.change}
    </Button>
  );
  return (
    <Stack gap={8}>
      {!coordinates.can.change && (
        <Notice kind="info">{settings.coordinateChanges ? t.readOnly : t.closed}</Notice>
      )}
      <PendingChange coordinates={coordinates} />
      {groups.map(({ key, fields }) => {
        const known = fields.filter((field) => values[field] !== "");
        const items = known.map((field) => ({
          key: field,
          term: names[field],
          value: spaced(field, values[field]),
        }));
        if (key === "bank" && rib)
          items.push({
            key: "rib" as never,
            term: t.rib,
            value: [rib.bank, rib.branch, rib.account, rib.key].join(" "),
          });
        return (
          <Section key={key} title={titles[key]} actions={key === "contact" && button}>
            {items.length > 0 ? <DefinitionList items={items} /> : <p>{t.none}</p>}
          </Section>
        );
      })}
      <Section title={t.paper}>
        <PaperChoice coordinates={coordinates} />
      </Section>
    </Stack>
  );
}
