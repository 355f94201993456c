import { type Failure, type Result, type Sensitive } from '../../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../../patients/index.js';
import { type CodeKind, type SpanCategory, type SpanRole } from '../../pseudonymization/index.js';
import { type Span } from '../../text/index.js';

/** What an annotation says of a stretch. */
export interface SpanLabel {
  readonly category: SpanCategory;
  readonly role: SpanRole | null;
  readonly kind: CodeKind | null;
}

/** UTF-16 code units of the document's text. */
export interface AnnotatedSpan extends Span, SpanLabel {}

/** What the message would have known of the patient. */
export interface KnownPatient {
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  readonly carers: Sensitive<readonly Carer[]>;
}

export interface AnnotatedDocument {
  readonly id: string;
  /** Documents of one patient share it: they are pseudonymized together, with one vault. */
  readonly patient: string;
  readonly split?: string;
  readonly text: Sensitive<string>;
  /** In order of the text. */
  readonly spans: readonly AnnotatedSpan[];
  readonly known?: KnownPatient;
}

/** What could not be read, and where; never what stands there. */
export interface Problem {
  readonly file: string;
  readonly place: string;
  readonly failure: Failure;
}

/** Documents annotated for pseudonymization, unless another kind is named. */
export interface Corpus<T = AnnotatedDocument> {
  readonly documents: readonly T[];
  readonly problems: readonly Problem[];
  /** What a reader had to find out by itself, in words. */
  readonly notes: readonly string[];
}

export interface ReadOptions {
  /** False: the corpus names nobody, whatever else it annotates is not read. */
  readonly identities: boolean;
  /** Unit of the offsets where the format leaves it open. */
  readonly offsets?: OffsetUnit;
}

export type OffsetUnit = 'utf-16' | 'code-points';

export interface SourceFile {
  /** Path inside the corpus, with `/`. */
  readonly name: string;
  bytes(): Buffer;
}

export type CorpusReader<T = AnnotatedDocument> = (
  files: readonly SourceFile[],
  options: ReadOptions,
) => Corpus<T> | Promise<Corpus<T>>;

export interface WrittenFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export type CorpusWriter = (documents: readonly AnnotatedDocument[]) => Result<readonly WrittenFile[]>;

export const inOrder = (spans: readonly AnnotatedSpan[]): AnnotatedSpan[] =>
  [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
