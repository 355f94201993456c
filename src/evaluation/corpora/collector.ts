import { type Result } from '../../kernel/index.js';
import { type AnnotatedDocument, type Corpus, type Problem } from './annotated.js';

/** Gathers what one reader makes: a document or a problem, the rest goes on. */
export class Collector<T = AnnotatedDocument> {
  readonly #documents: T[] = [];
  readonly #problems: Problem[] = [];
  readonly #notes = new Set<string>();

  add(file: string, place: string, read: Result<T>): void {
    if (read.ok) this.#documents.push(read.value);
    else this.refuse(file, place, read);
  }

  refuse(file: string, place: string, read: Result<unknown>): void {
    if (!read.ok) this.#problems.push({ file, place, failure: read.failure });
  }

  note(words: string): void {
    this.#notes.add(words);
  }

  corpus(): Corpus<T> {
    return { documents: this.#documents, problems: this.#problems, notes: [...this.#notes] };
  }
}
