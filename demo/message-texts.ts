/** What the three organizations tell their customers, and what these ask. */
type Told = {
  kind: "important" | "welcome" | "information" | "newsletter";
  title: string;
  body: string;
  accountKinds?: string[];
  /** Codes of creditors. */
  creditors?: string[];
  /** Days from today of its first and last days. */
  from: number;
  to?: number;
  state?: "draft" | "withdrawn";
};
type Asked = {
  category: string;
  subject: string;
  /** Whose words, how many hours before now, and what: `c` the customer, `s` staff, `n` a note between colleagues. */
  said: ["c" | "s" | "n", number, string][];
  closed?: boolean;
};
type News = {
  title: string;
  items: { title: string; url: string; day: number; summary: string }[];
  partners: { name: string; url: string; text: string }[];
};

export const TOLD: Record<string, Told[]> = {
  montfleuri: [
    {
      kind: "information",
      title: "Relevé des compteurs d’eau à distance",
      body: "# Ce qui change\n\nÀ partir de janvier, votre compteur est relevé **à distance**. Vous n’avez rien à faire.\n\n- Plus de passage à votre domicile.\n- Une consommation connue *chaque jour*.\n- Une alerte en cas de fuite.\n\n> Une question ? Écrivez-nous depuis « Mes demandes ».",
      creditors: ["EAU"],
      from: -12,
    },
    {
      kind: "information",
      title: "Menus de décembre à la cantine",
      body: "Les menus de décembre sont affichés dans les écoles. Le repas de Noël est servi le **jeudi 17 décembre**.\n\nPour une absence prévue, prévenez la régie deux jours avant : le repas n’est pas facturé.",
      creditors: ["CANTINE"],
      from: -6,
      to: 30,
    },
    {
      kind: "newsletter",
      title: "La lettre des régies, automne",
      body: "Dans ce numéro :\n\n1. Payer en plusieurs fois, comment faire.\n2. Reconnaître un faux courriel.\n3. Les horaires d’hiver du guichet.\n\n# Reconnaître un faux courriel\n\nLa Ville ne demande **jamais** votre mot de passe ni vos coordonnées bancaires par courriel.",
      from: -30,
    },
    {
      kind: "welcome",
      title: "Le guichet change d’horaires",
      body: "Le guichet des régies est ouvert du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h.",
      from: -3,
      to: 21,
    },
    {
      kind: "information",
      title: "Fermeture du guichet à Noël",
      body: "Le guichet est fermé du 24 au 26 décembre.",
      from: 10,
      to: 40,
    },
    {
      kind: "information",
      title: "Nouveaux tarifs de l’eau",
      body: "À compléter après le conseil municipal.",
      from: 20,
      state: "draft",
    },
  ],
  lafargue: [
    {
      kind: "important",
      title: "Changement de compte bancaire : vérifiez toujours",
      body: "Des courriels frauduleux annoncent un nouveau RIB du cabinet. **Nos coordonnées bancaires n’ont pas changé.**\n\nEn cas de doute, appelez-nous avant de payer.",
      accountKinds: ["tenant"],
      from: -4,
    },
    {
      kind: "information",
      title: "Ravalement de la résidence : calendrier",
      body: "Les travaux commencent après les fêtes. L’échafaudage est posé façade par façade, *une semaine chacune*.",
      accountKinds: ["co_owner", "owner"],
      from: -15,
    },
    {
      kind: "newsletter",
      title: "La lettre du cabinet",
      body: "Charges, assurances, chauffage : l’essentiel de la saison en une page.\n\n- Régularisation des charges : en mars.\n- Attestation d’assurance : à renvoyer avant la fin de l’année.",
      from: -40,
    },
    { kind: "information", title: "Permanence du samedi", body: "Essai terminé.", from: -90, to: -20 },
  ],
  phare: [
    {
      kind: "information",
      title: "Vos factures au format Factur-X",
      body: "Chaque facture porte désormais ses données dans le PDF. **Rien ne change** pour vous si vous l’imprimez ; votre logiciel de comptabilité peut la lire sans saisie.",
      from: -20,
    },
    {
      kind: "newsletter",
      title: "Le catalogue d’hiver",
      body: "Douze titres paraissent en janvier. Les abonnés les reçoivent *avant* les librairies.",
      from: -8,
    },
  ],
};

export const ASKED: Asked[] = [
  {
    category: "invoice",
    subject: "Une ligne de ma dernière facture",
    said: [
      [
        "c",
        3,
        "Bonjour,\nje ne comprends pas la troisième ligne de ma dernière facture. Pouvez-vous m’expliquer ?",
      ],
    ],
  },
  {
    category: "payment",
    subject: "Paiement en deux fois",
    said: [
      ["c", 52, "Bonjour, puis-je régler la facture de ce mois en deux fois ?"],
      ["n", 30, "Bon payeur, accord possible."],
      ["s", 28, "Bonjour,\n\nOui : payez la moitié maintenant et le reste avant la fin du mois prochain."],
    ],
  },
  {
    category: "details",
    subject: "Nouvelle adresse",
    said: [
      ["c", 240, "Je déménage le mois prochain. Comment vous donner ma nouvelle adresse ?"],
      ["s", 220, "Bonjour, par la page de vos coordonnées : nous validons dans la journée."],
      ["c", 216, "C’est fait, merci."],
    ],
    closed: true,
  },
  {
    category: "document",
    subject: "Attestation à vous envoyer",
    said: [["c", 26, "Bonjour, à quelle adresse envoyer l’attestation que vous demandez ?"]],
  },
  {
    category: "other",
    subject: "Accès de ma fille",
    said: [
      ["c", 98, "Ma fille s’occupe de mes papiers. Peut-elle avoir son propre accès ?"],
      ["s", 75, "Bonjour, oui : vous pouvez l’inviter vous-même, et limiter ce qu’elle peut faire."],
    ],
  },
  {
    category: "invoice",
    subject: "Facture reçue deux fois",
    said: [
      ["c", 400, "J’ai reçu deux fois la même facture. Dois-je payer deux fois ?"],
      ["s", 380, "Non : il s’agit d’un renvoi par courrier. Une seule somme vous est demandée."],
    ],
    closed: true,
  },
  {
    category: "payment",
    subject: "Reçu pour ma mutuelle",
    said: [
      ["c", 70, "Bonjour, il me faudrait un reçu à mon nom pour ma mutuelle."],
      ["n", 50, "Le reçu est dans son espace : lui montrer où."],
    ],
  },
];

export const NEWS: Record<string, News> = {
  montfleuri: {
    title: "Montfleuri, l’actualité",
    items: [
      {
        title: "Le marché de Noël ouvre ses chalets",
        url: "https://www.montfleuri.example/marche",
        day: -1,
        summary: "Trente exposants sur la place de l’Hôtel-de-Ville, jusqu’au 24 décembre.",
      },
      {
        title: "Travaux rue des Tilleuls",
        url: "https://www.montfleuri.example/tilleuls",
        day: -4,
        summary: "Circulation alternée pendant trois semaines ; l’eau est coupée le mardi matin.",
      },
      {
        title: "Inscriptions scolaires",
        url: "https://www.montfleuri.example/ecoles",
        day: -9,
        summary: "Les dossiers se déposent en ligne ou au guichet des familles.",
      },
    ],
    partners: [
      {
        name: "Direction générale des finances publiques",
        url: "https://www.impots.gouv.fr/",
        text: "Impôts, taxes, trésorerie.",
      },
      { name: "Service-Public", url: "https://www.service-public.fr/", text: "Vos droits et vos démarches." },
    ],
  },
  phare: {
    title: "Le journal du Phare",
    items: [
      {
        title: "Prix du premier roman",
        url: "https://www.phare.example/prix",
        day: -2,
        summary: "Le jury distingue un récit de mer et d’enfance.",
      },
      {
        title: "Rencontres en librairie",
        url: "https://www.phare.example/rencontres",
        day: -7,
        summary: "Six villes, douze auteurs, entrée libre.",
      },
    ],
    partners: [],
  },
};
