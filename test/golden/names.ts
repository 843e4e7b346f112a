/** Who pays, when no number says what. */
export const names = `
# the name and the amount
Dupont Marie: F1 150
Martin Paul: F2 99
> 150 DUPONT MARIE | LOYER
= name_amount F1:150

# the name in the other order
Marie Dupont: F1 150
> 150 DUPONT MARIE |
= name_amount F1:150

# a title, an accent, a hyphen
Lefèvre-Noël Zoé: F1 150
> 150 MME LEFEVRE NOEL ZOE |
= name_amount F1:150

# an initial
Dupont Marie: F1 150
> 150 DUPONT M |
= name_amount F1:150

# an initial that fits two
Dupont Marie: F1 150
Dupont Michel: F2 150
> 150 DUPONT M |
= name_amount F1:150

# homonyms who owe the same
Dupont Marie: F1 150
Dupont Marie #2: F2 150
> 150 DUPONT MARIE |
= name_amount F1:150

# homonyms who do not owe the same
Martin Jean: F1 150
Martin Jean #2: F2 99
> 99 MARTIN JEAN |
= name_amount F2:99

# two tenants with the same rent
Dupont Marie: F1 150
Martin Paul: F2 150
> 150 MARTIN PAUL | LOYER JUIN
= name_amount F2:150

# one letter wrong
Lefebvre Marie: F1 150
> 150 LEFEVRE MARIE |
= name_amount F1:150

# two letters exchanged
Guilbert Marie: F1 150
> 150 GUILBRET MARIE |
= name_amount F1:150

# the married name before the maiden name
Dupont Marie: F1 150
> 150 MME DUPONT NEE MARTIN MARIE |
= name_amount F1:150

# the maiden name, an alias of the party
Dupont Marie = Martin Marie: F1 150
> 150 MARTIN MARIE |
= name_amount F1:150

# the couple
Dupont Marie: F1 150
> 150 M OU MME DUPONT |
= name_amount F1:150

# the couple with the other first name
Dupont Marie: F1 150
> 150 M DUPONT JEAN |
= name_amount F1:150

# both of the couple are parties and owe the same
Dupont Marie: F1 150
Dupont Jean: F2 150
> 150 M DUPONT JEAN |
= name_amount F2:150

# the spouse has another name, the text says for whom
Dupont Marie: F1 150
> 150 MARTIN PAUL | LOYER DUPONT MARIE
= name_amount F1:150

# the spouse has another name and says nothing
Dupont Marie: F1 150
Bernard Luc: F2 99
> 150 MARTIN PAUL | LOYER
= amount_alone F1:150

# a company with its form behind
SARL Le Fournil: F1 150
> 150 LE FOURNIL SARL |
= name_amount F1:150

# a company without its form
SAS Boulangerie Martin et Fils: F1 150
> 150 BOULANGERIE MARTIN |
= name_amount F1:150

# a company whose name the label cuts at 31
Association Syndicale des Propriétaires du Lotissement: F1 150
> 150 | {label:VIR SEPA ASSO SYNDICALE PROPRIET}
= name_amount F1:150

# a person whose name the label cuts
Vandenbroucke Marguerite: F1 150
> 150 | {label:VIR INST VANDENBROUCKE MARGUER}
= name_amount F1:150

# particles come and go
De La Tour Hélène: F1 150
> 150 DELATOUR HELENE |
= name_amount F1:150

# a particle glued
Le Goff Yann: F1 150
> 150 LEGOFF YANN |
= name_amount F1:150

# a compound first name in one word
Durand Jean-Pierre: F1 150
> 150 DURAND JEANPIERRE |
= name_amount F1:150

# a first name alone brings nobody together
Dupont Marie: F1 150
Bernard Luc: F2 99
> 150 LEGRAND MARIE |
= amount_alone F1:150

# the first name is another's family name
Martin Paul: F1 150
Paul Lucette: F2 150
> 150 MARTIN PAUL |
= name_amount F1:150

# the SCI of a person
Dupont Marie: F1 150
SCI Dupont: F2 99
> 99 SCI DUPONT |
= name_amount F2:99

# the person of an SCI
SCI Dupont: F1 150
> 150 DUPONT MARIE |
= name_amount F1:150

# a name inside a longer one is another
Martin: F1 150
Martineau Paul: F2 99
> 99 MARTINEAU PAUL |
= name_amount F2:99

# the name is right, no amount fits: the oldest first
Dupont Marie: F1 150, F2 150
> 100 DUPONT MARIE |
= partial F1:100

# the name is right, the amount is of two invoices
Dupont Marie: F1 150, F2 80.50, F3 33
> 230.50 DUPONT MARIE |
= several_invoices F1:150 F2:80.5

# the name is right, the amount is all that is due
Dupont Marie: F1 150, F2 80.50
> 230.50 DUPONT MARIE |
= whole_balance F1:150 F2:80.5

# the name is right, the amount is far more than is due
Dupont Marie: F1 150
> 500 DUPONT MARIE |
= whole_balance F1:150

# nobody of that name, several owe the amount
Dupont Marie: F1 150
Martin Paul: F2 150
> 150 LEGRAND LUC |
= amount_alone F1:150
~ none

# nobody of that name, nobody owes the amount
Dupont Marie: F1 150
> 77 LEGRAND LUC |
= none

# the name of the tenant in the text of an agency
Dupont Marie: F1 150
Martin Paul: F2 150
> 150 AGENCE DU PORT | LOYER MARTIN PAUL JUIN
= name_amount F2:150

# the surname of the tenant only, in a text
Vandenbroucke: F1 150
> 150 AGENCE DU PORT | LOYER VANDENBROUCKE JUIN
= name_amount F1:150

# a word of the text that is a common word is no name
Loyer Marie: F1 150
> 150 AGENCE DU PORT | LOYER JUIN
= amount_alone F1:150
~ none

# a foreign name with letters of its own
Müller Jürgen: F1 150
> 150 MULLER JURGEN |
= name_amount F1:150

# an œ and an apostrophe
L’Œuvre d’Orient: F1 150
> 150 OEUVRE D ORIENT |
= name_amount F1:150

# a town hall
Commune de Port-Levant: F1 150
> 150 MAIRIE DE PORT LEVANT |
= name_amount F1:150

# a guardian who names the ward
Dupont Marie: F1 150
> 150 UDAF DU FINISTERE | P/C MME DUPONT MARIE LOYER
= name_amount F1:150

# the heirs
Dupont Marie: F1 150
> 150 SUCCESSION DUPONT MARIE |
= name_amount F1:150

# a number that is an account code
Dupont Marie (C0042): F1 150
Martin Paul (C0043): F2 150
> 150 LEGRAND LUC | CLIENT C0043
= account_reference F2:150
`;
