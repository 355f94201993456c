import random
import unittest

from generator import noise
from generator.text import Marked, spans


def letter():
    marked = Marked()
    for number in range(12):
        marked.text("Nous revoyons en consultation ").mark("Ferrand-Delacourt", "LAST_NAME", "Patient").text(" le ").mark("12 mars 2021", "IDENTIFYING_DATE").text(f" pour avis {number}.\n")
    return marked


def bare(text):
    return "".join(sign for sign in text if sign.isalnum())


class NoiseTest(unittest.TestCase):
    def test_wrapping_keeps_what_spans_hold(self):
        for seed in range(200):
            chance = random.Random(seed)
            text, found = spans(noise.wrap(chance, letter(), chance.randint(12, 90), True))
            self.assertEqual({bare(text[span["start"]:span["end"]]) for span in found}, {"FerrandDelacourt", "12mars2021"})
            self.assertEqual(len(found), 24)

    def test_a_hard_cut_keeps_every_sign_and_the_width(self):
        for seed in range(100):
            chance = random.Random(seed)
            width, lead = chance.randint(20, 90), chance.choice(("", " "))
            text, found = spans(noise.hard_cut(chance, letter(), width, lead))
            self.assertLessEqual(max(len(line) for line in text.split("\n")), width)
            self.assertEqual(bare(text), bare(letter().plain()))
            self.assertEqual({bare(text[span["start"]:span["end"]]) for span in found}, {"FerrandDelacourt", "12mars2021"})

    def test_lost_accents_leave_a_sign_in_their_place(self):
        marked = Marked().text("Prénom : ").mark("Léonie", "FIRST_NAME", "Patient").text(", née à Évry")
        for seed in range(50):
            text, found = spans(noise.lost_accents(random.Random(seed), Marked([list(piece) for piece in marked.pieces]), 1.0))
            self.assertTrue(text[found[0]["start"]:found[0]["end"]].startswith("L"))
            self.assertFalse(set("éÉà") & set(text))

    def test_no_noise_loses_a_span(self):
        for seed in range(300):
            chance = random.Random(seed)
            text, found = spans(noise.apply(chance, letter(), lambda: [Marked().text("Page 1/2")]))
            self.assertGreaterEqual(len(found), 24)
            for span in found:
                self.assertEqual(text[span["start"]:span["end"]].strip(), text[span["start"]:span["end"]])


if __name__ == "__main__":
    unittest.main()
