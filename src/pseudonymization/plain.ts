import { type Document } from '../document/index.js';
import { ok, type Result, sensitive } from '../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../patients/index.js';
import { type ModelReading } from './detectors/model/index.js';
import { type Known } from './known.js';
import { type LearnedName } from './learned-names.js';
import { type SurrogatePair, type VaultRecord } from './ports.js';
import { type Replaced, type Replacer } from './replacer.js';
import { fromStored, type StoredPseudonymization, toStored } from './stored.js';

interface PlainRecord {
  readonly dateShiftDays?: number;
  readonly pairs: readonly (Omit<SurrogatePair, 'original'> & { readonly original: string })[];
}

/** What a replacer is asked, opened: it goes from one process of ours to another, and nowhere else. */
export interface PlainRequest {
  readonly document: Omit<Document, 'text'> & { readonly text: string };
  readonly known: {
    readonly identity: Identity;
    readonly stay: Stay;
    readonly carers: readonly Carer[];
    readonly fallbackKey: string;
    readonly learned?: readonly LearnedName[];
  };
  readonly record: PlainRecord;
  /** What a model saw in the text: it is asked by the service, which has its threads. */
  readonly read?: ModelReading;
}

export interface PlainReplaced {
  readonly document: StoredPseudonymization;
  readonly record: PlainRecord;
}

/** A replacer that hands documents of more than `longerThan` UTF-16 code units to another process. */
export function replacerBeside(
  here: Replacer,
  { longerThan, ask }: { longerThan: number; ask: (request: PlainRequest) => Promise<Result<PlainReplaced>> },
): Replacer {
  return {
    async replace(document, known, record, read) {
      if (document.text.reveal().length <= longerThan) return here.replace(document, known, record, read);
      const answer = await ask({ ...toPlain(document, known, record), ...(read && { read }) });
      return answer.ok ? fromPlain(answer.value) : answer;
    },
  };
}

/** The other side of `replacerBeside`. */
export async function replacePlain(
  replacer: Replacer,
  { document, known, record, read }: PlainRequest,
): Promise<Result<PlainReplaced>> {
  const { learned, ...facts } = known;
  const replaced = await replacer.replace(
    { ...document, text: sensitive(document.text) },
    {
      identity: sensitive(facts.identity),
      stay: sensitive(facts.stay),
      carers: sensitive(facts.carers),
      fallbackKey: facts.fallbackKey,
      ...(learned && { learned: sensitive(learned) }),
    },
    closed(record),
    read,
  );
  if (!replaced.ok) return replaced;
  return ok({ document: toStored(replaced.value.document), record: opened(replaced.value.record) });
}

function toPlain(document: Document, known: Known, record: VaultRecord): PlainRequest {
  const { identity, stay, carers, fallbackKey, learned } = known;
  return {
    document: { ...document, text: document.text.reveal() },
    known: {
      identity: identity.reveal(),
      stay: stay.reveal(),
      carers: carers.reveal(),
      fallbackKey,
      ...(learned && { learned: learned.reveal() }),
    },
    record: opened(record),
  };
}

function fromPlain({ document, record }: PlainReplaced): Result<Replaced> {
  const read = fromStored(document);
  return read.ok ? ok({ document: read.value, record: closed(record) }) : read;
}

const opened = ({ pairs, ...rest }: VaultRecord): PlainRecord => ({
  ...rest,
  pairs: pairs.map((pair) => ({ ...pair, original: pair.original.reveal() })),
});

const closed = ({ pairs, ...rest }: PlainRecord): VaultRecord => ({
  ...rest,
  pairs: pairs.map((pair) => ({ ...pair, original: sensitive(pair.original) })),
});
