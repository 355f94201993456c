import { ok } from '../../../kernel/index.js';
import { type Identity, type Stay } from '../../../patients/index.js';
import { groupBy } from '../../group-by.js';
import { type AnnotatedDocument, type CorpusWriter, type KnownPatient } from '../annotated.js';
import { contractIdentity } from './contract-identity.js';

/** One file, one patient per line. */
export const writeJsonl: CorpusWriter = (documents) => {
  const patients = groupBy(documents, ({ patient }) => patient);
  const lines = [...patients].map(([id, own]) =>
    JSON.stringify({ id, ...knownFields(own[0]?.known), documents: own.map(toDocument) }),
  );
  return ok([{ name: 'corpus.jsonl', content: lines.map((line) => `${line}\n`).join('') }]);
};

const toDocument = ({ id, split, text, spans }: AnnotatedDocument) => ({
  docId: id,
  ...(split !== undefined && { split }),
  text: text.reveal(),
  spans: spans.map(({ start, end, category, role, kind }) => ({ start, end, category, role, kind })),
});

function knownFields(known: KnownPatient | undefined): object {
  if (!known) return {};
  const [identity, stay, carers] = [known.identity.reveal(), known.stay.reveal(), known.carers.reveal()];
  return {
    identity: contractIdentity(identity as Identity, stay as Stay),
    stay: {
      ...(stay.admission !== undefined && { admission: stay.admission }),
      ...(stay.discharge !== undefined && { discharge: stay.discharge }),
    },
    ...(carers.length > 0 && { carers }),
  };
}
