/** Invoice numbers, as payers write and banks mangle them. */
export const numbers = `
# the number and the amount
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE F2026-0042
= invoice_number F2026-0042:150 !

# the number and the amount, by a payer that nobody knows
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | FACTURE F2026-0042
= invoice_number F2026-0042:150 !

# the number without its sign
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACT F20260042
= invoice_number F2026-0042:150 !

# the number with a space instead of its sign
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | F2026 0042
= invoice_number F2026-0042:150 !

# the number in small letters with slashes
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | ref f2026/0042 merci
= invoice_number F2026-0042:150 !

# the number cut by the end of a line
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | REGLEMENT DE LA FACTURE F2026-0 / 042 DU 12 JUIN
= invoice_number F2026-0042:150 !

# the number cut between its letter and its digits
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | REGLEMENT F / 2026-0042
= invoice_number F2026-0042:150 !

# the number glued to the word before it
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTUREF20260042
= invoice_number F2026-0042:150 !

# the number glued to the word behind it
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | F20260042MERCI
= invoice_number F2026-0042:150 !

# the number without its letter
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE 20260042
= invoice_number F2026-0042:150 !

# the number without its letter, by a payer that nobody knows: for a hand
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | FACTURE 20260042
= invoice_number F2026-0042:150

# the number without its zeros
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE 2026-42
= invoice_number F2026-0042:150

# only the end of the number
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE 42
= invoice_number F2026-0042:150

# the letter O for the digit 0
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | FACTURE F2O26-OO42
= invoice_number F2026-0042:150 !

# the number in the end-to-end identification
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | {e2e:F2026-0042}
= invoice_number F2026-0042:150 !

# the number in the structured reference
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | {ref:F2026-0042}
= invoice_number F2026-0042:150 !

# the number in the label
Dupont Marie: F2026-0042 150
> 150 | {label:VIR DUPONT F2026-0042}
= invoice_number F2026-0042:150 !

# a number of digits only, long enough
Dupont Marie: 20264217 150
> 150 SCI DU PARC | FACT 20264217
= invoice_number 20264217:150 !

# a number of four digits, announced, by its party
Dupont Marie: 1042 150
> 150 DUPONT MARIE | FACTURE 1042
= invoice_number 1042:150 !

# a number of four digits, announced, by a payer that nobody knows
Dupont Marie: 1042 150
> 150 SCI DU PARC | FACTURE 1042
= invoice_number 1042:150

# a number of four digits that nothing announces
Dupont Marie: 1042 150
> 150 DUPONT MARIE | LOYER 12 RUE VERTE 1042
= invoice_number 1042:150

# a year is no number
Dupont Marie: 2026 150
> 150 SCI DU PARC | LOYER JUIN 2026
= amount_alone 2026:150

# a day is no number
Dupont Marie: 05062026 150
> 150 SCI DU PARC | LOYER DU 05062026
= amount_alone 05062026:150

# a day written in groups is no number
Dupont Marie: F05-06 150
> 150 SCI DU PARC | LOYER DU 05/06
= invoice_number F05-06:150

# the number of a longer number is not it
Dupont Marie: F2026-004 150
Martin Paul: F2026-0042 99
> 150 SCI DU PARC | FACTURE F2026-0042
= invoice_number F2026-0042:99

# a number that holds another one
Dupont Marie: F2026-0042 150
Martin Paul: F2026-00421 150
> 150 SCI DU PARC | FACTURE F2026-00421
= invoice_number F2026-00421:150 !

# a rent notice with a month in its number
Dupont Marie: AE-2026-06-C0042 150
> 150 SCI DU PARC | AE-2026-06-C0042
= invoice_number AE-2026-06-C0042:150 !

# a water bill with a long number, without its zeros
Dupont Marie: EAU-2026-000042 150
> 150 DUPONT MARIE | EAU 2026 42
= invoice_number EAU-2026-000042:150

# two numbers of which the sum fits
Dupont Marie: F2026-0042 150, F2026-0051 80.50
> 230.50 DUPONT MARIE | F2026-0042 F2026-0051
= several_invoices F2026-0042:150 F2026-0051:80.50 !

# two numbers of two parties, one payer
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0051 80.50
> 230.50 CABINET DURAND | F2026-0042 / F2026-0051
= several_invoices F2026-0042:150 F2026-0051:80.50 !

# three numbers, the amount of two
Dupont Marie: F2026-0042 150, F2026-0051 80.50, F2026-0060 33
> 183 DUPONT MARIE | F2026-0042 F2026-0051 F2026-0060
= several_invoices F2026-0042:150 F2026-0060:33

# two numbers, less than their sum
Dupont Marie: F2026-0042 150, F2026-0051 80.50
> 200 DUPONT MARIE | F2026-0042 F2026-0051
= several_invoices F2026-0042:150 F2026-0051:50

# an invoice and a credit note by their numbers
Dupont Marie: F2026-0042 150, A2026-0003 -20
> 130 DUPONT MARIE | F2026-0042 - AVOIR A2026-0003
= several_invoices F2026-0042:150 A2026-0003:-20 !

# the invoice is named, its credit note is not, the amount is right
Dupont Marie: F2026-0042 150, A2026-0003 -20
> 130 DUPONT MARIE | FACTURE F2026-0042
= several_invoices F2026-0042:150 A2026-0003:-20

# one invoice is named, the amount is of two
Dupont Marie: F2026-0042 150, F2026-0051 80.50, F2026-0060 33
> 230.50 DUPONT MARIE | FACTURE F2026-0042
= several_invoices F2026-0042:150 F2026-0051:80.50

# the number, and half of the amount
Dupont Marie: F2026-0042 150
> 75 DUPONT MARIE | ACOMPTE F2026-0042
= invoice_number F2026-0042:75

# the number, and a cent short
Dupont Marie: F2026-0042 150
> 149.99 DUPONT MARIE | FACTURE F2026-0042
= invoice_number F2026-0042:149.99

# the number, and ten euros too many
Dupont Marie: F2026-0042 150
> 160 DUPONT MARIE | FACTURE F2026-0042
= invoice_number F2026-0042:150

# an instalment by the number of its invoice
Dupont Marie: F2026-0042 50 @2026-06-05, F2026-0042 50 @2026-07-05
> 50 DUPONT MARIE | FACTURE F2026-0042
= invoice_number F2026-0042:50 !

# the number of an invoice that two parties have
Dupont Marie: 2026-0042 150
Martin Paul: 2026-0042 150
> 150 SCI DU PARC | FACTURE 2026-0042
= invoice_number 2026-0042.2:150
~ none

# the number of an invoice that two parties have, one of whom pays
Dupont Marie: 2026-0042 150
Martin Paul: 2026-0042 150
> 150 MARTIN PAUL | FACTURE 2026-0042
= invoice_number 2026-0042.2:150

# two words that are a short number by chance
Dupont Marie: A1234 150
Martin Paul: F2 99
> 150 SCI DU PARC | VERSEMENT A 1234 PORTES
= invoice_number A1234:150

# a number with dots and an amount in the text
Dupont Marie: FV.2026.42 150
> 150 DUPONT MARIE | FV.2026.42 150,00 EUR
= invoice_number FV.2026.42:150 !

# a cheque with the number
Dupont Marie: F2026-0042 150
> 150 | CHEQUE F2026-0042 {kind:cheque}
= invoice_number F2026-0042:150

# an accent and an apostrophe around the number
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | Réglement d’été F2026-0042.
= invoice_number F2026-0042:150 !

# the number between brackets without spaces
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | LOYER(F2026-0042)JUIN
= invoice_number F2026-0042:150 !

# numbers with a range are not guessed
Dupont Marie: F2026-0042 150, F2026-0043 150, F2026-0044 150
> 450 DUPONT MARIE | F2026-0042 A 0044
= several_invoices F2026-0042:150 F2026-0043:150 F2026-0044:150

# a school number with a code of the child
Durand Léa: CANT-06-LEA 42.30
> 42.30 DURAND PAUL | CANT-06-LEA
= name_amount CANT-06-LEA:42.3
`;
