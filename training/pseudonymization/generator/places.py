"""Towns, streets, countries and places of care."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicons import capitalized, fold
from .text import Marked

STREETS = ("rue", "rue", "rue", "rue", "rue", "avenue", "avenue", "boulevard", "chemin", "impasse", "allée", "place", "route", "quai", "cours", "square", "passage", "ruelle", "sentier", "montée", "faubourg", "esplanade", "résidence", "lotissement", "hameau", "clos", "villa", "cité", "venelle", "traverse", "promenade", "rond-point", "voie", "mail", "parvis")
SHORT_STREETS = {"rue": ("R.", "R", "r."), "avenue": ("av.", "av", "Av.", "AVE", "AV"), "boulevard": ("bd", "bd.", "Bld", "BD", "Bd", "bvd"), "chemin": ("ch.", "Ch.", "CHE", "chem."), "impasse": ("imp.", "IMP"), "allée": ("all.", "ALL"), "place": ("pl.", "PL", "Pl."), "route": ("rte", "RTE", "Rte"), "lotissement": ("lot.", "LOT"), "résidence": ("rés.", "RES", "Rés.")}
OF = ("des Lilas", "de la Gare", "de l'Église", "des Écoles", "Victor Hugo", "Pasteur", "Jean Jaurès", "de la République", "du Général de Gaulle", "du 8 mai 1945", "du 11 novembre", "du 19 mars 1962", "de la Liberté", "Gambetta", "Émile Zola", "Jules Ferry", "Anatole France", "de Verdun", "des Acacias", "du Moulin", "de la Fontaine", "du Stade", "de la Mairie", "du Château", "des Tilleuls", "des Peupliers", "des Roses", "des Vignes", "du Lavoir", "de la Forge", "des Prés", "du Bois", "de Bretagne", "de Paris", "de Lyon", "Saint-Michel", "Notre-Dame", "Sainte-Anne", "Saint-Jacques", "de l'Abbaye", "du Vieux Port", "de la Poste", "de la Paix", "des Champs", "de l'Hôpital", "du Docteur Roux", "Louis Aragon", "Pablo Picasso", "Marie Curie", "George Sand", "Simone Veil", "Aristide Briand", "du Maréchal Foch", "Léon Blum", "Voltaire", "Molière", "du Commerce", "des Halles", "Basse", "Haute", "Neuve", "de la Croix Blanche", "du Four à Chaux", "des Trois Fontaines", "du Petit Pont", "de la Grande Ourse", "des Frères Lumière", "des Quatre Vents", "du Puits", "du Pressoir", "de la Source", "des Coquelicots", "de la Plage", "des Mouettes", "du Phare", "de l'Océan", "des Pins", "des Alpes", "des Pyrénées", "de Provence", "d'Alsace", "Mozart", "Beethoven", "Salvador Allende", "Nelson Mandela", "Olympe de Gouges")
PLACES = ("La Croix", "Le Bourg", "Les Granges", "La Haie", "Le Moulin Neuf", "Kerguen", "La Ville aux Chênes", "Les Quatre Routes", "Le Mas Vieux", "La Bastide", "Le Petit Bois", "La Grande Métairie", "Les Hauts", "Le Clos Fleuri", "La Sablonnière", "Bellevue", "Le Pré Long", "Chez Renaud", "Lann Vras", "La Borderie", "Le Champ du Puits", "Penhoat", "La Roche", "Les Essarts")
STEMS = ("Bel", "Mont", "Roche", "Val", "Saint-", "Sainte-", "Ville", "Champ", "Font", "Mar", "Aube", "Ker", "Plou", "Cour", "Ligne", "Bois", "Clair", "Fau", "Gran", "Haute", "Lou", "Nan", "Or", "Pont", "Ren", "Sar", "Tré", "Vaux", "Es", "Breu", "Char", "Dom", "Lan", "Ville", "Cas", "Puy")
ENDS = ("neville", "court", "mont", "bourg", "fort", "gny", "lac", "ac", "val", "ières", "angy", "igny", "euil", "oise", "eaux", "sac", "mare", "tin", "bert", "lise", "rac", "dun", "ville", "en", "oux", "an", "euve", "ange", "heim", "willer", "ec", "pont", "sur-Orne", "-les-Bains", "-sur-Mer", "-en-Brie", "-le-Vieux", "-la-Forêt", "-sous-Bois")
BIG = ("Paris", "Paris", "Paris", "Marseille", "Lyon", "Lyon", "Toulouse", "Nice", "Nantes", "Montpellier", "Strasbourg", "Bordeaux", "Lille", "Rennes", "Reims", "Toulon", "Saint-Étienne", "Le Havre", "Dijon", "Grenoble", "Angers", "Villeurbanne", "Nîmes", "Clermont-Ferrand", "Aix-en-Provence", "Le Mans", "Brest", "Tours", "Amiens", "Annecy", "Limoges", "Metz", "Besançon", "Perpignan", "Orléans", "Rouen", "Mulhouse", "Caen", "Nancy", "Saint-Denis", "Argenteuil", "Créteil", "Avignon", "Poitiers", "Versailles", "La Rochelle", "Pau", "Cannes", "Antibes", "Calais", "Béziers", "Colmar", "Quimper", "Valence", "Troyes", "Lorient", "Chambéry", "Niort", "Saint-Malo", "Laval", "Vannes", "Évry", "Les Abymes", "Fort-de-France", "Cayenne", "Mamoudzou", "Nouméa", "Papeete", "Bayonne", "Bastia", "Ajaccio", "Albi", "Gap", "Auch", "Foix", "Sens", "Dax", "Vienne", "Die", "Eu", "Y", "Sète", "Lens")
ABROAD = ("Alger", "Oran", "Constantine", "Tunis", "Casablanca", "Rabat", "Fès", "Marrakech", "Dakar", "Bamako", "Abidjan", "Conakry", "Kinshasa", "Brazzaville", "Douala", "Yaoundé", "Lisbonne", "Porto", "Braga", "Madrid", "Séville", "Rome", "Naples", "Palerme", "Turin", "Bruxelles", "Liège", "Londres", "Berlin", "Varsovie", "Cracovie", "Istanbul", "Ankara", "Beyrouth", "Damas", "Le Caire", "Téhéran", "Kaboul", "Colombo", "Pondichéry", "Hanoï", "Saïgon", "Phnom Penh", "Pékin", "Wenzhou", "Port-au-Prince", "Antananarivo", "Moroni", "Port-Louis", "New York", "Moscou", "Kiev", "Tbilissi", "Erevan", "Bucarest", "Sofia", "Belgrade", "Pristina", "Tirana", "Lomé", "Cotonou", "Lagos", "Bogota", "Lima", "Genève", "Lausanne")
COUNTRIES = ("Algérie", "Maroc", "Tunisie", "Sénégal", "Mali", "Côte d'Ivoire", "Guinée", "Congo", "RDC", "Cameroun", "Portugal", "Espagne", "Italie", "Belgique", "Royaume-Uni", "Allemagne", "Pologne", "Turquie", "Liban", "Syrie", "Égypte", "Iran", "Afghanistan", "Sri Lanka", "Inde", "Vietnam", "Cambodge", "Chine", "Haïti", "Madagascar", "Comores", "Maurice", "États-Unis", "Russie", "Ukraine", "Géorgie", "Arménie", "Roumanie", "Bulgarie", "Serbie", "Kosovo", "Albanie", "Togo", "Bénin", "Nigeria", "Colombie", "Pérou", "Suisse", "Brésil", "Mexique", "Japon", "Thaïlande", "Philippines", "Pakistan", "Bangladesh", "Irak", "Érythrée", "Soudan", "Éthiopie", "Mauritanie", "Gabon", "Burkina Faso", "Niger", "Tchad", "Laos", "Pays-Bas", "Luxembourg", "Irlande", "Grèce", "Suède", "Canada", "Cap-Vert", "Angola", "Rwanda", "Moldavie", "Bosnie", "Angleterre", "USA", "Israël", "Jordanie", "Népal", "Indonésie", "Cuba", "Argentine", "Chili", "Australie")
MASCULINE = {"Maroc", "Sénégal", "Mali", "Congo", "Cameroun", "Portugal", "Royaume-Uni", "Liban", "Sri Lanka", "Vietnam", "Cambodge", "Togo", "Bénin", "Nigeria", "Pérou", "Brésil", "Mexique", "Japon", "Pakistan", "Bangladesh", "Soudan", "Gabon", "Burkina Faso", "Niger", "Tchad", "Laos", "Luxembourg", "Canada", "Cap-Vert", "Rwanda", "Kosovo", "Népal", "Chili"}
PLURAL = {"Comores", "États-Unis", "Philippines", "Pays-Bas", "USA"}
NO_ARTICLE = {"Haïti", "Madagascar", "Maurice", "Cuba", "Israël"}
DEPARTMENTS = ("Ardèche", "Bretagne", "Finistère", "Morbihan", "Côtes-d'Armor", "Vendée", "Creuse", "Corrèze", "Lozère", "Var", "Vaucluse", "Isère", "Savoie", "Jura", "Vosges", "Moselle", "Alsace", "Lorraine", "Normandie", "Picardie", "Nord", "Pas-de-Calais", "Somme", "Oise", "Aisne", "Seine-Saint-Denis", "Val-de-Marne", "Essonne", "Yvelines", "Provence", "Occitanie", "Gironde", "Landes", "Pays basque", "Béarn", "Corse", "Guadeloupe", "Martinique", "La Réunion", "Guyane", "Mayotte", "Auvergne", "Loire", "Rhône", "Île-de-France", "Sarthe", "Mayenne", "Anjou", "Touraine", "Berry")
VOWELS = tuple("aeiouyhAEIOUYHàâéèêîôûÀÂÉÈÊÎÔÛ")

KINDS = (
    ("CHU", "le", 8), ("CH", "le", 8), ("centre hospitalier", "le", 6), ("Centre Hospitalier", "le", 6), ("centre hospitalier universitaire", "le", 3), ("Centre Hospitalier Universitaire", "le", 2), ("CHR", "le", 2), ("CHRU", "le", 2), ("GHT", "le", 2), ("hôpital", "l'", 8), ("Hôpital", "l'", 6), ("clinique", "la", 7), ("Clinique", "la", 6), ("polyclinique", "la", 3), ("Polyclinique", "la", 2),
    ("hôpital privé", "l'", 2), ("Hôpital Privé", "l'", 2), ("Hôpitaux", "les", 1), ("Groupe Hospitalier", "le", 2), ("groupe hospitalier", "le", 1), ("CHI", "le", 1), ("Centre Hospitalier Intercommunal", "le", 1), ("GHU", "le", 1), ("EPSM", "l'", 1), ("CHS", "le", 2), ("CLCC", "le", 1), ("Institut", "l'", 2), ("institut", "l'", 1), ("CRLCC", "le", 1), ("maternité", "la", 1), ("Maternité", "la", 1), ("Centre médico-chirurgical", "le", 1), ("hôpital local", "l'", 1), ("HIA", "l'", 1), ("Fondation", "la", 1), ("HDJ", "l'", 0.4),
)
AFTER = {
    "ehpad": (("EHPAD", "l'"), ("EHPAD", "l'"), ("Ehpad", "l'"), ("maison de retraite", "la"), ("résidence", "la"), ("résidence autonomie", "la"), ("USLD", "l'"), ("foyer-logement", "le"), ("foyer de vie", "le"), ("MAS", "la"), ("FAM", "le")),
    "labo": (("laboratoire", "le"), ("Laboratoire", "le"), ("LBM", "le"), ("laboratoire d'analyses", "le"), ("Laboratoire de biologie médicale", "le"), ("labo", "le"), ("cabinet d'anatomie pathologique", "le"), ("centre d'imagerie", "le"), ("cabinet de radiologie", "le"), ("Centre de Pathologie", "le"), ("pharmacie", "la"), ("Pharmacie", "la")),
    "clinic": (("clinique", "la"), ("Clinique", "la"), ("polyclinique", "la"), ("hôpital privé", "l'"), ("SSR", "le"), ("centre de rééducation", "le"), ("SMR", "le"), ("HAD", "l'"), ("SSIAD", "le"), ("CMP", "le"), ("centre de dialyse", "le"), ("maison de santé", "la"), ("CSAPA", "le"), ("CRF", "le"), ("centre de santé", "le"), ("CAMSP", "le"), ("institut", "l'")),
}
FLOWERS = ("Ormes", "Ajoncs", "Glycines", "Tilleuls", "Magnolias", "Cèdres", "Bleuets", "Mimosas", "Genêts", "Platanes", "Érables", "Hortensias", "Camélias", "Marronniers", "Oliviers", "Lavandes", "Primevères", "Amandiers", "Jonquilles", "Saules", "Fougères", "Pervenches", "Mésanges", "Hirondelles", "Cigales", "Alizés", "Embruns", "Coteaux", "Remparts", "Trois Rivières", "Quatre Saisons", "Jardins", "Terrasses", "Vergers", "Sources", "Falaises", "Grands Chênes")
SAINTS = ("Saint-Luc", "Sainte-Marie", "Saint-Joseph", "Saint-Roch", "Sainte-Thérèse", "Saint-Vincent", "Notre-Dame", "Sacré-Cœur", "Saint Jean", "Sainte Barbe", "Saint-Côme", "Saint-Antoine", "Sainte-Clotilde", "St Charles", "Bon Secours", "La Providence", "Bon Sauveur", "Hôtel-Dieu", "La Miséricorde")
LATIN = ("Biolys", "Cerbanova", "Medilab", "Bioval", "Synalys", "Oriade", "Labosud", "Biogroupe Est", "Analys", "Pathoval", "Diagnoval", "Imagis", "Scanopole", "Radiolys", "Novabio", "Hémalab", "Biomer", "Cytopath", "Histolab", "Medipath Ouest", "Eurolab", "Biorance")


@dataclass
class Town:
    name: str
    postcode: str
    role: str = "Patient"


@dataclass
class Care:
    """A place of care: name with kind, article, town, and what is known of it."""

    name: str
    article: str
    town: Town
    domain: str
    facts: dict = field(default_factory=dict)
    acronym: str = ""


def town(random, lexicons, validation: bool, role: str) -> Town:
    draw = random.random()
    if draw < 0.18:
        name = random.choice(STEMS) + random.choice(ENDS)
        if name.startswith("Saint") and random.random() < 0.6:
            name = random.choice(("Saint-", "Saint-", "Sainte-")) + lexicons.first[random.choice("MF")][validation].pick(random, 0.9) + random.choice(("", "", "-sur-Loire", "-en-Vexin", "-de-Lys", "-la-Plaine", "-les-Eaux"))
        return Town(name, f"{random.randint(1, 95):02d}{random.randint(0, 99):02d}0", role)
    if draw < 0.42:
        name = random.choice(BIG)
        return Town(name, f"{random.randint(1, 95):02d}{random.choice(('000', '000', '100', '200', '300'))}", role)
    name, _, postcode = random.choice(lexicons.towns[validation])
    return Town(name, postcode, role)


def town_text(random, place: Town, form: str | None = None) -> str:
    """The name as written; the arrondissement is inside."""
    name, draw = place.name, random.random()
    if name in ("Paris", "Lyon", "Marseille") and draw < 0.3:
        n = random.randint(1, 20 if name == "Paris" else 9 if name == "Lyon" else 16)
        name += random.choice((f" {n}e", f" {n}ème", f" {n:02d}", f" {n}", f" {n}è")) if n > 1 else " 1er"
    draw = random.random()
    if form == "upper" or (form is None and draw < 0.3):
        name = fold(name).upper() if random.random() < 0.8 else name.upper()
        if random.random() < 0.3:
            name = name.replace("-", " ").replace("SAINT ", random.choice(("ST ", "SAINT ")))
    elif draw < 0.36:
        name = name.replace("Saint-", random.choice(("St ", "St-", "Saint "))).replace("Sainte-", random.choice(("Ste ", "Ste-", "Sainte ")))
    elif draw < 0.40:
        name = name.replace("-", " ")
    elif draw < 0.43:
        name = fold(name)
    elif draw < 0.445:
        name = name.lower()
    return name


def street(random, lexicons, validation: bool) -> str:
    draw = random.random()
    if draw < 0.08:
        return random.choice((f"lieu-dit {random.choice(PLACES)}", f"{random.choice(PLACES)}", f"BP {random.randint(1, 9999)}", f"Lieu dit {random.choice(PLACES)}", f"CS {random.randint(10000, 99999)}", f"{random.randint(1, 60)} {random.choice(PLACES)}"))
    kind = random.choice(STREETS)
    if random.random() < 0.16 and kind in SHORT_STREETS:
        kind = random.choice(SHORT_STREETS[kind])
    if random.random() < 0.5:
        name = random.choice(OF)
    else:
        name = random.choice(("du Docteur ", "du Général ", "", "", "", "", "Pierre ", "Abbé ", "du Pr ", "de ", "du Colonel ")) + lexicons.last[validation].pick(random, 0.4)
        if name.startswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) and random.random() < 0.5:
            name = lexicons.first[random.choice("MF")][validation].pick(random, 0.8) + " " + name
    number = str(random.choice((random.randint(1, 40), random.randint(1, 300)))) + random.choice(("", "", "", "", "", "", " bis", "bis", " ter", "B", " A"))
    text = f"{number}{random.choice((' ', ' ', ' ', ', '))}{kind} {name}"
    if random.random() < 0.05:
        text = f"{kind} {name}"
    extra = random.random()
    if extra < 0.1:
        text += random.choice((f", appt {random.randint(1, 90)}", f", bâtiment {random.choice('ABCDEF')}", f" - Bât. {random.choice('ABCDEF')}", f", {random.randint(1, 9)}e étage", f" Esc {random.randint(1, 9)}", f" apt {random.randint(1, 400)}", f" BP {random.randint(1, 999)}", f" - CS {random.randint(10000, 99999)}"))
    elif extra < 0.14:
        text = random.choice((f"Résidence {random.choice(FLOWERS)}, ", f"Bât {random.choice('ABCD')} - ", f"Appt {random.randint(1, 99)}, ", f"Rés. Les {random.choice(FLOWERS)} ")) + text
    draw = random.random()
    if draw < 0.16:
        text = fold(text).upper()
    elif draw < 0.2:
        text = fold(text)
    elif draw < 0.3:
        text = capitalized(text) if "'" not in text else text
    return text


def care(random, lexicons, validation: bool, kind: str = "hosp", town_: Town | None = None) -> Care:
    place = town_ or town(random, lexicons, validation, "Hospital")
    place.role = "Hospital"
    name_of_town = place.name
    if kind == "hosp":
        if random.random() < 0.14:
            raw, at, postcode = random.choice(lexicons.hospitals[validation])
            place = Town(capitalized(at), postcode, "Hospital")
            name = raw if random.random() < 0.5 else capitalized(raw).replace(" De ", " de ").replace(" Du ", " du ").replace("Ch ", "CH ").replace("Chu ", "CHU ").replace(" D'", " d'").replace(" Des ", " des ").replace(" La ", " la ")
            article = "la" if raw.startswith(("CLIN", "POLYC", "UNIT", "MAIS")) else "l'" if raw.startswith(("HOP", "EH", "HAD", "INST", "USLD", "AURA")) else "le"
            return Care(name, article, place, domain(random, name_of_town))
        word, article, _ = random.choices(KINDS, weights=[k[2] for k in KINDS])[0]
    else:
        word, article = random.choice(AFTER[kind])
    draw, lower = random.random(), word[0].islower()
    proper = lambda: random.choice((
        lambda: random.choice(SAINTS), lambda: "Les " + random.choice(FLOWERS), lambda: "des " + random.choice(FLOWERS), lambda: de(name_of_town), lambda: lexicons.first[random.choice("MF")][validation].pick(random, 0.8) + " " + lexicons.last[validation].pick(random, 0.4),
        lambda: lexicons.last[validation].pick(random, 0.4), lambda: random.choice(("du ", "")) + "Docteur " + lexicons.last[validation].pick(random, 0.4), lambda: "du Val " + de(random.choice(STEMS) + "ne"), lambda: random.choice(("du Parc", "de la Côte", "du Lac", "de l'Estuaire", "de la Roseraie", "Bellevue", "Beau Soleil", "du Mail", "des Deux Vallées", "du Haut Pays", "de l'Europe", "Montaigne", "Pasteur", "de la Baie", "de l'Orangerie", "Claude Monet", "du Grand Large"))))()
    if kind == "labo" and draw < 0.5:
        text = f"{word} {random.choice(LATIN)}"
    elif kind == "ehpad":
        text = f"{word} {random.choice(('Les ', 'Les ', 'des ', 'les '))}{random.choice(FLOWERS)}" if draw < 0.6 else f"{word} {proper()}"
    elif word.upper() == word or "entre hosp" in word or "entre Hosp" in word or "GHT" in word:
        text = f"{word} {de(name_of_town)}" if draw < 0.72 else f"{word} {name_of_town}" if draw < 0.82 else f"{word} {proper()}"
    else:
        text = f"{word} {proper()}"
        if random.random() < 0.12:
            text += f" {random.choice(('de ', 'à ', '- '))}{name_of_town}".replace("de A", "d'A").replace("de É", "d'É").replace("de O", "d'O").replace("de I", "d'I").replace("de Le ", "du ").replace("à Le ", "au ").replace("de Les ", "des ").replace("à Les ", "aux ")
    if kind == "hosp" and random.random() < 0.02:
        text, article = random.choice(("CH", "GH", "H", "IC", "P", "CHI", "GHT", "IM", "CM", "HP")) + "".join(random.choice("ABCEGLMNOPRSTV") for _ in range(random.choice((2, 2, 3)))), "le"
    elif kind == "hosp" and random.random() < 0.03:
        text, article = random.choice(("AP-HP", "HCL", "AP-HM", "GHU Paris", "HUS", "GHEF", "GHNE", "CHUGA", "APHP", "CHPF", "GHRMSA", "CHIPS", "HNFC", "GHBS")), "l'"
    if random.random() < 0.1:
        text = fold(text).upper()
    letters = "".join(part[0] for part in fold(text).replace("-", " ").replace("'", " ").split() if part[0].isalpha() and part.lower() not in ("de", "du", "des", "la", "le", "les", "d", "l"))
    return Care(text, article, place, domain(random, name_of_town), acronym=letters.upper() if 2 < len(letters) < 7 else "")


def de(name: str) -> str:
    if name.startswith(("Le ", "Les ")):
        return ("du " if name.startswith("Le ") else "des ") + name.split(" ", 1)[1]
    return ("d'" if name[0] in "AEIOUÉÈÊÎÔÛÂaeiouéèêîôûâ" else "de ") + name


def domain(random, name: str) -> str:
    stem = "".join(sign for sign in fold(name).lower() if sign.isalnum() or sign in " -").strip().replace(" ", "-")[:22]
    return random.choice(("ch-", "chu-", "chr-", "hopital-", "clinique-", "", "ght-", "gh")) + stem + random.choice((".fr", ".fr", ".fr", ".com", ".org", ".example", "-sante.fr", ".mssante.fr", ".aphp.fr"))


def place_words(before: str, text: str) -> tuple[str, str]:
    """The preposition and what stays of the town's name after it."""
    low = before.lower()
    for article, joined in (("Le ", {"de": "du ", "à": "au ", "le": "Le "}), ("Les ", {"de": "des ", "à": "aux ", "le": "Les "}), ("LE ", {"de": "du ", "à": "au ", "le": "LE "}), ("LES ", {"de": "des ", "à": "aux ", "le": "LES "})):
        if text.startswith(article) and low in joined:
            word, rest = joined[low], text[len(article):]
            return (word.capitalize() if before[0].isupper() else word), rest
    if low == "de":
        found = "d'" if text.startswith(VOWELS) and not text.startswith(("Hu", "Ha", "Y", "HA")) else "de "
    else:
        found = {"à": "à ", "le": ""}.get(low, before + " ")
    return (found.capitalize() if before[0].isupper() else found), text


def care_words(before: str, article: str) -> str:
    low = before.lower()
    table = {
        "de": {"le": "du ", "la": "de la ", "l'": "de l'", "les": "des "}, "du": {"le": "du ", "la": "de la ", "l'": "de l'", "les": "des "},
        "à": {"le": "au ", "la": "à la ", "l'": "à l'", "les": "aux "}, "au": {"le": "au ", "la": "à la ", "l'": "à l'", "les": "aux "}, "le": {"le": "le ", "la": "la ", "l'": "l'", "les": "les "},
    }
    found = table[low][article]
    return found.capitalize() if before[0].isupper() else found


def country_words(before: str, name: str) -> str:
    low = before.lower()
    if name in PLURAL:
        found = {"de": "des ", "à": "aux ", "le": "les "}[low]
    elif name in NO_ARTICLE:
        found = {"de": "d'" if name.startswith(VOWELS) and not name.startswith("Ha") else "de ", "à": "à ", "le": ""}[low]
    elif name in MASCULINE:
        found = {"de": "du ", "à": "au ", "le": "le "}[low]
    else:
        vowel = name.startswith(VOWELS)
        found = {"de": "d'" if vowel else "de ", "à": "en ", "le": "l'" if vowel else "la "}[low]
    return found.capitalize() if before[0].isupper() else found


def marked_town(random, place: Town, before: str | None = None, form: str | None = None) -> Marked:
    text = town_text(random, place, form)
    out = Marked()
    if before:
        word, text = place_words(before, text)
        out.text(word)
    return out.mark(text, "CITY", place.role)
