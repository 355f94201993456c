"""Identity screens, tables and margins built by chance from labels and slots."""

from __future__ import annotations

from .text import Marked, joined

# label variants, slot variants
FIELDS = (
    (("Nom", "NOM", "Nom de famille", "Nom usuel", "Nom d'usage", "Nom utilisé", "Patient", "nom", "Nom patient", "Nom du patient"), ("{patient.LAST}", "{patient.last}")),
    (("Prénom", "PRENOM", "Prénom(s)", "Prénom utilisé", "Prenom", "Premier prénom", "1er prénom"), ("{patient.first}", "{patient.FIRST}", "{patient.firsts}")),
    (("Nom de naissance", "Né(e)", "Nom de jeune fille", "Nom naiss.", "NOM NAISSANCE", "née", "Nom patronymique"), ("{patient.birth}",)),
    (("Patient", "Identité", "PATIENT", "Nom Prénom", "Nom et prénom", "Patient(e)", "Malade", "Nom, prénom", "Concerne", "Bénéficiaire", "Assuré", "Résident", "Client"), ("{patient.rev}", "{patient.bare}", "{patient}", "{patient.full}")),
    (("Date de naissance", "Né(e) le", "DDN", "Date naiss.", "D. de Nais.", "Naissance", "DN", "né le", "Ddn", "Date de nais", "DATE DE NAISSANCE"), ("{dob.num}", "{dob.num}", "{dob}", "{dob} ({age} ans)", "{dob.num} - {age} ans", "{dob.iso}")),
    (("Sexe", "SEXE", "S", "Genre"), ("{m:M|F}", "{m:Masculin|Féminin}", "{m:H|F}", "{m:Homme|Femme}")),
    (("IPP", "N° IPP", "NIP", "I.P.P.", "Id patient", "Identifiant patient", "N° patient", "ID", "Num patient", "IPP local", "No permanent", "N° dossier patient"), ("{ipp}",)),
    (("NDA", "IEP", "N° séjour", "N° de séjour", "Numéro de dossier", "N° dossier", "Dossier n°", "N° d'admission", "Venue", "Séjour", "N° venue", "Hospitalisation n°"), ("{nda}",)),
    (("N° SS", "NIR", "N° sécurité sociale", "N°INSEE", "Sécu", "N° sécu", "NSS", "Immatriculation", "N° assuré", "N° de S.S."), ("{nir}",)),
    (("INS", "Matricule INS", "INS-NIR", "Identité INS", "INS qualifié"), ("{ins}",)),
    (("Adresse", "ADRESSE", "Domicile", "Adr.", "Adresse patient"), ("{home}", "{addr}, {zip} {city}", "{addr}")),
    (("Code postal", "CP", "C.P."), ("{zip}",)),
    (("Ville", "Commune", "Commune de résidence", "Localité"), ("{city}", "{zip} {city}")),
    (("Téléphone", "Tél", "Tel.", "Tél. domicile", "Portable", "Mobile", "Tél portable", "N° tél", "GSM", "Tél. mobile"), ("{patient.phone}", "{patient.mobile}", "{patient.phone} / {patient.mobile}")),
    (("Mail", "E-mail", "Courriel", "Adresse mail", "Email"), ("{patient.mail}",)),
    (("Lieu de naissance", "Né(e) à", "Commune de naissance", "Lieu nais."), ("{city.birth}", "{city.birth} ({zip.birth})", "{zip.birth}", "{city.birth}, {country.birth}", "{city.birth} ({country.birth})")),
    (("Pays de naissance", "Pays", "Pays naiss."), ("{country.birth}", "{country}")),
    (("Situation familiale", "Situation maritale", "Statut marital", "Sit. fam.", "État civil"), ("{family}",)),
    (("Profession", "Activité", "Catégorie socio-prof.", "Métier", "Profession / activité", "PROFESSION", "Statut"), ("{job}",)),
    (("Nationalité", "Nat."), ("{nat}",)),
    (("Médecin traitant", "Méd. traitant", "MT", "Médecin traitant déclaré", "Généraliste", "Med ttt"), ("{gp}", "{gp.title} {gp.rev}", "{gp.bare}", "{gp}, {gp.city}", "{gp} ({gp.phone})", "{gp.rev} - {gp.addr} {gp.zip} {gp.city}")),
    (("Personne à prévenir", "Personne de confiance", "Contact", "À prévenir", "Pers. à prévenir", "Personne confiance", "Entourage"), ("{rel} ({rel.kin}) {rel.phone}", "{rel.rev} - {rel.kin} - {rel.phone}", "{trust.rev}, {trust.kin}, tél. {trust.phone}", "{rel.first} ({rel.kin})", "{rel.kin} {rel.full} : {rel.phone}")),
    (("Médecin responsable", "Médecin", "Praticien", "Responsable", "Médecin référent", "Prescripteur", "Demandeur", "Médecin demandeur", "Opérateur", "Prescrit par", "Médecin prescripteur", "Senior", "Rédacteur", "Validé par", "Auteur", "Signataire"), ("{doc}", "{doc.title} {doc.rev}", "{doc2}", "{doc2.rev}", "{doc.last}", "{doc.bare} (RPPS {doc.rpps})", "{doc.initials}")),
    (("Date d'entrée", "Entrée le", "Admission", "Date entrée", "Entrée", "Date d'admission"), ("{date.in}", "{date.in} {hour}", "{date.in} à {hour}")),
    (("Date de sortie", "Sortie le", "Sortie", "Date sortie"), ("{date.out}", "{date.out} {hour}")),
    (("Date", "Date examen", "Date du CR", "Le", "Édité le", "Date d'édition", "Imprimé le", "Reçu le", "Prélevé le", "Date de prélèvement", "Validé le", "Date de l'acte", "Date consultation", "Signé le"), ("{date.report}", "{date}", "{date.num} {hour}", "{date.num} à {hour}", "{date.hl7}")),
    (("Service", "UF", "Unité", "Provenance", "Pôle", "Unité médicale", "Secteur"), ("{ward}", "{ward} - chambre {num:1-40}", "{ward.named}", "{ward} lit {num:1-30}")),
    (("Établissement", "Etablissement", "Site", "Hôpital", "Étab.", "Adressé par", "Transfert de"), ("{hosp}", "{hosp2}", "{hosp} ({hosp.city})")),
    (("N° examen", "Examen n°", "N° demande", "Accession", "N° prélèvement", "Réf.", "Référence", "N° de compte rendu", "Dossier labo", "N° AM", "N° échantillon", "V/Réf", "N/Réf", "Numéro d'acte"), ("{code}",)),
    (("FINESS", "N° FINESS", "Finess"), ("{hosp.finess}",)),
    (("Âge", "Age"), ("{age} ans", "{age}", "{age} a")),
    (("Poids", "Taille", "IMC"), ("{weight} kg", "{height}", "{num:17-40},{num:0-9}")),
    (("Motif", "Indication", "Renseignements cliniques", "Libellé", "Examen"), ("{diagnosis}", "{exam}", "{act}")),
    (("Allergies", "Allergie", "ATCD"), ("aucune connue", "{drug}", "pénicilline", "{diagnosis}", "RAS", "non")),
)
IDENTITY = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13)


def _fields(random) -> list[tuple[str, str]]:
    count = random.choice((3, 4, 5, 6, 8, 10, 14, 18))
    chosen = random.sample(IDENTITY, min(count, random.randint(2, 6)))
    chosen += random.sample(range(len(FIELDS)), max(0, count - len(chosen)))
    if random.random() < 0.7:
        chosen.sort()
    return [(random.choice(FIELDS[n][0]), random.choice(FIELDS[n][1])) for n in dict.fromkeys(chosen)]


def screen(scene) -> Marked:
    """Label and value pairs, one a line or several a line."""
    r = scene.random
    sign = r.choice((" : ", " : ", ": ", ":", " :", "\t", " = ", " | ", "  ", "......: ", " - ", ";", "\n", " :\t", "=", " :\n", " "))
    label_case = r.choice((str, str, str, str.upper, str.lower))
    cells = [Marked().text(label_case(label) + (sign + " " * r.randint(0, 3) if sign == " : " and r.random() < 0.2 else sign)).add(scene.text(slot)) for label, slot in _fields(r)]
    if sign in ("\n", " :\n") or r.random() < 0.55:
        return joined(cells, "\n" if r.random() < 0.95 else "\n\n")
    out, between = Marked(), r.choice(("   ", "\t", "  ", " ; ", ", ", " | ", " - ", "      ", " / "))
    per_line = r.choice((2, 2, 3, 4, 99))
    for number, cell in enumerate(cells):
        if number:
            out.text(between if number % per_line else "\n")
        out.add(cell)
    return out


def column_table(scene) -> Marked:
    """A row of labels, then a row of values."""
    r = scene.random
    sign = r.choice(("\t", " | ", ";", "    ", ",", "|", "  "))
    fields = [(label, slot) for label, slot in _fields(r)][:9]
    fields = [(label, slot.replace("{home}", "{addr}")) for label, slot in fields]
    head = Marked().text(sign.join(label for label, _ in fields))
    row = joined([scene.text(slot) for _, slot in fields], sign)
    ruler = [Marked().text(r.choice(("-" * 40, "=" * 30, "|---" * len(fields) + "|")))] if r.random() < 0.2 else []
    return joined([head, *ruler, row], "\n")


def flat_columns(scene) -> Marked:
    """Labels first, then values, as a PDF in columns comes out."""
    fields = [(label, slot.replace("{home}", "{addr}")) for label, slot in _fields(scene.random)][:8]
    return joined([Marked().text(label + scene.random.choice((" :", ":", ""))) for label, _ in fields] + [scene.text(slot) for _, slot in fields], "\n")


ROLES = ("Chef de service", "Praticiens hospitaliers", "Praticiens attachés", "Chefs de clinique", "Assistants", "Internes", "Cadre de santé", "Secrétariat", "Médecins", "Chirurgiens", "Anesthésistes", "Médecin coordonnateur", "Consultations", "Équipe médicale", "Praticien contractuel", "Cadre supérieur", "Infirmière de coordination", "Psychologue", "Diététicienne", "Assistante sociale", "Médecin DIM", "Responsable d'unité", "Chefs de Clinique - Assistants", "Docteurs juniors")
MEMBERS = (
    "{@.title} {@.full}", "{@.title} {@.full}", "{@.title} {@.rev}", "{@.title} {@.last}", "{@.title} {@.bare}", "{@.full}", "{@.rev}", "{@.title} {@.full} - RPPS {@.rpps}", "{@.title} {@.full}\nRPPS : {@.rpps}", "{@.title} {@.bare} ({@.rpps})", "{@.title} {@.full}\n{@.mail}", "{@.title} {@.last} : {@.phone}", "{@.title} {@.full}, {@.job}",
    "{@.full}\n{@.job}", "{@.title} {@.initial} {@.last}", "{@.title} {@.initial} {@.LAST}", "{@.initial} {@.last}", "{@.title} {@.full} (tél. {@.ext})", "{@.title} {@.full} n° RPPS {@.rpps} n° ADELI {@.adeli}", "{@.LAST} {@.First}", "{@.title} {@.rev}\tDECT {@.ext}", "- {@.title} {@.full}", "• {@.bare}", "{@.LAST} {@.initial}", "{@.title} {@.first} {@.LAST}", "{@.title} {@.full}\nPoste {@.ext}",
)


def team(scene) -> Marked:
    """Doctors and others of a ward, as in a margin."""
    r = scene.random
    member, lines = r.choice(MEMBERS), []
    who = ["doc", "doc2", "doc3", "doc4", "doc5", "doc6", "doc7", "doc8", "doc9", "nurse", "sec", "intern"]
    if r.random() < 0.6:
        r.shuffle(who)
    who = who[:r.choice((2, 3, 4, 6, 8, 12))]
    labels = r.random() < 0.75
    for number, name in enumerate(who):
        if labels and (number == 0 or r.random() < 0.35):
            lines.append(Marked().text(r.choice(ROLES) + r.choice((" :", "", ":", " : "))))
        if name == "sec" and labels and r.random() < 0.7:
            lines.append(scene.text(r.choice(("Secrétariat : {hosp.phone}", "Secrétariat\n{sec.full}\n{hosp.phone}", "Secrétariat : {sec} {hosp.phone}", "Tél. secrétariat : {hosp.phone}\nFax : {hosp.fax}", "Prise de RDV : {hosp.phone}", "{hosp.mail}"))))
        lines.append(scene.text((member if r.random() < 0.85 else r.choice(MEMBERS)).replace("@", name)))
    return joined(lines, r.choice(("\n", "\n", "\n", "\n", " - ", ", ", "   ", "\n\n")))


def beside(scene, left: Marked, right: Marked) -> Marked:
    """Two columns flattened line by line, as text taken out of a PDF."""
    r, out = scene.random, Marked()
    left_lines, right_lines = left.lines(), right.lines()
    width = r.choice((30, 38, 45, 0))
    for number in range(max(len(left_lines), len(right_lines))):
        if number:
            out.text("\n")
        one = left_lines[number] if number < len(left_lines) else Marked()
        two = right_lines[number] if number < len(right_lines) else Marked()
        out.add(one)
        if two.pieces:
            size = len(one.plain())
            out.text(" " * max(2, width - size) if width else r.choice(("  ", "\t", " ", "    ")) if size else "")
        out.add(two)
    return out


def lab_table(scene) -> Marked:
    r = scene.random
    sign = r.choice(("\t", "   ", " | ", " : ", "...... "))
    lines = []
    if r.random() < 0.5:
        lines.append(scene.text(r.choice(("Prélèvement du {date.num} {hour}", "Résultats du {date.num}", "Analyse\tRésultat\tUnité\tNormes\t{date.num}\t{date.num}", "HÉMATOLOGIE", "BIOCHIMIE SANGUINE", "Prélevé par {nurse} le {date.num} à {hour}", "Antériorités : {date.num}   {date.num}"))))
    for _ in range(r.randint(3, 10)):
        cells = [scene.slot("lab").plain().rstrip()]
        if r.random() < 0.6:
            cells.append(r.choice((f"({r.randint(1, 50)} - {r.randint(51, 400)})", f"N: {r.randint(1, 9)},{r.randint(0, 9)}-{r.randint(10, 19)}", "H", "B", "*", "<", f"{r.randint(2, 400)}")))
        lines.append(Marked().text(sign.join(cells)))
    if r.random() < 0.4:
        lines.append(scene.text(r.choice(("Validé par {doc}", "Validation biologique : {doc.title} {doc.full}, le {date.num} à {hour}", "Biologiste : {doc.bare}", "{doc.title} {doc.LAST} - {labo}"))))
    return joined(lines, "\n")


def drug_table(scene) -> Marked:
    r = scene.random
    bullet = r.choice(("- ", "• ", "", "* ", "> ", "1) ", "– "))
    lines = [Marked().text(r.choice(("Traitement de sortie :", "TRAITEMENT HABITUEL", "Ordonnance :", "Traitement à l'entrée", "Prescriptions", "Ttt :")))]
    return joined(lines + [Marked().text(bullet + scene.slot("drug.dose").plain()) for _ in range(r.randint(2, 8))], "\n")


def timeline(scene) -> Marked:
    """Dated lines of a record, newest or oldest first."""
    r = scene.random
    form = r.choice(("{date.num} : ", "{date.num} - ", "{date} : ", "{date.month} : ", "{date.year} : ", "{date.num} {hour} ", "{date.num} {hour} - {nurse.bare} : ", "[{date.num} {hour}] {carer.last} : ".replace("[", "\\[").replace("]", "\\]"), "{date.short} {hour} ({carer.initials}) ", "- {date.month} : ", "• {date} ", "{date.num}\t", "Le {date} : ", "{date.num} {hour}\t{nurse.rev}\t"))
    said = r.choice(("course", "nursing", "history", "story", "clinical.short", "exam", "course"))
    lines = []
    for _ in range(r.randint(3, 8)):
        name = said if said.startswith("clinical") or said in scene.contents.units else "clinical.short"
        lines.append(scene.text(form.replace("carer.", r.choice(("carer.", "carer2.", "carer3.")))).add(scene.unit(name)))
    return joined(lines, "\n")


def appointments(scene) -> Marked:
    r = scene.random
    form = r.choice(("{date.num}\t{hour}\t{carer.rev}\t{ward}", "{date.num};{hour};{doc2.last};{doc2.first};{exam}", "- le {weekday} {date.next} à {hour} avec {doc2} ({exam})", "{date.next} {hour} : {exam}, {à hosp2} ({doc3})", "RDV {date.next} {hour} {doc4.title} {doc4.last} tél {doc4.phone}", "| {date.num} | {exam} | {doc5.bare} | {hosp2} |", "{date.num} {act} {doc6.LAST} {doc6.initial}"))
    return joined([scene.text(form.replace("doc2", r.choice(("doc2", "doc5", "doc7"))).replace("carer.", r.choice(("carer.", "carer2.", "doc3.")))) for _ in range(r.randint(2, 6))], "\n")


def worklist(scene) -> Marked:
    """A list of several patients is not made: a report is one patient's. Here, the people around."""
    r = scene.random
    form = r.choice(("{@.kin} : {@.rev}, {@.phone}", "{@.rev} ({@.kin}) tél {@.phone}", "{@.full}\t{@.kin}\t{@.mobile}\t{@.mail}", "{@.last};{@.first};{@.kin};{@.addr};{@.zip};{@.city};{@.phone}", "- {@} ({@.kin}), {@.addr}, {@.zip} {@.city}"))
    return joined([scene.text(form.replace("@", who)) for who in r.sample(("rel", "rel2", "rel3", "trust"), r.randint(1, 3))], "\n")
