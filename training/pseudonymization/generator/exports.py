"""Rows that software exports: separated or padded columns, keys and values, tables of figures without identities."""

from __future__ import annotations

from datetime import timedelta

from . import dates, moments, numbers
from .text import Marked, joined

# header, cell; a row takes some of them in this order
COLUMNS = (
    (("DATE", "Date", "date_evt", "DT_ACTE", "Dt"), ("{date.num}", "{date.num} {hour}", "{date.hl7}", "{date.iso}")), (("HEURE", "Heure", "hr"), ("{hour}",)), (("NUMERO", "N° examen", "id_acte", "ACCESSION", "Réf", "N° flacon", "Bon n°", "num_cmd"), ("{code}",)),
    (("ACTE", "Libellé", "lib_acte", "EXAMEN", "Type"), ("{act}", "{exam}")), (("CODE", "CCAM", "cd_acte", "NABM", "CIM10", "LOINC"), ("{lookalike.bare}",)), (("INTERVENANT", "Médecin", "praticien", "OPERATEUR", "user", "Saisi par", "AUTEUR"), ("{@.LAST} {@.FIRST}", "{@.rev}", "{@.LAST} {@.initial}", "{@.title} {@.last}", "{@.trigram}", "{@.initials}", "{@.LAST}", "{@.first}")),
    (("UF", "Service", "SERVICE", "UM"), ("{ward}", "{>acronym}")), (("STATUT", "Etat", "Statut"), ("VALIDE", "fait", "annulé", "OK", "EN COURS", "Val. bio", "reporté", "F", "P")), (("LOT", "N° lot", "N° série", "SN", "lot_dm"), ("{lot}",)), (("Produit", "DM", "SPECIALITE", "Médicament"), ("{drug.dose}", "{device}", "{drug}")), (("Valeur", "RESULTAT", "Résultat", "val"), ("{num:1-300}", "{figure}", "{num:1-9},{num:0-9}", "négatif")),
    (("Lieu", "SITE", "Établissement"), ("{hosp}", "{hosp2}", "{hosp.city}")), (("Tél", "TEL", "poste"), ("{@.phone}", "{@.ext}")), (("Commentaire", "OBS", "rq"), ("RAS", "{>log}", "{drug}", "{anatomy}", "")),
)


def rows(scene) -> Marked:
    """A header and rows, separated by a sign or padded to columns; padded cells may be cut."""
    r = scene.random
    sign = r.choice((";", ";", "|", ",", "\t", " | ", "pad", "pad", "^", " ; ", '","'))
    chosen = sorted(r.sample(range(len(COLUMNS)), r.randint(3, 8)))
    cells = [r.choice(COLUMNS[place][1]) for place in chosen]
    patient = r.choice((None, None, "{patient.LAST}", "{ipp}", "{patient.rev}", "{nda}"))
    table: list[list[Marked]] = []
    if r.random() < 0.75:
        table.append([Marked().text(name) for name in ([r.choice(("PATIENT", "ID", "Dossier"))] if patient else []) + [r.choice(COLUMNS[place][0]) for place in chosen]])
    for _ in range(r.randint(2, 7)):
        who = r.choice(("doc", "doc2", "doc3", "nurse", "carer", "carer2", "intern", "sec"))
        row = [scene.text(patient)] if patient else []
        table.append(row + [Marked() if r.random() < 0.05 else scene.text(cell.replace("@", who)) for cell in cells])
    if sign != "pad":
        return joined([joined(row, sign) for row in table], "\n")
    widths = [r.choice((8, 10, 12, 14, 16, 20)) for _ in table[0]]
    cut = r.random() < 0.5
    return joined([_padded(row, widths, cut) for row in table], "\n")


def _padded(row: list[Marked], widths: list[int], cut: bool) -> Marked:
    out = Marked()
    for place, cell in enumerate(row):
        text = cell.plain().replace("\n", " ")
        width = widths[place] if place < len(widths) else 12
        if len(text) >= width and cut and len(cell.pieces) == 1:
            cell.pieces[0][0] = text = text[:width - 1]
        out.add(cell)
        if place < len(row) - 1:
            out.text(" " * max(1, width - len(text)))
    return out


KEYS = (
    (("nom", "NOM_USAGE", "patient.nom", "lastName", "PAT_NOM", "nomUsuel", "family"), "{patient.LAST}"), (("prenom", "PRENOM", "patient.prenom", "firstName", "PAT_PRE", "given"), "{patient.FIRST}"), (("nomNaissance", "NOM_NAISS", "birthName", "nom_jf"), "{patient.birth}"), (("ddn", "DATE_NAISS", "birthDate", "patient.ddn", "PAT_DDN"), "{dob.num}"), (("ddn_iso", "birthDate"), "{dob.iso}"),
    (("ipp", "IPP", "patientId", "PAT_ID", "id_patient"), "{ipp}"), (("nda", "IEP", "visitNumber", "num_sejour", "VENUE"), "{nda}"), (("nir", "INS", "matricule"), "{nir}"), (("adresse", "ADR1", "address.line"), "{addr}"), (("cp", "CODE_POSTAL", "postalCode"), "{zip}"), (("ville", "VILLE", "city"), "{city}"), (("tel", "TEL_PORT", "phone", "telecom"), "{patient.phone}"), (("mail", "COURRIEL", "email"), "{patient.mail}"),
    (("auteur", "AUTEUR", "author", "user", "login_nom", "createdBy"), "{doc.LAST} {doc.FIRST}"), (("valideur", "VALIDE_PAR", "signedBy"), "{doc2.rev}"), (("secretaire", "FRAPPE", "typist"), "{sec.trigram}"), (("date", "DATE_CR", "created", "dt_edition", "timestamp"), "{date.report}"), (("entree", "DATE_ENTREE", "admitDate"), "{date.in}"), (("sortie", "DATE_SORTIE"), "{date.out}"), (("uf", "UF", "service", "SERVICE"), "{ward}"),
    (("etab", "ETABLISSEMENT", "org", "site"), "{hosp}"), (("finess", "FINESS"), "{hosp.finess}"), (("rpps", "RPPS", "author.id"), "{doc.rpps}"), (("examen", "NUM_EXAMEN", "accession", "docId", "uid"), "{code}"), (("fichier", "file", "path"), "{file}"), (("version", "v", "schema"), "{num:1-9}.{num:0-20}"), (("statut", "STATUS"), "[final|VALIDE|provisoire]"), (("cim10", "diag", "CODE_ACTE"), "{lookalike.bare}"), (("sexe", "SEX", "gender"), "{m:M|F}"), (("poids", "taille_cm", "nb_pages"), "{num:1-190}"), (("lot", "NUM_LOT", "serial"), "{lot}"),
)


def keys(scene) -> Marked:
    r = scene.random
    sign, between, quote = r.choice((("=", "\n", ""), ("=", ";", ""), ("=", " ", ""), ("=", "&", ""), (": ", "\n", ""), ('": "', '", "', ""), (" = ", "\n", ""), ("=", "|", ""), (":", ",", ""), ('="', '" ', ""), ("\t", "\n", ""), (" => ", "\n", "")))
    chosen = sorted(r.sample(range(len(KEYS)), r.randint(4, 14)))
    style = r.randrange(8)
    cells = [Marked().text(KEYS[place][0][style % len(KEYS[place][0])] + sign).add(scene.text(KEYS[place][1])) for place in chosen]
    return joined(cells, between)


DRUGS = ("Amoxicilline", "Amox/ac. clav.", "Pipéracilline/tazobactam", "Céfotaxime", "Ceftazidime", "Céfépime", "Ertapénème", "Imipénème", "Méropénème", "Aztréonam", "Gentamicine", "Amikacine", "Tobramycine", "Ciprofloxacine", "Lévofloxacine", "Ofloxacine", "Cotrimoxazole", "Fosfomycine", "Nitrofurantoïne", "Vancomycine", "Teicoplanine", "Linézolide", "Daptomycine", "Rifampicine", "Érythromycine", "Clindamycine", "Oxacilline", "Pénicilline G", "Colistine", "Tigécycline", "Mécillinam", "Témocilline", "AMX", "AMC", "TZP", "CTX", "CAZ", "FEP", "ETP", "IPM", "GEN", "AKN", "SXT", "OFX", "FOS", "VAN", "OXA", "ERY", "CLI", "RIF")


def antibiogram(scene) -> Marked:
    r = scene.random
    sign = r.choice(("\t", "   ", " : ", " | ", ";", "......"))
    lines = [scene.text(r.choice(("ANTIBIOGRAMME", "Antibiogramme - {organism}", "Germe : {organism} 10^{num:3-7} UFC/mL", "Souche 1 : {organism}", "ATB{sp}CMI{sp}Interprétation".replace("{sp}", "\t"), "ECBU du {date.num} : {organism}", "HC aérobie, flacon {code} : {organism}")))]
    for drug in r.sample(DRUGS, r.randint(4, 16)):
        lines.append(Marked().text(sign.join([drug] + r.choice(([r.choice("SSSRI")], [r.choice("SSRI"), r.choice(("<=2", "<=0,5", "0,25", ">32", "16", "8", "4", "1", "0.125", "<=1/19"))], [r.choice(("<=2", "8", ">32", "0,12")), r.choice("SRI")])))))
    return joined(lines, "\n" if r.random() < 0.85 else r.choice((" ; ", ", ", "  ")))


SIGNS = (("Heure", lambda r: r.choice((f"{r.randint(0, 23):02d}h", f"{r.randint(0, 23):02d}:{r.choice(('00', '15', '30', '45'))}"))), ("TA", lambda r: r.choice((f"{r.randint(9, 18)}/{r.randint(5, 11)}", f"{r.randint(90, 185)}/{r.randint(45, 110)}"))), ("FC", lambda r: str(r.randint(48, 140))), ("FR", lambda r: str(r.randint(10, 36))), ("SpO2", lambda r: str(r.randint(84, 100))), ("T°", lambda r: f"{r.randint(35, 39)}{r.choice(',.')}{r.randint(0, 9)}"), ("EVA", lambda r: r.choice((f"{r.randint(0, 9)}/10", str(r.randint(0, 9))))), ("Diurèse", lambda r: str(r.randint(2, 18) * 50)), ("Gly", lambda r: f"{r.uniform(0.5, 3.2):.2f}"), ("PAM", lambda r: str(r.randint(55, 110))), ("Glasgow", lambda r: r.choice(("15", "15/15", "14", "8/15"))), ("Conscience", lambda r: r.choice("AVPU")), ("NAD", lambda r: f"0,{r.randint(1, 99)}"), ("Poids", lambda r: f"{r.randint(40, 110)},{r.randint(0, 9)}"))


def _pairs(random) -> Marked:
    """Rows of numbers of two digits, the hour first, as a monitor prints them."""
    names = random.sample(("FC", "FR", "SpO2", "PAM", "Dia", "EtCO2", "PVC", "PEP", "BIS", "T", "EVA"), random.randint(3, 6))
    sign = random.choice((" ", " ", " ", "  ", "\t", " | "))
    lines = [random.choice(("", "h ", "Heure ", "H", "Constantes : ")) + sign.join(names)]
    for hour in sorted(random.sample(range(24), random.randint(2, 7))):
        lines.append(f"{hour:02d}" + random.choice((sign, sign, sign, "h ")) + sign.join(f"{random.randint(5, 99):02d}" for _ in names))
    return Marked().text("\n".join(lines))


def vitals(scene) -> Marked:
    """Signs in columns; a row of pairs of digits looks like a phone and is none. Some rows open with a day."""
    r = scene.random
    if r.random() < 0.15:
        return _pairs(r)
    chosen = [SIGNS[place] for place in sorted(r.sample(range(len(SIGNS)), r.randint(3, 9)))]
    sign = r.choice(("\t", "   ", " | ", " ", "  ", ";", " "))
    dated, day = r.random() < 0.45, scene.date_in
    lines = []
    if r.random() < 0.75:
        lines.append(Marked().text(sign.join((["Date"] if dated else []) + [name for name, _ in chosen])))
    form = r.choice(("d/m", "d/m", "d/m/y", "wd d/m", "wd d", "d"))
    for _ in range(r.randint(2, 9)):
        line = moments.log_head(r, form, day).text(sign) if dated else Marked()
        lines.append(line.text(sign.join(make(r) for _, make in chosen)))
        day += timedelta(days=r.choice((0, 0, 1)))
    if r.random() < 0.25:  # turned by a quarter: a sign a line, hours in columns
        count = r.randint(3, 8)
        lines = [Marked().text(sign.join(("", *(f"{hour:02d}h" for hour in range(6, 6 + 2 * count, 2)))).lstrip() if sign.strip() else "   " + sign.join(f"{hour:02d}" for hour in range(6, 6 + 2 * count, 2)))]
        lines += [Marked().text(sign.join([name] + [make(r) for _ in range(count)])) for name, make in chosen if name != "Heure"]
    return joined(lines, "\n")


MEMBER = (("{@.title} {@.full}",), ("{@.title} {@.full}", "{@.rpps}"), ("{@.title} {@.initial} {@.LAST}",), ("{@.title} {@.full}", "RPPS {@.rpps}", "{@.phone}"), ("{@.title} {@.full}", "{@.job}"), ("{@.first} {@.LAST}", "{@.job}", "Tél. {@.phone}"), ("{@.title} {@.bare}", "{@.mail}"), ("{@.LAST} {@.First}",), ("{@.title} {@.full}", "{>specialty}"))


def doctor_columns(scene) -> Marked:
    """Doctors of a letterhead side by side, two to four in a row, what belongs to each under each."""
    r = scene.random
    who, across = ["doc", "doc2", "doc3", "doc4", "doc5", "doc6", "doc7", "doc8"], r.choice((2, 2, 3, 4))
    r.shuffle(who)
    who = who[:r.choice((2, 3, 4, 6, 8))]
    member, width, gap = r.choice(MEMBER), r.choice((24, 28, 34, 40, 0)), r.choice(("\t", "   ", "  ", " - "))
    lines = [scene.text(r.choice(("{hosp}", "{hosp} - {>specialty}", "SERVICE DE {>specialty}", "{clinic}", "Cabinet de {>specialty}")))] if r.random() < 0.6 else []
    for start in range(0, len(who), across):
        for part in member:
            line = Marked()
            for place, one in enumerate(who[start:start + across]):
                cell = scene.text(part.replace("@", one))
                if place:
                    line.text(" " * max(2, width * place - len(line.plain())) if width else gap)
                line.add(cell)
            lines.append(line)
    if r.random() < 0.5:
        lines.append(scene.text(r.choice(("{hosp.addr} - {hosp.cedex}", "Secrétariat : {hosp.phone}", "Tél {hosp.phone}   Fax {hosp.fax}", "{hosp.addr}\n{hosp.cedex}\nTél : {hosp.phone}"))))
    return joined(lines, "\n")
