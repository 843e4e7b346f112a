import { FileText, Mail, Menu as MenuIcon, Receipt, UserRound, Wallet } from "lucide-react";
import { useFormat } from "../lib/format.ts";
import { Amount } from "./amount.tsx";
import { LinkButton } from "./button.tsx";
import { DefinitionList } from "./definitions.tsx";
import { LedgerSample } from "./gallery-ledger.tsx";
import { Stack, Text } from "./layout.tsx";
import { PageTitle } from "./page.tsx";
import { Popover, PopoverLinks } from "./popover.tsx";
import { PortalFrame } from "./portal-frame.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
import { TabLinks } from "./tab-links.tsx";

const places = [
  { href: "?view=portal", label: "Mon compte", icon: Wallet, current: true },
  { href: "#documents", label: "Documents", icon: FileText },
  { href: "#messages", label: "Messages", icon: Mail, badge: { n: 2, label: "2 non lus" } },
  { href: "#mandats", label: "Prélèvements", icon: Receipt, only: "desk" as const },
  { href: "#acces", label: "Mes informations", icon: UserRound, only: "desk" as const },
  { href: "#plus", label: "Plus", icon: MenuIcon, only: "phone" as const },
];

/** The portal's frame around a page like the one that customers see first. */
export function PortalSample() {
  return (
    <PortalFrame
      name="Ville de Montfleuri"
      home="?view=portal"
      places={places}
      switcher={<Spaces />}
      tools={<Access />}
      footer={
        <>
          <a href="#mentions">Mentions légales</a>
          <a href="#accessibilite">Accessibilité</a>
        </>
      }
    >
      <Due />
      <LedgerSample />
    </PortalFrame>
  );
}

function Spaces() {
  return (
    <Popover label="Cantine et périscolaire">
      <PopoverLinks
        items={[
          { href: "#1", label: "Cantine et périscolaire", hint: "Famille Lemoine", current: true },
          { href: "#2", label: "Eau et assainissement" },
        ]}
      />
    </Popover>
  );
}

function Access() {
  return (
    <Popover label="Mon accès" icon={UserRound} align="end">
      <Stack gap={2}>
        <PopoverLinks
          items={[
            { href: "#acces", label: "Mon accès" },
            { onClick: () => {}, label: "Se déconnecter" },
          ]}
        />
        <LanguageSwitch />
        <ThemeSwitch />
      </Stack>
    </Popover>
  );
}

/** What is owed, in one sentence; what is apart; the readings. */
function Due() {
  const f = useFormat();
  return (
    <>
      <PageTitle
        documentTitle="Mon compte"
        title={
          <>
            Vous devez <Amount cents={114798} size="xl" />
          </>
        }
        lead={`à Ville de Montfleuri. Prochaine échéance le ${f.date("2026-12-01")}.`}
        actions={
          <LinkButton href="#regler" look="primary">
            Régler
          </LinkButton>
        }
      />
      <DefinitionList
        wide
        items={[
          { term: "Paiement en cours", value: <Amount cents={4250} tone="muted" /> },
          { term: "En litige", value: <Amount cents={18000} tone="muted" /> },
          { term: "Avoir disponible", value: <Amount cents={-3120} tone="muted" /> },
        ]}
      />
      <div>
        <Text look="small">Écritures publiées le {f.instant("2026-11-22T05:30:00Z")}.</Text>
      </div>
      <br />
      <TabLinks
        label="Lectures du compte"
        tabs={[
          { href: "#a", label: "À régler", current: true, count: 5 },
          { href: "#b", label: "Toutes les écritures" },
          { href: "#c", label: "Grand livre" },
        ]}
      />
    </>
  );
}
