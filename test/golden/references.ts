/** Structured references: of an order, of an invoice. */
export const references = `
# an order paid to the cent
Dupont Marie: F2026-0042 150
order T0001: F2026-0042 150
> 150 DUPONT MARIE | [RF:T0001]
= order_reference F2026-0042:150 !

# an order of two invoices, paid by somebody else
Dupont Marie: F2026-0042 150, F2026-0051 80.50
order T0002: F2026-0042 150, F2026-0051 80.50
> 230.50 SARL LE FOURNIL | REGLEMENT [RF:T0002] MERCI
= order_reference F2026-0042:150 F2026-0051:80.50 !

# an order of one invoice and a credit note
Dupont Marie: F2026-0042 150, A2026-0003 -20
order T0003: F2026-0042 150, A2026-0003 -20
> 130 DUPONT MARIE | {ref:[RF:T0003]}
= order_reference F2026-0042:150 A2026-0003:-20 !

# an order whose reference the bank writes in groups of four
Dupont Marie: F2026-0042 150
order COMMANDE123: F2026-0042 150
> 150 DUPONT MARIE | [RF4:COMMANDE123]
= order_reference F2026-0042:150 !

# a reference cut by the end of a line
Dupont Marie: F2026-0042 150
order 20260042: F2026-0042 150
> 150 M DUPONT | REFERENCE [RF4:20260042] / 99 {e2e:NOTPROVIDED}
= order_reference F2026-0042:150 !

# a reference in the end-to-end identification only
Dupont Marie: F2026-0042 150
order T0004: F2026-0042 150
> 150 DUPONT MARIE | {e2e:[RF:T0004]}
= order_reference F2026-0042:150 !

# a reference in the label only
Dupont Marie: F2026-0042 150
order T0005: F2026-0042 150
> 150 | {label:VIR SEPA [RF:T0005]}
= order_reference F2026-0042:150 !

# less than the order: the oldest first
Dupont Marie: F2026-0042 150, F2026-0051 80.50
order T0006: F2026-0042 150, F2026-0051 80.50
> 200 DUPONT MARIE | [RF:T0006]
= order_reference F2026-0042:150 F2026-0051:50 !

# more than the order is for a hand
Dupont Marie: F2026-0042 150, F2026-0051 80.50
order T0007: F2026-0042 150
> 160 DUPONT MARIE | [RF:T0007]
= order_reference F2026-0042:150

# an order of an invoice that was paid in the meantime
Dupont Marie: F2026-0051 80.50
order T0008: F2026-0042 150
> 150 DUPONT MARIE | [RF:T0008]
= whole_balance F2026-0051:80.5
~ none

# an order half of which was paid in the meantime
Dupont Marie: F2026-0051 80.50
order T0009: F2026-0042 150, F2026-0051 80.50
> 230.50 DUPONT MARIE | [RF:T0009]
= order_reference F2026-0051:80.50

# an order whose credit note was used in the meantime: what is open is paid, oldest first
Dupont Marie: F2026-0042 150
order T0010: F2026-0042 150, A2026-0003 -20
> 130 DUPONT MARIE | [RF:T0010]
= order_reference F2026-0042:130 !

# two orders in one transfer
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0043 99
order T0011: F2026-0042 150
order T0012: F2026-0043 99
> 249 CABINET DURAND | [RF:T0011] ET [RF:T0012]
= order_reference F2026-0042:150 F2026-0043:99 !

# an invoice by its reference
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | [RF:F20260042]
= invoice_reference F2026-0042:150 !

# an invoice by its reference, paid in part
Dupont Marie: F2026-0042 150
> 50 DUPONT MARIE | [RF:F20260042]
= invoice_reference F2026-0042:50 !

# an invoice by its reference, by a payer of another name
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | [RF:F20260042]
= invoice_reference F2026-0042:150 !

# an invoice by its reference, overpaid
Dupont Marie: F2026-0042 150
> 151 DUPONT MARIE | [RF:F20260042]
= invoice_reference F2026-0042:150

# an invoice in three instalments, by its reference
Dupont Marie: F2026-0042 50 @2026-06-05, F2026-0042 50 @2026-07-05, F2026-0042 50 @2026-08-05
> 100 DUPONT MARIE | [RF:F20260042]
= invoice_reference F2026-0042:50 F2026-0042.2:50 !

# two invoices by their references
Dupont Marie: F2026-0042 150, F2026-0051 80.50
> 230.50 DUPONT MARIE | [RF:F20260042] [RF:F20260051]
= several_invoices F2026-0042:150 F2026-0051:80.50 !

# two references, one of which is nobody's, to the cent
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | [RF:F20260042] [RF:ZZ991]
= invoice_reference F2026-0042:150 !

# two references, one of which is nobody's, and less than is due
Dupont Marie: F2026-0042 150
> 100 DUPONT MARIE | [RF:F20260042] [RF:ZZ991]
= invoice_reference F2026-0042:100

# a reference of another creditor with an amount that fits somebody
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | [RF:ZZ991]
= name_amount F2026-0042:150

# a reference whose check digits are wrong is no reference
Dupont Marie: F2026-0042 150
> 150 SCI DU PARC | RF99F20260042
= amount_alone F2026-0042:150

# the reference of last month's invoice, which is paid
Dupont Marie: F2026-0051 150
> 150 DUPONT MARIE | [RF:F20260042]
= name_amount F2026-0051:150
~ none

# the same invoice number at two parties, by its reference
Dupont Marie: 1001 150
Martin Paul: 1001 150
> 150 DUPONT MARIE | [RF:1001]
= invoice_reference 1001:150

# a reference over a long number, of which 21 characters are kept
Dupont Marie: ABCDEFGHIJ-KLMNOPQRST-2026 150
> 150 DUPONT MARIE | [RF:ABCDEFGHIJKLMNOPQRST2]
= invoice_reference ABCDEFGHIJ-KLMNOPQRST-2026:150 !

# a reference glued to what follows is not read for sure; the rest is proposed
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | REF[RF:F20260042]
= invoice_reference F2026-0042:150 !

# an instant transfer with a reference
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | [RF:F20260042] {kind:instant_transfer}
= invoice_reference F2026-0042:150 !

# a cheque with a reference is handed in by us: for a hand
Dupont Marie: F2026-0042 150
> 150 DUPONT MARIE | [RF:F20260042] {kind:cheque}
= invoice_reference F2026-0042:150

# the order and the invoice number together
Dupont Marie: F2026-0042 150
order T0013: F2026-0042 150
> 150 DUPONT MARIE | [RF:T0013] FACTURE F2026-0042
= order_reference F2026-0042:150 !

# the order of one, the number of another, the same amount: for a hand
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0043 150
order T0014: F2026-0042 150
> 150 MARTIN PAUL | [RF:T0014] FACTURE F2026-0043
= order_reference F2026-0042:150

# a reference for an account in credit
Dupont Marie: A2026-0003 -20
> 20 DUPONT MARIE | [RF:A20260003]
= none

# two orders of the same invoice: paid once
Dupont Marie: F2026-0042 150
order T0015: F2026-0042 150
order T0016: F2026-0042 150
> 150 DUPONT MARIE | [RF:T0015] [RF:T0016]
= order_reference F2026-0042:150 !
`;
