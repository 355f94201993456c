import tempfile
import unittest
from pathlib import Path

from generator import __main__ as command
from generator.lexicons import fold, held_out

CATEGORIES = {
    "LAST_NAME", "FIRST_NAME", "FAMILY_STATUS", "PATIENT_SOCIAL_IDENTITY", "PATIENT_NATIONALITY", "PATIENT_BIRTHDATE", "IDENTIFYING_DATE", "UNIDENTIFYING_DATE", "IDENTIFYING_CODE", "ADDRESS", "POSTAL_CODE", "CITY", "COUNTRY", "HOSPITAL", "EMAIL", "PHONE_NUMBER", "URL",
}
KINDS = {"IPP", "NDA", "NIR", "INS", "RPPS", "FINESS", "AUTRE"}
PLACES = {"Patient", "Hospital", "Other"}
ROLES = {"LAST_NAME": {"Patient", "Carer", "Other"}, "FIRST_NAME": {"Patient", "Carer", "Other"}, "ADDRESS": PLACES, "POSTAL_CODE": PLACES, "CITY": PLACES, "COUNTRY": PLACES, "EMAIL": PLACES | {"Carer"}, "PHONE_NUMBER": PLACES | {"Carer"}}


def toy(folder: Path) -> tuple[Path, Path]:
    """A few names, towns, hospitals, drugs and one case in the layout of the real lists."""
    names = ["ABADIE", "LE GOFF", "MARTEL", "DURANTON", "KERMAREC", "VILLENEUVE", "ZIDOUNI", "PELLERIN", "ROUVIERE", "SARTHOU", "TAMBWE", "OLIVARES"] * 2
    files = {
        "insee-names/noms_insee_2008.txt": "\n".join(names + [name + "AU" for name in names]),
        "insee-names/prenoms_insee_nat2021.csv": "\n".join(["ABELIA", "MATHURIN", "ZELINE", "TIMOTHEE", "OCTAVIE", "FIRMIN", "SORAYA", "GASPARD", "LUDMILLA", "YANNIS"]),
        "insee-communes-laposte/insee/v_commune_2024.csv": "TYPECOM,COM,LIBELLE\n" + "\n".join(f"COM,0100{n},Villeneuve-{n}" for n in range(9)),
        "insee-communes-laposte/cities/cities.csv": "#Code;Nom;CP;Libelle;L5\n" + "\n".join(f"0100{n};VILLENEUVE {n};0100{n};VILLENEUVE {'ABCDEFGHI'[n]};" for n in range(9)),
        "sae-hospitals/ID_2023r.csv": "rs;LIBCOM;NOMCOM;CPO\n" + "\n".join(f"CLINIQUE DES {tree};VILLENEUVE;VILLENEUVE;01000" for tree in ("PINS", "HETRES", "ORMES", "SAULES", "CHENES", "BOULEAUX", "FRENES", "CHARMES", "AULNES", "SAPINS", "HOUX", "TREMBLES", "PEUPLIERS", "ERABLES", "NOYERS", "IFS", "SORBIERS", "TILLEULS", "MELEZES", "CYPRES")),
        "bdpm/CIS_bdpm.txt": "1\tZOLAMINE 5 mg, comprimé\n2\tPERIVAX 1 g, gélule",
    }
    for name, text in files.items():
        path = folder / "lexicons" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    cases = folder / "cases" / "set"
    cases.mkdir(parents=True)
    for number in range(30):
        (cases / f"case{number}.txt").write_text("La patiente a été hospitalisée pour une dyspnée. Femme de 40 ans suivie depuis mars 2014.\nLe patient a été opéré sans suite notable et le bilan est normal.", encoding="utf-8")
    return folder / "lexicons", folder / "cases"


class ReportsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        command.load(*toy(Path(cls.folder.name)))
        cls.rows = [command.make(3, number, 0.2) for number in range(250)]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_template_renders(self):
        self.assertEqual(command.check(quiet=True), 0)

    def test_spans_are_of_the_scheme_inside_the_text_and_apart(self):
        for row in self.rows:
            text = row["documents"][0]["text"].encode("utf-16-le")
            last = 0
            for span in row["documents"][0]["spans"]:
                held = text[span["start"] * 2:span["end"] * 2].decode("utf-16-le")
                self.assertTrue(held and held == held.strip(), repr(held))
                self.assertGreaterEqual(span["start"], last)
                last = span["end"]
                self.assertIn(span["category"], CATEGORIES)
                self.assertIn(span["role"], ROLES.get(span["category"], {None}))
                self.assertEqual(span["kind"] in KINDS, span["category"] == "IDENTIFYING_CODE")

    def test_the_same_seed_gives_the_same_reports(self):
        self.assertEqual([command.make(3, number, 0.2) for number in range(20)], self.rows[:20])

    def test_both_splits_are_there(self):
        self.assertEqual({row["split"] for row in self.rows}, {"train", "validation"})

    def test_a_name_is_of_one_split_however_it_is_spelt(self):
        for name in ("Le Goff", "Éloïse", "D'Argenval", "Kermarec"):
            self.assertEqual(held_out(name), held_out(fold(name).upper().replace(" ", "-")))


if __name__ == "__main__":
    unittest.main()
