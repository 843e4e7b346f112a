import {
  Building2,
  FileText,
  Inbox,
  Mail,
  Menu as MenuIcon,
  Receipt,
  Settings,
  UserRound,
  Users,
  Wallet,
} from "lucide-react";
import { useState } from "react";
import { useFormat } from "../lib/format.ts";
import { Amount, DateText } from "./amount.tsx";
import { BarChart } from "./bar-chart.tsx";
import { Button, LinkButton } from "./button.tsx";
import { Checkbox } from "./choice.tsx";
import { DefinitionList } from "./definitions.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { Field } from "./field.tsx";
import { Form, FormActions } from "./form.tsx";
import { LedgerSample, ledger } from "./gallery-ledger.tsx";
import { SearchInput, TextInput } from "./inputs.tsx";
import { Row, Stack, Text } from "./layout.tsx";
import { OfficeFrame } from "./office-frame.tsx";
import { PageTitle, Section } from "./page.tsx";
import { PasswordInput, RuleList } from "./password.tsx";
import { Popover, PopoverLinks } from "./popover.tsx";
import { PortalFrame } from "./portal-frame.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
import { SidePanel } from "./side-panel.tsx";
import { TabLinks } from "./tab-links.tsx";
import { Table } from "./table.tsx";
import { State, Tag } from "./tag.tsx";
import { Timeline } from "./timeline.tsx";

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
  const f = useFormat();
  return (
    <PortalFrame
      name="Ville de Montfleuri"
      home="?view=portal"
      places={places}
      switcher={
        <Popover label="Cantine et périscolaire">
          <PopoverLinks
            items={[
              { href: "#1", label: "Cantine et périscolaire", hint: "Famille Lemoine", current: true },
              { href: "#2", label: "Eau et assainissement" },
            ]}
          />
        </Popover>
      }
      tools={
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
      }
      footer={
        <>
          <a href="#mentions">Mentions légales</a>
          <a href="#accessibilite">Accessibilité</a>
        </>
      }
    >
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
      <LedgerSample />
    </PortalFrame>
  );
}

const groups = [
  {
    places: [
      {
        href: "?view=office",
        label: "À traiter",
        icon: Inbox,
        current: true,
        badge: { n: 12, label: "12 à traiter" },
      },
      { href: "#tiers", label: "Tiers", icon: Users },
      { href: "#factures", label: "Factures", icon: FileText },
    ],
  },
  {
    label: "Copropriété",
    places: [{ href: "#immeubles", label: "Immeubles", icon: Building2 }],
  },
  { label: "Organisme", places: [{ href: "#reglages", label: "Réglages", icon: Settings }] },
];

/** The office's frame: a dense list, a record beside it. */
export function OfficeSample() {
  const f = useFormat();
  const [typed, setTyped] = useState("");
  const [current, setCurrent] = useState<string | null>("2");
  const row = ledger.find((one) => one.id === current);
  const panel = row && (
    <SidePanel
      title={row.what}
      onClose={() => setCurrent(null)}
      actions={<Button look="primary">Relancer</Button>}
    >
      <Stack gap={6}>
        <DefinitionList
          items={[
            { term: "Pièce", value: <Tag>{row.piece}</Tag> },
            { term: "Échéance", value: <DateText date={row.due} /> },
            { term: "Montant", value: <Amount cents={row.cents} /> },
          ]}
        />
        <Timeline
          events={[
            {
              key: "1",
              at: "2026-10-02T08:14:00Z",
              title: "Relance envoyée par courriel",
              who: "Quitus",
              kind: "pending",
            },
            { key: "2", at: "2026-09-15", title: "Échéance dépassée", kind: "overdue" },
            { key: "3", at: "2026-08-31", title: "Facture publiée" },
          ]}
        />
      </Stack>
    </SidePanel>
  );
  return (
    <OfficeFrame
      name="Ville de Montfleuri"
      home="?view=office"
      groups={groups}
      search={
        <SearchInput
          label="Tiers, compte, facture, immeuble"
          value={typed}
          onChange={setTyped}
          shortcut="Ctrl K"
        />
      }
      tools={
        <Popover label="Claire Aubry" icon={UserRound} align="end">
          <ThemeSwitch />
        </Popover>
      }
      panel={panel}
    >
      <PageTitle title="À traiter" lead="Ce qui attend quelqu'un, le plus ancien d'abord." />
      <Table
        dense
        caption="Écritures en retard"
        columns={[
          { key: "what", header: "Désignation", cell: (one) => one.what },
          { key: "piece", header: "Pièce", cell: (one) => one.piece, sortable: true, width: "narrow" },
          {
            key: "due",
            header: "Échéance",
            cell: (one) => <DateText date={one.due} short />,
            sortable: true,
            width: "narrow",
          },
          {
            key: "state",
            header: "État",
            cell: (one) => <State kind={one.kind}>{one.state}</State>,
            phone: "state",
            width: "narrow",
          },
          {
            key: "amount",
            header: "Montant",
            cell: (one) => <Amount cents={one.cents} />,
            numeric: true,
            phone: "amount",
            foot: <Amount cents={132798} />,
          },
        ]}
        rows={ledger}
        rowKey={(one) => one.id}
        sort={{ key: "due", direction: "ascending" }}
        onSort={() => {}}
        onOpen={(one) => setCurrent(one.id)}
        currentKey={current}
      />
      <br />
      <Section title="Encaissements">
        <BarChart
          title="Novembre rattrape octobre"
          labelHeader="Mois"
          valueHeader="Encaissé"
          format={f.cents}
          bars={[
            { key: "7", label: "juil.", value: 812400 },
            { key: "8", label: "août", value: 431900 },
            { key: "9", label: "sept.", value: 954200 },
            { key: "10", label: "oct.", value: 702000 },
            { key: "11", label: "nov.", value: 1014350, tone: "settled" },
          ]}
        />
      </Section>
    </OfficeFrame>
  );
}

/** A page seen before signing in. */
export function DoorSample() {
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Record<string, string> | null>(null);
  return (
    <DoorFrame
      name="Ville de Montfleuri"
      title="Bonjour"
      lead="Connectez-vous pour consulter et régler vos factures."
      tools={<LanguageSwitch />}
      footer={<a href="#accessibilite">Accessibilité : partiellement conforme</a>}
    >
      <Form
        errors={errors}
        onSubmit={() => setErrors({ login: "Saisissez votre identifiant ou votre adresse électronique." })}
      >
        <Field name="login" label="Identifiant ou adresse électronique">
          <TextInput autoComplete="username" />
        </Field>
        <Field name="password" label="Mot de passe">
          <PasswordInput value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <RuleList
          label="Règles"
          rules={[
            { key: "length", words: "12 caractères au moins", met: password.length >= 12 },
            { key: "digit", words: "un chiffre", met: /\d/.test(password) },
          ]}
        />
        <Checkbox name="remember">Se souvenir de moi sur cet appareil</Checkbox>
        <FormActions>
          <Button type="submit" look="primary" wide>
            Se connecter
          </Button>
        </FormActions>
        <Row justify="between">
          <a href="#oubli">Mot de passe oublié</a>
          <a href="#activer">Première visite</a>
        </Row>
      </Form>
    </DoorFrame>
  );
}
