"""Surnames that are words, brands or first names as well, and the same words as words."""

from __future__ import annotations

import unicodedata

TRAPS = {
    "petit": ("petit déjeuner pris en entier", "un petit hématome au point de ponction", "petit à petit, la marche reprend"), "bon": ("bon état général", "bon de transport remis", "bon contrôle tensionnel"), "roche": ("automate Roche, technique Elecsys", "glycémie au lecteur Roche", "chute sur une roche en randonnée"),
    "rose": ("peau rose, chaude", "cicatrice rose et propre", "eau de rose sur compresse, sans effet"), "marie": ("passage à la mairie, se marie le mois prochain", "se marie bientôt"), "page": ("voir page 2", "page suivante", "message laissé, page non répondue"), "mercier": ("barre de Mercier prostatique", "vélo Mercier, chute à faible vitesse"),
    "leroux": ("réfère à la classification de Leroux",), "grand": ("grand axe, 12 mm", "grand fumeur sevré", "grand trochanter sensible"), "long": ("au long cours", "long fléchisseur intact", "long trajet en voiture"), "court": ("court fibulaire sain", "mis sous court terme", "bilan court"), "blanc": ("pansement blanc, propre", "blanc d'œuf toléré", "teint blanc"),
    "noir": ("selles noires, pas de sang noir", "fond noir au Doppler", "point noir au talon"), "brun": ("liquide brun au drain", "brun foncé à la coupe"), "roux": ("teint roux, phototype 1", "cheveux roux"), "sage": ("enfant sage pendant l'examen", "sage-femme prévenue", "dent de sage douloureuse"), "doux": ("savon doux", "abdomen doux", "réveil doux"),
    "moulin": ("bruit de moulin à l'auscultation", "moulin à prières"), "four": ("brûlure par la porte du four",), "pont": ("pont myocardique", "lésion du pont", "double pontage, pont interventriculaire"), "tour": ("tour de taille 102 cm", "tour de garde", "tour du service fait"), "port": ("port du corset la nuit", "port de bas de contention", "port de charges interdit"), "mer": ("sérum, eau de mer en spray", "vacances à la mer"),
    "lac": ("lac sanguin intraplacentaire",), "fontaine": ("signe de la fontaine", "fontaine à eau de l'unité"), "rivière": ("tombé près de la rivière",), "fleury": ("discours fleuri, cohérent",), "fleur": ("allergie aux fleurs, fleur de souci en crème",), "olive": ("huile d'olive", "olive pylorique non palpée"), "cerise": ("lésion rouge cerise", "angiome cerise"), "prune": ("couleur prune", "taille d'une prune"),
    "poulet": ("blanc de poulet le midi",), "lapin": ("allergie au lapin",), "loup": ("loup vénitien au visage",), "renard": ("terrier de renard, échinococcose évoquée",), "mouton": ("aspect en dos de mouton", "peau de mouton posée sous les talons"), "agneau": ("agneau haché bien toléré",), "canard": ("marche en canard", "démarche de canard"), "chat": ("griffe de chat", "chat à la maison"),
    "main": ("main droite œdématiée", "main courante dans l'escalier"), "bras": ("bras en écharpe", "bras gauche tombant"), "jambe": ("jambe légère sous bande",), "coude": ("coude en flexion",), "col": ("col de l'utérus postérieur", "col fémoral vissé"), "corps": ("corps étranger retiré", "corps calleux normal"), "coeur": ("cœur régulier, pas de souffle",), "bosse": ("bosse frontale",), "barbe": ("barbe rasée avant le bloc",), "tete": ("tête surélevée à 30°",),
    "baron": ("lait Baron, sans lactose",), "bayer": ("insert Bayer retiré",), "merck": ("kit Merck", "AMM Merck"), "abbott": ("lecteur Abbott posé",), "braun": ("perfuseur Braun",), "baxter": ("poche Baxter 1 L",), "pasteur": ("vaccin Pasteur", "souche Pasteur"), "boiron": ("granules Boiron",), "fabre": ("laboratoire Fabre",), "fournier": ("gangrène de Fournier écartée",), "lilly": ("stylo Lilly",), "servier": ("notice Servier",), "siemens": ("scanner Siemens",), "philips": ("moniteur Philips",), "hartmann": ("intervention de Hartmann",), "zimmer": ("cotyle Zimmer",), "stryker": ("clou Stryker",),
    "masse": ("masse palpable du flanc", "indice de masse corporelle"), "garde": ("de garde ce soir", "garde à vue prolongée"), "ronde": ("ronde de nuit faite", "lacune ronde"), "carre": ("carré des lombes tendu",), "rond": ("petit rond intact", "aspect rond"), "droit": ("droit interne", "œil droit", "grand droit"), "gauche": ("flanc gauche", "à gauche"), "haut": ("haut du dos",), "bas": ("bas de contention", "bas débit"), "clair": ("LCR clair", "liquide clair", "discours clair"),
    "gras": ("régime sans gras", "pansement gras"), "maigre": ("viande maigre",), "fort": ("fort tirage intercostal", "parle fort"), "leger": ("léger œdème", "repas léger"), "legrand": ("syndrome du grand dentelé",), "joly": ("joli lambeau",), "vite": ("marche vite",), "prevost": ("signe de Prévost",), "michel": ("agrafes de Michel retirées",), "martin": ("pansement Martin",), "simon": ("position de Simon, incision",), "claude": ("syndrome de Claude",), "bernard": ("Claude Bernard-Horner", "maladie de Bernard-Soulier"), "pierre": ("pierre à la vessie", "jette la pierre", "pied de pierre"),
    "dimanche": ("visite le dimanche",), "samedi": ("sortie samedi",), "jeudi": ("kiné le jeudi",), "matin": ("dose du matin",), "midi": ("repas de midi pris",), "soir": ("dose du soir",), "hiver": ("toux en hiver",), "printemps": ("rhinite au printemps",),
    "boulanger": ("asthme du boulanger",), "berger": ("maladie de Berger",), "meunier": ("poumon de meunier",), "boucher": ("tablier de boucher",), "barbier": ("chez le barbier",), "tailleur": ("assis en tailleur",), "marin": ("air marin", "sel marin"), "soldat": ("position du soldat",), "chevalier": ("chaussures Chevalier",), "comte": ("fromage comté toléré",), "lecomte": ("tient le compte des selles",), "roy": ("roulé-boulé, sans chute",), "roi": ("galette des rois",), "reine": ("piqûre, reine des guêpes",), "prince": ("prince de l'essai randomisé",), "abbe": ("lambeau d'Abbé",), "moine": ("capuchon de moine",),
    "montagne": ("cure en montagne",), "vallee": ("vallée silvienne élargie",), "bois": ("écharde de bois", "chauffage au bois"), "dubois": ("éclat de bois",), "forest": ("classification de Forrest",), "jardin": ("jardine tous les jours", "visite du jardin"), "pre": ("pré-oxygénation faite",), "pin": ("pollen de pin",), "chene": ("écorce de chêne",), "orme": ("pollen d'orme",), "blé": ("farine de blé",), "sel": ("régime sans sel",), "poivre": ("poivre et épices exclus",), "sucre": ("sucre au lever 1,10",), "vin": ("un verre de vin par repas",), "riz": ("riz et carottes",), "lait": ("lait maternel",), "miel": ("miel médical",),
}
ALONE = ("Noël", "Avril", "Mars", "May", "Janvier", "Juillet", "Février", "Leroux", "Leclerc", "Renault", "Peugeot", "Citroën", "Michelin", "Lacoste", "Picard", "Ricard", "Hermès", "Cartier", "Chanel", "Lefort", "Legros", "Lebon", "Lelong", "Lecourt", "Leblanc", "Lenoir", "Lebrun", "Lesage", "Ledoux", "Petitjean", "Bonhomme", "Bonneau", "Bonnet", "Belhomme", "Grosjean", "Mauvais", "Sanson", "Lemédecin", "Lemire", "Pharmakis", "Gardien", "Lavie", "Vivant", "Mortier", "Fiévet", "Bouton", "Compère", "Cousin", "Neveu", "Gendre", "Lenfant", "Lepère", "Beaufils", "Vieux", "Lejeune", "Ancien", "Nouveau", "Premier", "Quart", "Paris", "Lyon", "Tours", "Angers", "Nantes", "Chartres", "Bourges", "Cambrai", "Toulouse", "Picardie", "Lorraine", "Champagne", "Bretagne", "Provence", "Normand", "Breton", "Lallemand", "Langlais", "Espagnol", "Romain", "Suisse", "Turc")
ACCENTS = {"coeur": "Cœur", "tete": "Tête", "carre": "Carré", "abbe": "Abbé", "vallee": "Vallée", "leger": "Léger", "pre": "Pré", "chene": "Chêne", "prevost": "Prévost"}
# Words that reports say too often, or that hardly anybody bears, stay out of the draw.
RARE = {"coude", "jambe", "lait", "riz", "blé", "samedi", "soir", "coeur", "tete", "main", "bras", "corps", "col", "bas", "haut", "gauche", "droit", "masse", "sel", "vin", "midi", "matin"}
SURNAMES = tuple(ACCENTS.get(word, word.capitalize()) for word in TRAPS if word not in RARE) + ALONE


def _key(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign)).lower()


def sentence(scene) -> str:
    """The word that somebody of the report bears, in its plain sense; any other word if nobody bears one."""
    r = scene.random
    borne = [word for person in scene.people.values() for word in (_key(person.last), _key(person.first)) if word in TRAPS]
    said = r.choice(TRAPS[r.choice(borne) if borne and r.random() < 0.85 else r.choice(WORDS)])
    if r.random() < 0.7:
        said = said[0].upper() + said[1:]
    return said + r.choice((".", ".", ".", "", " ;"))


WORDS = tuple(TRAPS)
