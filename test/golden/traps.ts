/** What must never be lettered without a hand. */
export const traps = `
# two digits exchanged: the number of a neighbour who owes the same
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0024 150
> 150 DUPONT MARIE | FACTURE F2026-0024
= name_amount F2026-0042:150

# two digits exchanged: a number that does not exist
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE F2026-0024
= name_amount F2026-0042:150

# an old invoice paid again, nothing else is open
Martin Paul: F2026-0043 99
> 150 DUPONT MARIE | FACTURE F2025-0042
= none

# an old invoice paid again, the new rent is the same
Dupont Marie: F2026-0051 150
> 150 DUPONT MARIE | FACTURE F2026-0042
= name_amount F2026-0051:150

# the number of another creditor with an amount that fits nobody
Dupont Marie: F2026-0042 150
> 77 DUPONT MARIE | FACTURE EDF-99887766
= partial F2026-0042:77
~ none

# homonyms, the number of one of them
Martin Jean: F2026-0042 150
Martin Jean #2: F2026-0043 150
> 150 MARTIN JEAN | F2026-0043
= invoice_number F2026-0043:150 !

# the number of the brother who owes something else, and the amount of this one
Martin Jean: F2026-0042 150
Martin Luc: F2026-0043 99
> 150 MARTIN JEAN | F2026-0043
= name_amount F2026-0042:150

# two numbers, the amount of one
Dupont Marie: F2026-0042 150, F2026-0051 80.50
> 80.50 DUPONT MARIE | F2026-0042 F2026-0051
= invoice_number F2026-0051:80.5

# two numbers, the amount of either
Dupont Marie: F2026-0042 150, F2026-0051 150
> 150 DUPONT MARIE | F2026-0042 F2026-0051
= invoice_number F2026-0042:150

# the number of a credit note only
Dupont Marie: F2026-0042 150, A2026-0003 -20
> 150 DUPONT MARIE | AVOIR A2026-0003
= name_amount F2026-0042:150

# a telephone number is no invoice
Dupont Marie: 0612345678 150
> 150 SCI DU PARC | TEL 06 12 34 56 78
= invoice_number 0612345678:150

# an amount in the text is no invoice
Dupont Marie: 150 99
Martin Paul: F2 33
> 33 MARTIN PAUL | SOLDE DE 150 EUROS
= name_amount F2:33

# a postcode is no invoice
Dupont Marie: 29200 150
Martin Paul: F2 33
> 33 MARTIN PAUL | 12 RUE VERTE 29200 BREST
= name_amount F2:33

# a fee of the bank
Dupont Marie: F1 12.50
> 12.50 BANQUE | FRAIS {kind:fee}
= none

# a batch of our own direct debits
Dupont Marie: F1 150
> 150 | SDD-20261201-1 {kind:debit_batch}
= none

# money that went out
Dupont Marie: F1 150
> -150 DUPONT MARIE | REMBOURSEMENT F1
= none

# a transfer of ours that came back
Dupont Marie: F1 150
> 150 DUPONT MARIE | {kind:transfer_return}
= none

# a direct debit that came back
Dupont Marie: F1 150
> -150 DUPONT MARIE | {kind:debit_return}
= none

# interest of the bank, the amount of somebody
Dupont Marie: F1 3.12
> 3.12 | {kind:interest}
= none

# card takings
Dupont Marie: F1 150
> 150 | REMISE CB {kind:card label:REMISE CARTES 4417}
= amount_alone F1:150
~ none

# everybody owes the same rent, a payer whom nobody knows
Dupont Marie: F1 500
Martin Paul: F2 500
Bernard Luc: F3 500
Petit Zoé: F4 500
Robert Ana: F5 500
Moreau Théo: F6 500
> 500 LEGRAND SOLENE | LOYER
= amount_alone F1:500
~ none

# two of a name, both with the number of the account wrong
Dupont Marie (411000127): F1 150
Dupont Marie #2 (411000128): F2 150
> 150 DUPONT MARIE | COMPTE 411000129
= name_amount F1:150

# the right number, a name that is the neighbour's, who owes something else
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0024 99
> 150 MARTIN PAUL | F2026-0042
= invoice_number F2026-0042:150 !

# a number that is both an invoice here and a customer there
Dupont Marie: 411000128 150
Martin Paul (411000128): F2 150
> 150 SCI DU PARC | 411000128
= account_reference F2:150
~ none

# a piece number without digits is never found
Dupont Marie: SOLDE 150
> 150 SCI DU PARC | SOLDE
= amount_alone SOLDE:150

# no piece number at all
Dupont Marie: - 150
> 150 DUPONT MARIE |
= name_amount -:150

# very short piece numbers
Dupont Marie: 7 150
Martin Paul: 12 150
> 150 SCI DU PARC | APPT 7 ETAGE 12
= amount_alone 12:150
~ none

# a short number that is announced, by its party
Dupont Marie: 77 150
> 150 DUPONT MARIE | FACTURE 77
= invoice_number 77:150

# a short number that is announced, at two parties
Dupont Marie: 77 150
Martin Paul: 77 150
> 150 SCI DU PARC | FACTURE 77
= invoice_number 77.2:150
~ none

# the words of the text are the name of a company that owes as much
Dupont Marie: F2026-0042 150
SARL Cantine: F2 150
> 150 DUPONT MARIE | CANTINE JUIN
= name_amount F2026-0042:150

# the landlord's own name in the text
Dupont Marie: F1 150
Residence Horizon: F2 150
> 150 DUPONT MARIE | LOYER RESIDENCE HORIZON
= name_amount F1:150

# the reference of the payer's own system looks like a number of ours
Dupont Marie: F1 150
Martin Paul: 90001234 88
> 150 DUPONT MARIE | {e2e:90001234}
= name_amount F1:150

# a long text of noise
Dupont Marie: F1 150
> 150 LEGRAND SOLENE | XKJH 12 34 56 78 90 AB CD EF 99 88 77 66 55 44 33 22 11 00 QWERTY 123456789 NOTHING HERE TO FIND AT ALL
= amount_alone F1:150
~ none

# an empty line
Dupont Marie: F1 150
> 150 |
= amount_alone F1:150

# a file of another country
Dupont Marie: F1 150
> 150 MÜLLER GMBH | RECHNUNG 4711
= amount_alone F1:150
~ none
`;
