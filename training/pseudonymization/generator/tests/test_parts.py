import random
import tempfile
import unittest
from pathlib import Path

from generator import __main__ as command
from generator import exports, logs, moments, numbers
from generator.scene import Scene
from generator.text import Marked, spans
from generator.tests.test_reports import toy

MARKED = (logs.log, logs.roster, exports.rows, exports.keys, exports.doctor_columns)


def scene(seed):
    return Scene(random.Random(seed), command._WORLD[0], command._WORLD[1], False, command._WORLD[2])


class PartsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        command.load(*toy(Path(cls.folder.name)))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_logs_rows_and_letterheads_have_lines_and_spans(self):
        for make in MARKED:
            for seed in range(60):
                text, found = spans(make(scene(seed)))
                self.assertTrue(text.strip() and found, make.__name__)

    def test_a_log_marks_the_day_that_opens_each_line_without_weekday_or_shift(self):
        for seed in range(60):
            text, found = spans(moments.FIELDS["log"](random.Random(seed), scene(seed).date_in))
            for span in found:
                self.assertRegex(text[span["start"]:span["end"]], r"^\d")
                self.assertNotRegex(text[span["start"]:span["end"]], r"(?i)[lmjvsd][aeiu]\b|matin|nuit")

    def test_an_enumeration_marks_each_day(self):
        for seed in range(60):
            text, found = spans(moments.enumeration(random.Random(seed), scene(seed).date_in))
            self.assertGreaterEqual(len(found), 2)
            outside = "".join(text[end:start] for end, start in zip([0] + [span["end"] for span in found], [span["start"] for span in found] + [len(text)]))
            self.assertNotRegex(outside, r"\d")

    def test_figures_signs_and_look_alikes_bear_no_mark_but_the_day(self):
        for seed in range(60):
            _, found = spans(exports.vitals(scene(seed)))
            self.assertTrue(all(span["category"] == "IDENTIFYING_DATE" for span in found))
            for name in ("figure", "lookalike", "wordtrap"):
                self.assertEqual(spans(scene(seed).slot(name))[1], [])

    def test_an_address_broken_over_two_lines_is_two_spans_and_a_name_is_one(self):
        marked = Marked().mark("12 rue\n des Lilas", "ADDRESS", "Patient").text(" ").mark("LE\nGALL", "LAST_NAME", "Patient")
        text, found = spans(marked)
        self.assertEqual([text[span["start"]:span["end"]] for span in found], ["12 rue", "des Lilas", "LE\nGALL"])

    def test_whole_identifiers_hold_a_digit(self):
        for seed in range(300):
            chance = random.Random(seed)
            self.assertRegex(numbers.patterned(chance) + "", r"\d|^[A-Z]{8}$")
            self.assertRegex(numbers.file_name(chance), r"\.\w+$")


if __name__ == "__main__":
    unittest.main()
