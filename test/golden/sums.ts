/** Sums: several invoices, credit notes, parts, cents. */
export const sums = `
# the two oldest of three
Dupont Marie: F1 100, F2 100, F3 100
> 200 DUPONT MARIE |
= several_invoices F1:100 F2:100

# two that are not the oldest
Dupont Marie: F1 10, F2 25, F3 47
> 72 DUPONT MARIE |
= several_invoices F2:25 F3:47

# two sets make the amount: the older one, for a hand
Dupont Marie: F1 10, F2 20, F3 30, F4 40
> 50 DUPONT MARIE |
= several_invoices F1:10 F4:40

# one invoice rather than two
Dupont Marie: F1 40, F2 60, F3 100
> 100 DUPONT MARIE |
= name_amount F3:100
~ F1:40 F2:60

# three rents of the same amount, one is paid
Dupont Marie: F1 500, F2 500, F3 500
> 500 DUPONT MARIE |
= name_amount F1:500

# the whole balance with a credit note
Dupont Marie: F1 100, A1 -30, F2 50
> 120 DUPONT MARIE |
= whole_balance F1:100 A1:-30 F2:50

# an invoice less a credit note, another one open
Dupont Marie: F1 100, A1 -30, F2 55
> 70 DUPONT MARIE |
= several_invoices F1:100 A1:-30

# a credit note that does not enter
Dupont Marie: F1 100, A1 -30
> 100 DUPONT MARIE |
= name_amount F1:100

# only a credit note is open
Dupont Marie: A1 -30
> 30 DUPONT MARIE |
= none

# more credit than debt
Dupont Marie: F1 10, A1 -30
> 5 DUPONT MARIE |
= partial F1:5

# seven invoices to the cent
Dupont Marie: F1 12.34, F2 23.45, F3 34.56, F4 45.67, F5 56.78, F6 67.89, F7 78.91, F8 500
> 319.60 DUPONT MARIE |
= several_invoices F1:12.34 F2:23.45 F3:34.56 F4:45.67 F5:56.78 F6:67.89 F7:78.91

# a cent short of one invoice
Dupont Marie: F1 33, F2 150
> 149.99 DUPONT MARIE |
= partial F2:149.99

# a bank fee short of one invoice
Dupont Marie: F1 33, F2 150
> 149.20 DUPONT MARIE |
= partial F2:149.2

# a cent more than one invoice is that invoice
Dupont Marie: F1 150, F2 33
> 150.01 DUPONT MARIE |
= partial F1:150

# a payer who rounds up
Dupont Marie: F1 33, F2 149.87
> 150 DUPONT MARIE |
= partial F2:149.87

# a round part of the debt
Dupont Marie: F1 80, F2 150
> 100 DUPONT MARIE |
= partial F1:80 F2:20

# overpaid by a known name
Dupont Marie: F1 80
> 100 DUPONT MARIE |
= whole_balance F1:80

# a cheque of two invoices of one party
Dupont Marie: F1 80, F2 45.50, F3 12
Martin Paul: F4 99
> 125.50 | REMISE CHEQUE {kind:cheque label:REMISE DE CHEQUE 0001234}
= amount_alone F1:80 F2:45.5

# a cheque of one invoice
Dupont Marie: F1 80
Martin Paul: F4 99
> 99 | {kind:cheque label:REMISE CHQ 1}
= amount_alone F4:99

# a remittance of several cheques pays nobody for sure
Dupont Marie: F1 80
Martin Paul: F4 99
> 179 | {kind:cheque label:REMISE CHQ 2}
= none
~ F1:80 F4:99

# amount alone, one party owes it
Dupont Marie: F1 150
Martin Paul: F2 99
> 99 |
= amount_alone F2:99

# amount alone, two owe it
Dupont Marie: F1 99
Martin Paul: F2 99
> 99 |
= amount_alone F1:99
~ none

# two accounts of one party, paid together
Dupont Marie #1: F1 80
Dupont Marie #2: F2 45.50
> 125.50 DUPONT MARIE |
= whole_balance F1:80 F2:45.5

# two accounts of one party, one of them paid
Dupont Marie #1: F1 80
Dupont Marie #2: F2 45.50
> 45.50 DUPONT MARIE |
= name_amount F2:45.5

# the yearly charges and one call of funds
Dupont Marie: AF1 250 @2026-01-01, AF2 250 @2026-04-01, AF3 250 @2026-07-01, REG 37.12 @2026-06-30
> 287.12 DUPONT MARIE |
= several_invoices AF1:250 REG:37.12

# the oldest in a row rather than another set of the same sum
Dupont Marie: F1 10, F2 20, F3 30, F4 30
> 60 DUPONT MARIE |
= several_invoices F1:10 F2:20 F3:30

# an old unpaid invoice among new ones
Dupont Marie: F1 150 @2024-01-05, F2 99 @2026-10-05, F3 99 @2026-11-05
> 99 DUPONT MARIE |
= name_amount F2:99

# an amount beyond all reason
Dupont Marie: F1 150
> 99999999 DUPONT MARIE |
= whole_balance F1:150

# half a cent does not exist, a cent does
Dupont Marie: F1 0.01
> 0.01 DUPONT MARIE |
= name_amount F1:0.01

# thirty open invoices, the last two
Dupont Marie: F1 11, F2 12, F3 13, F4 14, F5 15, F6 16, F7 17, F8 18, F9 19, F10 20, F11 21, F12 22, F13 1000.13, F14 2000.29
> 3000.42 DUPONT MARIE |
= several_invoices F13:1000.13 F14:2000.29

# the credit notes make more than one way
Dupont Marie: F1 100, F2 70, A1 -30, A2 -30
> 70 DUPONT MARIE |
= name_amount F2:70

# two credit notes and two invoices, all of them
Dupont Marie: F1 100, F2 70, A1 -30, A2 -20
> 120 DUPONT MARIE |
= whole_balance F1:100 F2:70 A1:-30 A2:-20

# nothing is open
Dupont Marie: F1 0
> 120 DUPONT MARIE |
= none

# a payment of zero
Dupont Marie: F1 10
> 0 DUPONT MARIE |
= none

# a part so small that it is only a part
Dupont Marie: F1 150
> 1 DUPONT MARIE |
= partial F1:1
`;
