import unittest

from generator.lang import TemplateError, parse, render
from generator.text import Marked, spans


class Stage:
    def __init__(self, woman=False):
        self.sex = woman

    def choice(self, options):
        return options[-1]

    def woman(self, who):
        return self.sex

    def put(self, name, low, high):
        return Marked().text(f"({name})")

    def slot(self, name, before):
        return Marked().mark(name.upper(), "LAST_NAME", "Patient")


def shown(source, **stage):
    return spans(render(parse(source), Stage(**stage)))


class LangTest(unittest.TestCase):
    def test_a_slot_is_a_span(self):
        text, found = shown("Mme {name}.")
        self.assertEqual(text, "Mme NAME.")
        self.assertEqual([(span["start"], span["end"]) for span in found], [(4, 8)])

    def test_alternatives_nest(self):
        self.assertEqual(shown(r"[a|b[c|d {name}]] \[x\|y\]")[0], "bd NAME [x|y]")

    def test_agreement_and_inclusion(self):
        self.assertEqual(shown("{m:né|née} {>story}", woman=True)[0], "née (story)")

    def test_a_mark_by_hand(self):
        text, found = shown("elle est <FAMILY_STATUS>[x|pacsée]</> < 3")
        self.assertEqual(text, "elle est pacsée < 3")
        self.assertEqual(found[0]["category"], "FAMILY_STATUS")

    def test_faults_are_told(self):
        for source in ("{name", "[a|b", "<LAST_NAME Other>x", "a]", "}"):
            with self.assertRaises(TemplateError):
                parse(source)


class SpansTest(unittest.TestCase):
    def test_offsets_are_utf16_and_trimmed(self):
        text, found = spans(Marked().text("😀 ").mark(" Ferrand ", "LAST_NAME", "Patient"))
        self.assertEqual((found[0]["start"], found[0]["end"]), (4, 11))
        self.assertEqual(text.encode("utf-16-le")[8:22].decode("utf-16-le"), "Ferrand")

    def test_a_mark_over_a_line_is_one_span(self):
        marked = Marked().text("Mme ").mark("Le\nGoff", "LAST_NAME", "Patient")
        self.assertEqual(len(spans(marked)[1]), 1)


if __name__ == "__main__":
    unittest.main()
