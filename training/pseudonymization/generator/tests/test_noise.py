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

    def test_no_noise_loses_a_span(self):
        for seed in range(300):
            chance = random.Random(seed)
            text, found = spans(noise.apply(chance, letter(), lambda: [Marked().text("Page 1/2")]))
            self.assertGreaterEqual(len(found), 24)
            for span in found:
                self.assertEqual(text[span["start"]:span["end"]].strip(), text[span["start"]:span["end"]])


if __name__ == "__main__":
    unittest.main()
