/**
 * French bank codes (CIB): the name people know, and the BIC when one code has one BIC only. A comfort beside what was typed,
 * never a source for a file: a code does not determine a BIC, and the list is not complete (see the README).
 * One line a name; each code is followed by its BIC, without the ending of a head office, or by nothing.
 */
const LINES = `
Caixa Geral de Depósitos: 12619=CGDIFRPP
Afone Paiement: 16338=AFOPFR21
Allianz Banque: 12240=AGFBFRCC
Attijariwafa Bank Europe: 23890=BCMAFRPP
AXA Banque: 12548=AXABFRPP
Banca Regionale Europea: 14818=BREUFR22
Bank of America: 41219=BOFAFRPP
Banque BCP: 12579=BPSMFRPP
Banque calédonienne d’investissement: 17499=BCADNCNN
Banque Chaabi du Maroc: 41439=BCDMFRPP
Banque Chalus: 10188=BCHAFR21
Banque Courtois: 10268
Banque d’escompte: 44149=ESCBFRPP
Banque de France: 30001
Banque de Polynésie: 12149=BPOLPFTP
Banque de Savoie: 10548=BSAVFR2C
Banque de Tahiti: 12239=CEPAPFTP
Banque Delubac: 12879=DELUFR22
Banque du groupe Casino: 14628=GRCSFRP1
Banque Dupuy, de Parseval: 12939=BDUPFR2S
Banque Edel: 13149=EDELFRP1
Banque Fiducial: 11449=BDEIFRPP 13179=FIDCFR21
Banque française commerciale océan Indien: 18719
Banque Hottinguer: 11438=HRFRFRP1
Banque Kolb: 13259=KOLBFR21
Banque Laydernier: 10228=LAYDFR2W
Banque Marze: 13379=BMRZFR21
Banque Michel Inchauspé: 17959=BAMYFR22
Banque Neuflize OBC: 30788=NSMBFRPP
Banque Nuger: 13489
Banque Palatine: 40978=BSPFFRPP
Banque Populaire: 10207 10807 10907 11907=CCBPFRPP 13507 13807 14607 14707 15607=CCBPFRPP 16607
Banque Populaire: 16707=CCBPFRPP 16807 17169=CCBPFRPP 17807 18707
Banque Rhône-Alpes: 10468=RALPFR2G
Banque Socredo: 17469=SOCBPFTX
Banque Tarneaud: 10558=TARNFR2L
Barclays: 30588=BARCFRPC
BBVA: 41189=BBVAFRPP
BforBank: 16218=BFBKFRP1
BinckBank: 15818=BIKCFRP1
BNP Paribas: 13088=BNPAMQMX 30004 41919=BNPARERX
BNP Paribas Factor: 18020=BNPCFR21
BoursoBank: 40618=BOUSFRPP
BPE: 44319=PREUFRP1
Bpifrance: 18359=CPMEFRPP
BRED Banque Populaire: 10107=BREDFRPP
BTP Banque: 30258=BATIFRP1
bunq: 27633=BUNQFRP2
CACEIS Bank: 18129=ISAEFRPP
Caisse d’Épargne: 11315 11425 12135 13135 13335 13485 13825 14265 14445 14505 15135 16275 17515
Caisse d’Épargne: 18025=CEPAFRPP 18315 18715
Caisse des Dépôts: 40031=CDCGFRPP
Carrefour Banque: 19870=SOAPFR22
CCF: 18079=CCDFFRPP
Centre financier de Nouméa: 14158=CEFNNCN1
CIC: 10057=CMCIFRPP 10096 30027=CMCIFRPP 30047=CMCIFRPP 30066 30087=CMCIFRPP 30568=CMCIFRPP
CIC: 41199=CMCIFRPP
Citibank: 11689=CITIFRPP
Cofidis: 14940=CFFIFR21
Commerzbank: 17629=COBAFRPX
Crédipar: 18189=CGCPFRP1
Crédit Agricole: 10206=AGRIFRPP802 11006=AGRIFRPP810 11206=AGRIFRPP812 11306=AGRIFRPP813
Crédit Agricole: 11706=AGRIFRPP817 12006=AGRIFRPP820 12206=AGRIFRPP822 12406=AGRIFRPP824
Crédit Agricole: 12506=AGRIFRPP825 12906=AGRIFRPP829 13106=AGRIFRPP831 13306=AGRIFRPP833
Crédit Agricole: 13506=AGRIFRPP835 13606=AGRIFRPP836 13906=AGRIFRPP839 14006=AGRIGPGX 14406=AGRIFRPP844
Crédit Agricole: 14506=AGRIFRPP845 14706=AGRIFRPP847 14806 16006=AGRIFRPP860 16106=AGRIFRPP861
Crédit Agricole: 16606=AGRIFRPP866 16706=AGRIFRPP867 16806=AGRIFRPP868 16906=AGRIFRPP869
Crédit Agricole: 17106=AGRIFRPP871 17206=AGRIFRPP872 17806=AGRIFRPP878 17906=AGRIFRPP879
Crédit Agricole: 18106=AGRIFRPP881 18206=AGRIFRPP882 18306=AGRIFRPP883 18706=AGRIFRPP887
Crédit Agricole: 19106=AGRIFRPP891 19406=AGRIFRPP894 19506=AGRIFRPP895 19806=AGRIMQMX 19906=AGRIRERX
Crédit Agricole: 30006=AGRIFRPP
Crédit Agricole CIB: 31489=BSUIFRPP
Crédit Agricole Leasing & Factoring: 16850=AGRIFRP1EFG 41539=AGRIFRP1ACF
Crédit Coopératif: 42559=CCOPFRPP
Crédit du Nord: 30076=NORDFRPP
Crédit Foncier de France: 43199=CFFRFRPP
Crédit municipal de Bordeaux: 16560=CCMOFR21
Crédit municipal de Nîmes: 17620=CCMNFR21
Crédit Mutuel: 10278 11628=CMCIFR2A 11808=CMCIFRPA 11899=CMCIFR2A 14690 15489=CMCIFR2A 15519=CMCIFR2A
Crédit Mutuel: 15629=CMCIFR2A 16159=CMCIFR2A
Crédit Mutuel Arkéa: 15589 18829
Crédit Mutuel Factoring: 11978=CMCIFRPP
Deutsche Bank: 17789=DEUTFRPP
Edenred Paiement: 16658=EDPIFR21
Factofrance: 13580=FACFFRPP
Federal Finance: 15900=FEFIFR21
Financière des paiements électroniques: 16598=FPELFR21
Finom: 30833=FNOMFRP2
Fortuneo: 14518=FTNOFRP1
HSBC: 30056=CCFRFRPP
HSBC Factoring France: 13888=ELFAFRP1
iBanFirst: 20033=FXBBFRPP
ING: 14559=INGBFR21 30438
Intesa Sanpaolo: 10128=BCITFRPP
JPMorgan Chase: 30628=CHASFRPP
KBC Bank: 27800=KREDFRPP
La Banque Postale: 10011 20041
La Banque Postale Leasing & Factoring: 16478=CRNPFRP1
La Nef: 21570=STFEFR21
Lazard Frères Banque: 30748=LAZPFRPP
LCL: 30002=CRLYFRPP
Lydia Solutions: 17598=LYDIFRP2
Ma French Bank: 16908=LBDIFRP1
Mangopay: 21933=MPAYFRP1
Martin Maurel: 13369=BMMMFR2A
Memo Bank: 17338=MEMOFRP2
Milleis Banque: 24599=PRIVFRPP
Mobilis Banque: 16989=MOBQFR22
Monte Paschi Banque: 30478=MONTFRPP
Morning: 16768=MRNGFR21
N26: 20433=NTSBFRM1
Natixis: 15930=NATXFRPPPAI 18919=NATXFRPPBPS 30007=NATXFRPP
Nouvelle Vague: 11658=NOVUFR21
Okali: 17448=SFPEFRP2
Olky Payment: 19733=OPSPFR21OLK
OPT Polynésie française: 14168=OFTPPFT1
Orange Bank: 18370=GPBAFRPP
PPS EU: 25733=PSSSFR22
Prepaid Financial Services: 21833=PRNSFRP1 74202=PRNSFRP1
PSA Banque France: 14749=SFBSFRP1
Qonto: 16958=QNTOFRP1
RCI Banque: 11188=RCINFRPP
Revolut: 28233=REVOFRP2
Shine: 17418=SNNNFR22
Société de banque et d’expansion: 17679=SBEXFRP1
Société Générale: 30003
Société générale calédonienne de banque: 18319=SOGENCNN
Société Marseillaise de Crédit: 30077
Socram Banque: 12280=SORMFR2N
Sogexia: 26733=SOXAFR2L
Swan: 17328=SWNBFR22
Travelex: 42649=TRAVFRPP
Treezor: 16798=TRZOFR21
Trésor public: 10071=TRPUFRP1
Tunisian Foreign Bank: 43849=UTUBFRPP
`;

export type FrenchBank = { name: string; bic: string | null };

export const FRENCH_BANKS: ReadonlyMap<string, FrenchBank> = new Map(
  LINES.trim()
    .split("\n")
    .flatMap((line) => {
      const [name, codes] = line.split(": ") as [string, string];
      return codes.split(" ").map((one) => {
        const [code, bic] = one.split("=") as [string, string | undefined];
        return [code, { name, bic: bic ?? null }] as const;
      });
    }),
);
