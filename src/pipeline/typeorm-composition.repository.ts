import { type DataSource } from 'typeorm';
import {
  draftFromBytes,
  eventsOf,
  type Report,
  type ReportDraft,
  retractedEditions,
  type Standing,
  standingOf,
} from '../intake/index.js';
import { type Carer } from '../patients/index.js';
import { sensitive } from '../kernel/index.js';
import { type Cipher } from '../security/index.js';

export type Composed = ReportDraft & Pick<Report, 'edition' | 'addenda' | 'course' | 'retractedEditions'>;

interface Told {
  readonly lineage: string;
  readonly version: number;
  readonly draft: ReportDraft;
}

/**
 * What a version makes of its document: the text that stands once it is known, whoever brought each part of it, or
 * nothing any more. Throws a SealError where a part does not open.
 */
export function createComposition({ dataSource, cipher }: { dataSource: DataSource; cipher: Cipher }) {
  return async ({ lineage, version, draft }: Told): Promise<Composed> => {
    const events = (await eventsOf(dataSource, lineage)).filter((one) => one.version <= version);
    const standing = standingOf(events);
    if (standing.kind !== 'published') {
      const isGone = standing.kind === 'deleted' || draft.action === 'deletion';
      return { ...draft, course: isGone ? 'withdraw' : 'suspend' };
    }
    const contents = await contentsOf(
      lineage,
      standing.parts.flatMap(({ versions }) => versions),
    );
    return compose(draft, standing, contents, retractedEditions(events));
  };

  async function contentsOf(lineage: string, versions: readonly number[]): Promise<Map<number, ReportDraft>> {
    const rows: { id: string; version: number; content_sealed: Buffer }[] = await dataSource.query(
      `SELECT id, version, content_sealed FROM passerelle.report WHERE lineage = $1 AND version = ANY($2)`,
      [lineage, versions],
    );
    return new Map(
      rows.map(({ id, version, content_sealed: sealed }) => [
        version,
        draftFromBytes(cipher.open(sealed, `report:${id}`)),
      ]),
    );
  }
}

function compose(
  said: ReportDraft,
  { parts, edition }: Extract<Standing, { kind: 'published' }>,
  contents: ReadonlyMap<number, ReportDraft>,
  retracted: readonly number[],
): Composed {
  const drafts = parts.map(({ versions }) => versions.map((version) => contents.get(version) as ReportDraft));
  const [document] = drafts[0] as [ReportDraft];
  const [last] = drafts.at(-1) as [ReportDraft];
  const [main, ...addenda] = drafts.map((forms) => forms.flatMap(({ payloads }) => payloads));
  const all = [...drafts.flat(), said];
  return {
    ...said,
    // A draft that is not held walks as what it is, until a message signs it.
    status: said.action === 'status' && said.status === 'final' ? 'final' : publishedStatus(drafts.flat()),
    documentId: last.documentId,
    assigner: last.assigner,
    type: document.type,
    ...(document.title && { title: document.title }),
    ...(document.date && { date: document.date }),
    payloads: main ?? [],
    ...(addenda.length > 0 && { addenda }),
    carers: sensitive(carersOf(all)),
    confidentiality: [...new Set(all.flatMap(({ confidentiality }) => confidentiality))],
    edition,
    ...(retracted.length > 0 && { retractedEditions: retracted }),
    course: 'publish',
  };
}

/** Held drafts go out once they are signed; those of a source whose drafts are not held go out as drafts. */
const publishedStatus = (drafts: readonly ReportDraft[]): ReportDraft['status'] =>
  drafts.some(({ status, runsUnsigned }) => status === 'draft' && runsUnsigned) ? 'draft' : 'final';

function carersOf(drafts: readonly ReportDraft[]): readonly Carer[] {
  const all = drafts.flatMap(({ carers }) => carers.reveal());
  return [...new Map(all.map((carer) => [JSON.stringify(carer), carer])).values()];
}
