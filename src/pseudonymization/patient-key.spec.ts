import { type Identifier, NO_IDENTITY, NO_STAY } from '../patients/index.js';
import { patientKey } from './patient-key.js';

const ipp: Identifier = { kind: 'IPP', value: '800 12', authority: { name: 'CHU-A' } };
const ins: Identifier = { kind: 'INS', value: '1850338123456' };
const nda: Identifier = { kind: 'NDA', value: '26001' };
const of = (identifiers: Identifier[], stay: Identifier[] = []): string =>
  patientKey({ ...NO_IDENTITY, identifiers }, { ...NO_STAY, identifiers: stay }, 'L1');

describe('patientKey', () => {
  it('prefers the IPP, then the INS, then the stay, then the lineage', () => {
    expect(of([ins, ipp], [nda])).toBe('IPP|CHU-A|80012');
    expect(of([ins], [nda])).toMatch(/^INS/);
    expect(of([], [nda])).toMatch(/^NDA/);
    expect(of([])).toBe('LINEAGE|L1');
  });

  it('tells the same IPP of two authorities apart', () => {
    expect(of([ipp])).not.toBe(of([{ ...ipp, authority: { name: 'CHU-B' } }]));
  });

  it('is the surviving identity’s after a merge, and stays the first one after a change of identifier', () => {
    const gone: Identifier = { ...ipp, value: '80099', use: 'old' };
    expect(of([gone, ipp])).toBe('IPP|CHU-A|80012');
    const identity = {
      ...NO_IDENTITY,
      identifiers: [ipp, gone],
      pseudonymAnchor: { ...ipp, value: '80099' },
    };
    expect(patientKey(identity, NO_STAY, 'L1')).toBe('IPP|CHU-A|80099');
  });

  it('does not take an empty number for an id', () => {
    expect(of([{ ...ipp, value: ' ' }])).toBe('LINEAGE|L1');
  });
});
