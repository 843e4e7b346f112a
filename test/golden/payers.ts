/** Payers that were met before: tenants, agencies, family funds, guardians, companies. */
export const payers = `
# a payer of before, the amount of one invoice
Dupont Marie: F1 150
known FR7630006000011234567890189: Dupont Marie
> 150 DUPONT MARIE | {iban:FR7630006000011234567890189}
= payer_amount_name F1:150

# a payer of before under another name
Dupont Marie: F1 150
known FR7630006000011234567890189: Dupont Marie
> 150 SCI DU PARC | {iban:FR7630006000011234567890189}
= known_payer_amount F1:150

# a payer of before whose account number has spaces
Dupont Marie: F1 150
known FR7630006000011234567890189: Dupont Marie
> 150 SCI DU PARC | {iban:FR76 3000 6000 0112 3456 7890 189}
= known_payer_amount F1:150

# a payer of before, everything that is due
Dupont Marie: F1 150, F2 33
known FR7630006000011234567890189: Dupont Marie
> 183 SCI DU PARC | {iban:FR7630006000011234567890189}
= whole_balance F1:150 F2:33

# a payer of before, some of what is due
Dupont Marie: F1 150, F2 33, F3 77
known FR7630006000011234567890189: Dupont Marie
> 227 SCI DU PARC | {iban:FR7630006000011234567890189}
= several_invoices F1:150 F3:77

# a payer of before, an amount that fits nothing
Dupont Marie: F1 150, F2 33
known FR7630006000011234567890189: Dupont Marie
> 100 SCI DU PARC | {iban:FR7630006000011234567890189}
= partial F1:100

# a payer of before, more than is due
Dupont Marie: F1 150
known FR7630006000011234567890189: Dupont Marie
> 200 SCI DU PARC | {iban:FR7630006000011234567890189}
= whole_balance F1:150

# a payer of before against a homonym
Dupont Marie: F1 150
Dupont Marie #2: F2 150
known FR7630006000011234567890189: Dupont Marie #2
> 150 DUPONT MARIE | {iban:FR7630006000011234567890189}
= payer_amount_name F2:150

# a family fund that pays for two, the sum of both
Dupont Marie: F1 150
Martin Paul: F2 99
Bernard Luc: F3 70
known FR7610011000201234567890188: Dupont Marie, Martin Paul, Bernard Luc
> 249 CAF DU FINISTERE | APL JUIN {iban:FR7610011000201234567890188}
= several_invoices F1:150 F2:99

# a family fund that pays for all
Dupont Marie: F1 150
Martin Paul: F2 99
Bernard Luc: F3 70
known FR7610011000201234567890188: Dupont Marie, Martin Paul, Bernard Luc
> 319 CAF DU FINISTERE | APL JUIN {iban:FR7610011000201234567890188}
= whole_balance F1:150 F2:99 F3:70

# a family fund that pays for one of them
Dupont Marie: F1 150
Martin Paul: F2 99
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 99 CAF DU FINISTERE | APL JUIN {iban:FR7610011000201234567890188}
= known_payer_amount F2:99

# a family fund that names whom it pays for
Dupont Marie: F1 150
Martin Paul: F2 150
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 150 CAF DU FINISTERE | APL MARTIN PAUL {iban:FR7610011000201234567890188}
= payer_amount_name F2:150

# a family fund that pays a part of each: nobody can tell
Dupont Marie: F1 150
Martin Paul: F2 99
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 120 CAF DU FINISTERE | APL JUIN {iban:FR7610011000201234567890188}
= partial F1:120
~ none

# a family fund that pays a part for one, whom it names
Dupont Marie: F1 550
Martin Paul: F2 550
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 213 CAF DU FINISTERE | APL MARTIN PAUL JUIN {iban:FR7610011000201234567890188}
= partial F2:213

# an agency that pays for many, by their numbers
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0043 99
Bernard Luc: F2026-0044 70
known FR7610011000201234567890188: Dupont Marie, Martin Paul, Bernard Luc
> 220 AGENCE DU PORT | F2026-0042 F2026-0044 {iban:FR7610011000201234567890188}
= several_invoices F2026-0042:150 F2026-0044:70 !

# a guardian known for two wards who owe the same
Dupont Marie: F1 150
Martin Paul: F2 150
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 150 UDAF | LOYER {iban:FR7610011000201234567890188}
= known_payer_amount F1:150

# a guardian known for two wards, the sum of both
Dupont Marie: F1 150
Martin Paul: F2 150
known FR7610011000201234567890188: Dupont Marie, Martin Paul
> 300 UDAF | LOYER {iban:FR7610011000201234567890188}
= whole_balance F1:150 F2:150

# the number of a customer
Dupont Marie (411000127): F1 150
> 150 SCI DU PARC | CLIENT 411000127
= account_reference F1:150

# the number of a customer and everything that is due
Dupont Marie (411000127): F1 150, F2 33
> 183 SCI DU PARC | 411000127
= account_reference F1:150 F2:33

# the number of a customer and a part
Dupont Marie (411000127): F1 150, F2 33
> 50 SCI DU PARC | 411000127
= partial F1:50

# the number of a customer and too much
Dupont Marie (411000127): F1 150
> 200 SCI DU PARC | 411000127
= whole_balance F1:150

# the number of a customer who has the name
Dupont Marie (411000127): F1 150
> 150 DUPONT MARIE | COMPTE 411000127
= account_reference F1:150

# the number of one customer, the name of another
Dupont Marie (411000127): F1 150
Martin Paul (411000128): F2 150
> 150 MARTIN PAUL | COMPTE 411000127
= account_reference F1:150

# the number of a customer inside a longer number
Dupont Marie (411000127): F1 150
Martin Paul: F2 99
> 99 MARTIN PAUL | 4110001279
= name_amount F2:99

# a company that pays for an employee
Dupont Marie: F2026-0042 150
> 150 SARL LE FOURNIL | CANTINE DUPONT MARIE F2026-0042
= invoice_number F2026-0042:150 !

# a payer of before for one account pays another by number
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0043 99
known FR7630006000011234567890189: Dupont Marie
> 99 DUPONT MARIE | FACTURE F2026-0043 {iban:FR7630006000011234567890189}
= invoice_number F2026-0043:99 !

# a payer of before for one account, the number of another, and both owe the same
Dupont Marie: F2026-0042 150
Martin Paul: F2026-0024 150
known FR7630006000011234567890189: Dupont Marie
> 150 DUPONT MARIE | FACTURE F2026-0024 {iban:FR7630006000011234567890189}
= payer_amount_name F2026-0042:150

# a parent with two pupils, both owe the same
Durand Léa: F1 42.30
Durand Tom: F2 42.30
known FR7630006000011234567890189: Durand Léa, Durand Tom
> 84.60 DURAND PAUL | CANTINE {iban:FR7630006000011234567890189}
= whole_balance F1:42.3 F2:42.3

# a parent with two pupils pays for one whom he names
Durand Léa: F1 42.30
Durand Tom: F2 42.30
known FR7630006000011234567890189: Durand Léa, Durand Tom
> 42.30 DURAND PAUL | CANTINE DURAND TOM {iban:FR7630006000011234567890189}
= payer_amount_name F2:42.3

# a payer of before whose accounts owe nothing any more
Martin Paul: F2 99
known FR7630006000011234567890189: Dupont Marie
> 150 DUPONT MARIE | {iban:FR7630006000011234567890189}
= none

# another account number of the same payer
Dupont Marie: F1 150
known FR7630006000011234567890189: Dupont Marie
> 150 DUPONT MARIE | {iban:FR1420041010050500013M02606}
= name_amount F1:150
`;
