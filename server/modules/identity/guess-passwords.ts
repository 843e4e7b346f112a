/** Words that passwords are most often made of, here and elsewhere: alone, or dressed with digits and signs, they are refused. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passw passwords motdepasse motdepass mdp secret letmein welcome bienvenue bonjour bonsoir
  salut coucou hello hellohello azerty azertyuiop azertyui azer qwerty qwertyuiop qwertz qwertyui qsdfghjklm qsdfgh
  asdfgh asdfghjkl wxcvbn zxcvbn zxcvbnm aqwzsx qazwsx qazwsxedc aqwzsxedc abc abcd abcde abcdef abcdefg abcdefgh
  abcabc aaaa aaaaaa aaaaaaaa admin administrateur administrator root superuser toor user utilisateur guest invite
  test testtest tester temp temporaire default defaut changeme changemoi changer provisoire compte client clients
  facture factures paiement payer impots mairie commune syndic copropriete locataire proprietaire immeuble quitus
  extranet internet intranet ordinateur computer windows microsoft google facebook instagram linkedin twitter
  youtube orange bouygues samsung iphone android apple iloveyou jetaime jetaimetrop monamour amour amoureux love
  lover lovely mylove princesse princess prince dragon monkey master shadow sunshine soleil lune etoile star ange
  angel chouchou chouchoute doudou doudoune loulou louloute nounours nounou titi toto tata tonton tintin minou
  minette mimine poupee poupette bebe cheri cherie coeur papillon papa maman famille enfant enfants mamie papy
  chocolat vanille caramel bonbon fraise cerise citron banane pomme orangina nutella pizza coffee cafe whisky
  nicolas thomas julien alexandre guillaume sebastien camille marine marie julie pauline charlotte isabelle nathalie
  sandrine caroline laurent philippe frederic olivier vincent mathieu maxime antoine michel jean pierre jacques
  michael jordan jessica ashley daniel charlie robert andrew matthew joshua football basketball baseball rugby
  tennis zidane mbappe ronaldo messi marseille paris psg om lyon bordeaux toulouse bretagne corse france francais
  liberte egalite fraternite vacances plage montagne voiture moto ferrari porsche mustang harley mercedes peugeot
  renault citroen superman batman spiderman pokemon pikachu naruto starwars matrix trustno killer hunter ranger
  freedom whatever cheese pepper ginger summer winter spring automne hiver printemps ete lundi mardi janvier
  fevrier juin juillet aout septembre octobre novembre decembre noel january monday friday december`
    .split(/\s+/)
    .filter(Boolean),
);
