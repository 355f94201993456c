import { checkConfig } from '../config/index.js';
import { sensitive } from '../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../patients/index.js';
import { type IntakeEvent } from './events.js';
import { localTypesOf, withLocalType } from './local-types.js';
import { readReportEvent } from './read-report-event.js';

const config = checkConfig({
  sources: [{ name: 'portail', types: [{ local: 'CRH', loinc: '34112-3', label: 'CR hospitalier' }] }],
});
const sources = config.ok ? config.value.sources : [];

function typeOf(document: object, source = 'portail') {
  const read = readReportEvent({
    ...{ eventId: 'E1', producer: 'DPI', action: 'original' },
    patient: { identifiers: [{ kind: 'IPP', value: '90001' }] },
    document: { id: 'D1', assigner: 'CHU-TEST', ...document },
    content: { contentType: 'text/plain', text: 'Compte rendu.' },
  });
  if (!read.ok) throw new Error(read.failure.message);
  const event = withLocalType(read.value.event, localTypesOf(source, sources));
  return event.kind === 'report' ? event.report.type : undefined;
}

describe('a local type of document', () => {
  it('is the LOINC configured for its source, whose label is kept where none is configured', () => {
    const hospital = { system: 'http://loinc.org', code: '34112-3', display: 'CR hospitalier' };
    expect(typeOf({ type: 'CRH', typeSystem: 'urn:local' })).toEqual(hospital);
    const [source] = sources;
    const bare = [{ ...source, types: [{ local: 'CRH', loinc: '34112-3' }] }] as typeof sources;
    expect([...localTypesOf('portail', bare).values()][0]).not.toHaveProperty('display');
  });

  it('stays as it was sent where nothing is configured for it, or for its source', () => {
    expect(typeOf({ type: '60568-3' })).toEqual({ system: 'http://loinc.org', code: '60568-3' });
    expect(typeOf({ type: 'CRO', typeSystem: 'urn:local' })).toEqual({ system: 'urn:local', code: 'CRO' });
    expect(typeOf({ type: 'CRH', typeSystem: 'urn:local' }, 'http')?.code).toBe('CRH');
  });

  it('is none of what is not a report', () => {
    const event: IntakeEvent = {
      ...{ kind: 'identity', trigger: 'A31' },
      ...{ identity: sensitive(NO_IDENTITY), stay: sensitive(NO_STAY) },
    };
    expect(withLocalType(event, localTypesOf('portail', sources))).toBe(event);
  });
});
