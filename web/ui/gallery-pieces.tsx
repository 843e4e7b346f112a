import { FileText, Mail, Pencil, Printer, Trash2 } from "lucide-react";
import { useState } from "react";
import { Amount } from "./amount.tsx";
import { Button, IconButton, LinkButton } from "./button.tsx";
import { DefinitionList } from "./definitions.tsx";
import { ConfirmDialog, Dialog } from "./dialog.tsx";
import { EmptyState } from "./empty-state.tsx";
import { FormSample } from "./gallery-form.tsx";
import { Columns, Row, Stack, Text } from "./layout.tsx";
import { Menu } from "./menu.tsx";
import { Notice } from "./notice.tsx";
import { PageTitle, Section, SkipLink } from "./page.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
import { Progress } from "./progress.tsx";
import { Skeleton, SkeletonTable } from "./skeleton.tsx";
import { StickyActions } from "./sticky-actions.tsx";
import { Count, State, Tag, TagButton } from "./tag.tsx";
import { Timeline } from "./timeline.tsx";
import { showToast } from "./toast.tsx";
import { Tooltip } from "./tooltip.tsx";
/** Every piece once. */
export function Pieces() {
  return (
    <>
      <SkipLink />
      <main id="main" className="q-portal__main" tabIndex={-1}>
        <PageTitle
          title="Toutes les pièces"
          lead="Le papier, l'encre, les filets ; des chiffres en colonnes."
          back={{ href: "?view=portal", label: "Mon compte" }}
          actions={
            <>
              <LanguageSwitch />
              <ThemeSwitch />
            </>
          }
        />
        <Columns min="wide">
          <div>
            <Buttons />
            <Meanings />
            <Messages />
          </div>
          <div>
            <FormSample />
          </div>
        </Columns>
        <Lists />
        <StickyActions summary={<Amount cents={114798} size="l" />}>
          <Button>Annuler</Button>
          <Button look="primary">Payer 1 147,98 €</Button>
        </StickyActions>
      </main>
    </>
  );
}

function Buttons() {
  const [open, setOpen] = useState(false);
  const [sure, setSure] = useState(false);
  return (
    <Section title="Boutons" aside="une seule action principale">
      <Row>
        <Button look="primary">Régler</Button>
        <Button>Télécharger</Button>
        <Button look="quiet" icon={Printer}>
          Imprimer
        </Button>
        <Button look="danger" onClick={() => setSure(true)}>
          Révoquer
        </Button>
      </Row>
      <Row>
        <Button look="primary" busy>
          Régler
        </Button>
        <Button disabled>Envoyer</Button>
        <LinkButton href="#docs" icon={FileText} small>
          Voir le PDF
        </LinkButton>
        <Tooltip text="Ouvre un message au service">
          <button type="button" className="q-button q-button--secondary">
            Écrire
          </button>
        </Tooltip>
        <IconButton icon={Pencil} label="Modifier" />
        <Menu
          label="Actions"
          look="icon"
          items={[
            {
              key: "mail",
              label: "Envoyer par courriel",
              icon: Mail,
              onAction: () => showToast({ title: "Courriel envoyé." }),
            },
            { key: "delete", label: "Supprimer", icon: Trash2, danger: true, onAction: () => setSure(true) },
          ]}
        />
      </Row>
      <Row>
        <Button onClick={() => setOpen(true)}>Ouvrir un dialogue</Button>
        <Button onClick={() => showToast({ title: "Coordonnées enregistrées." })}>Dire que c'est fait</Button>
      </Row>
      <Dialogs open={open} setOpen={setOpen} sure={sure} setSure={setSure} />
    </Section>
  );
}

function Meanings() {
  return (
    <Section title="Sens">
      <Row gap={4}>
        <State kind="settled">Réglée</State>
        <State kind="pending">Paiement en cours</State>
        <State kind="overdue">En retard</State>
        <State kind="disputed">En litige</State>
        <State kind="neutral">À régler</State>
        <Tag>Syndic</Tag>
        <TagButton label="Lettrage ABVL">ABVL</TagButton>
        <Count n={12} label="12 messages" />
      </Row>
      <Row gap={6}>
        <Amount cents={114798} size="xl" />
        <Amount cents={54100} size="l" tone="overdue" />
        <Amount cents={-3120} signed tone="settled" />
      </Row>
    </Section>
  );
}

function Messages() {
  return (
    <Section title="Messages">
      <Notice title="Votre relevé d'identité bancaire a changé">
        Le service le vérifie avant le prochain prélèvement.
      </Notice>
      <Notice kind="success" onClose={() => {}}>
        Paiement reçu. Votre reçu est dans vos documents.
      </Notice>
      <Notice kind="warning" title="Paiement suspendu jusqu'au 30 novembre">
        Le service met à jour ses tarifs. Rien n'est à faire.
      </Notice>
      <Notice kind="error" title="Le paiement n'a pas abouti" actions={<Button small>Reprendre</Button>}>
        Rien n'a été débité. Vos pièces sont gardées.
      </Notice>
      <Progress label="Envoi du fichier" value={62} detail="62 %" />
      <Progress label="Vérification" />
    </Section>
  );
}

function Lists() {
  return (
    <Columns>
      <Section title="Histoire">
        <Timeline
          events={[
            {
              key: "3",
              at: "2026-11-20T09:02:00Z",
              title: "Réponse du service",
              who: "Claire Aubry",
              body: "Un avoir est prévu sous huit jours.",
              kind: "settled",
            },
            {
              key: "2",
              at: "2026-11-14T16:40:00Z",
              title: "Litige ouvert",
              who: "Marie Lemoine",
              kind: "disputed",
            },
            { key: "1", at: "2026-11-02", title: "Facture publiée" },
          ]}
        />
      </Section>
      <Section title="Coordonnées">
        <DefinitionList
          items={[
            { term: "Adresse", value: "4 place du Marché, 38000 Montfleuri" },
            { term: "Téléphone", value: "04 76 00 00 00" },
          ]}
        />
      </Section>
      <Section title="Rien encore">
        <EmptyState icon={FileText} title="Aucun document" action={<Button small>Être prévenu</Button>}>
          Vos factures et vos reçus arriveront ici dès leur publication.
        </EmptyState>
      </Section>
      <Section title="Bientôt">
        <Stack gap={6}>
          <Skeleton />
          <SkeletonTable rows={3} />
        </Stack>
      </Section>
    </Columns>
  );
}

type DialogsProps = {
  open: boolean;
  setOpen: (open: boolean) => void;
  sure: boolean;
  setSure: (sure: boolean) => void;
};

function Dialogs({ open, setOpen, sure, setSure }: DialogsProps) {
  return (
    <>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Lettrage ABVL"
        footer={<Button onClick={() => setOpen(false)}>Fermer</Button>}
      >
        <DefinitionList
          wide
          items={[
            { term: "Facture F-2026-0987", value: <Amount cents={4250} /> },
            { term: "Paiement par carte", value: <Amount cents={-4250} /> },
          ]}
        />
      </Dialog>
      <ConfirmDialog
        danger
        open={sure}
        onClose={() => setSure(false)}
        onConfirm={() => setSure(false)}
        title="Révoquer ce mandat ?"
        confirm="Révoquer"
        typed="révoquer"
      >
        <Text>Les prélèvements à venir sont annulés. Un nouveau mandat devra être signé.</Text>
      </ConfirmDialog>
    </>
  );
}
