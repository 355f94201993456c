/** Somebody who does not exist. */
export interface Person {
  readonly ipp: string;
  readonly lastName: string;
}

/** A text of a report: what it says, and the words its results must be read from. */
export interface Text {
  readonly lines: readonly string[];
  readonly results: readonly string[];
  /** A word of this text and of no other: where it is found, the text is found. */
  readonly mark: string;
}

export interface ContentSaid {
  readonly kind: 'content';
  readonly action: 'original' | 'replacement' | 'addendum';
  readonly id: string;
  readonly parentId?: string;
  readonly person: Person;
  readonly stay?: string;
  readonly text: Text;
  readonly signed: boolean;
  /** Time of the document, of one day: `10:30`. */
  readonly time: string;
  /** Told as an ORU, under an order number: the same id again is a correction. The higher edition was sent later. */
  readonly edition?: number;
}

/** What one message says: about a document, an identity or a stay. */
export type Said =
  | ContentSaid
  | { readonly kind: 'signature'; readonly id: string; readonly person: Person }
  | { readonly kind: 'unavailable'; readonly id: string; readonly person: Person }
  | {
      readonly kind: 'deletion';
      readonly id: string;
      readonly parentId?: string;
      readonly person: Person;
      readonly edition?: number;
    }
  /** A validated identity: the name of `person` is the one that counts, the higher `edition` was sent later. */
  | { readonly kind: 'identity'; readonly person: Person; readonly edition: number }
  | { readonly kind: 'merge'; readonly person: Person; readonly absorbed: Person }
  | {
      readonly kind: 'movement';
      readonly event: 'A01' | 'A03';
      readonly stay: string;
      readonly person: Person;
    };

/** What a message says that can also be told as an event (HTTP, Kafka). */
export const isEvent = (said: Said): boolean =>
  (said.kind === 'content' && said.edition === undefined) ||
  (said.kind === 'deletion' && said.edition === undefined);

/** The id of a document as the FHIR server has it: an order number is completed by the type. */
export const idInFhir = ({ id, edition }: { readonly id: string; readonly edition?: number }): string =>
  edition === undefined ? id : `F${id}/${TYPE}`;

export const TYPE = '60568-3';
