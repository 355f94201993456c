"""The card of the model, from its manifest."""

HEAD = """# Model card: pseudonymization

Made by `training/run.sh`; do not edit.

**Purpose.** Finds what identifies a person in French hospital reports: the categories and roles of [the batch contract](../../docs/batch-contract.md), marked as in [the annotation guide](../../docs/annotation-guide.md).
It is one detector among others: the known identity, rules and checksums stand beside it, and they decide together (`src/pseudonymization`). Alone it is not a sufficient protection.

**Population.** Adult and paediatric reports of French hospitals: letters, stays, operations, imaging, laboratory, pathology, emergency, nursing, meetings, forms and tables. Not for other languages, handwriting read by a machine, or text
that is no report.

**Network.** {width} wide, words as hashes with their character n-grams, dilated convolutions, what the same word and the whole window say elsewhere; {megabytes:.1f} MB, 8 bits, no pretrained weights. Windows of {window} tokens.

**Training text.** Fictitious documents of our generator: {stages}. Clinical sentences come from published case reports that hold no identity; no hospital's report was read. One in ten surnames, first names and towns is in the validation split only. Sources:

{sources}
"""

FIGURES = """
## Figures on validation text

Documents of the generator that were not trained on, with names and towns that were not either: they tell that the network learned, not how it does on the reports of a hospital. Figures on reports written apart are in
`docs/`. Each token takes its most likely category; {tokens} tokens.

| what                                                              | 8 bits | 32 bits |
| ----------------------------------------------------------------- | ------ | ------- |
| token F1, direct identifiers                                      | {direct} | {direct32} |
| identifying tokens covered by any category                        | {redacted} | {redacted32} |
| windows with nothing left                                         | {fully} | |
| other tokens covered                                              | {over} | {over32} |
| right role or kind                                                | {roles} | {roles32} |

| category | precision | recall | F1 | tokens |
| --- | --- | --- | --- | --- |
{rows}

## Limits

- It never saw a real report: a local habit of writing that the generator lacks may be missed. Measure on your own corpus (`npm run evaluate`) before relying on it.
- Names that are ordinary words, single initials and trades are the hardest.
- Probabilities are calibrated on generated text only (temperatures {temperatures}).
"""


def figure(value) -> str:
    return "" if value is None else f"{value:.4f}"


def stage_text(stage: dict) -> str:
    drawn = f"{stage['documents']:,} of them ({stage['tokens']:,} tokens)"
    return f"{stage['steps']:,} steps of at most {stage['batchTokens']:,} tokens over {drawn}"


def card_of(manifest: dict) -> str:
    training, measured = manifest["training"], manifest["validation"]
    exact = measured["in32Bits"]
    head = HEAD.format(
        width=training["width"],
        megabytes=manifest["files"][0]["bytes"] / 1e6,
        window=manifest["window"]["tokens"],
        stages=", then ".join(stage_text(stage) for stage in training["stages"]),
        sources="\n".join(f"- {source['name']}: {source['licence']}" for source in training["sources"]),
    )
    rows = "\n".join(
        f"| `{name}` | {figure(one['precision'])} | {figure(one['recall'])} | {figure(one['f1'])} | {one['tokens']} |"
        for name, one in measured["categories"].items()
    )
    return head + FIGURES.format(
        tokens=f"{measured['tokens']:,}",
        direct=figure(measured["direct"]["f1"]),
        direct32=figure(exact["direct"]["f1"]),
        redacted=figure(measured["redacted"]),
        redacted32=figure(exact["redacted"]),
        fully=figure(measured["fullyRedacted"]),
        over=figure(measured["overMasked"]),
        over32=figure(exact["overMasked"]),
        roles=figure(measured["attributes"]),
        roles32=figure(exact["attributes"]),
        rows=rows,
        temperatures=", ".join(str(value) for value in measured["temperatures"]),
    )
