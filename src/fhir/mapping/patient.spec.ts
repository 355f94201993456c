import { sensitive } from '../../kernel/index.js';
import { type Identity } from '../../patients/index.js';
import { patientIdentifiers, stayIdentifiers } from './identifiers.js';
import { toPatient } from './patient.js';
import { anIdentity, aStay, someSettings } from './spec-builders.js';

const settings = someSettings();
const mapped = (more: Partial<Identity> = {}) =>
  toPatient('p', { identity: sensitive(anIdentity(more)), fictitious: false }, settings);
const INS_OID = '1.2.250.1.213.1.4.';

const insOf = (end: string, status: string[], more: { key?: string } = {}) =>
  patientIdentifiers(
    anIdentity({
      status,
      identifiers: [{ kind: 'INS', value: '0'.repeat(13), authority: { oid: INS_OID + end }, ...more }],
    }),
    settings,
  );

describe('a patient', () => {
  it('has an official name (birth name) and a usual one (used name)', () => {
    expect(mapped().name).toEqual([
      { use: 'official', family: 'ESSAI', given: ['Camille', 'Test'] },
      { use: 'usual', family: 'FICTIVE', given: ['Camille', 'Test'] },
    ]);
  });

  it('has one name where both are the same or one is known', () => {
    expect(mapped({ birthName: 'FICTIVE' }).name).toHaveLength(1);
    expect(mapped({ birthName: '' }).name).toEqual([
      { use: 'official', family: 'FICTIVE', given: ['Camille', 'Test'] },
    ]);
  });

  it.each([
    ['F', 'female'],
    ['M', 'male'],
    ['U', 'unknown'],
  ] as const)('of sex %s is %s', (sex, gender) => expect(mapped({ sex }).gender).toBe(gender));

  it('carries birth date, address and telecom', () => {
    const patient = mapped();
    expect(patient.birthDate).toBe('1961-04-02');
    expect(patient.address).toEqual([
      { use: 'home', line: ['1 rue Imaginaire'], city: 'NULLEPART', postalCode: '00000' },
    ]);
    expect(patient.telecom?.map(({ system }) => system)).toEqual(['phone', 'email']);
  });

  it('leaves out what is not known', () => {
    const empty = mapped({
      lastName: '',
      birthName: '',
      firstNames: [],
      birthDate: 'inconnue',
      addresses: [{}],
      phones: [],
      emails: [],
      identifiers: [],
    });
    expect(Object.keys(empty).sort()).toEqual([
      'active',
      'gender',
      'id',
      'identifier',
      'meta',
      'resourceType',
    ]);
  });

  it('says how reliable the identity is, and where the person was born', () => {
    const urls = mapped({ status: ['VALI'], birthPlace: '63220' }).extension?.map(({ url }) => url);
    expect(urls).toEqual([
      'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability',
      'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
    ]);
  });

  it('carries the INSEE code of the place of birth with a qualified INS, as fr-core writes it', () => {
    const ins = { kind: 'INS', value: '1'.repeat(15), authority: { oid: '1.2.250.1.213.1.4.8' } } as const;
    const placeOf = (more: Parameters<typeof mapped>[0]) =>
      mapped({ birthPlaceCode: '99901', ...more }).extension?.find(({ url }) => url.endsWith('birthPlace'))
        ?.valueAddress;
    const qualified = { status: ['VALI'], identifiers: [...anIdentity().identifiers, ins] };
    const coded = {
      url: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code',
      valueCoding: {
        system: 'https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM',
        code: '99901',
      },
    };
    expect(placeOf({ ...qualified, birthPlace: 'Valmont' })).toEqual({
      ...{ extension: [coded], city: 'Valmont', text: 'Valmont' },
    });
    expect(placeOf(qualified)).toEqual({ extension: [coded] });
    expect(placeOf({ birthPlace: 'Valmont' })).toEqual({ city: 'Valmont', text: 'Valmont' });
    expect(placeOf({})).toEqual({ text: '99901' });
  });

  it('is labelled as test data where fictitious', () => {
    const patient = toPatient('p', { identity: sensitive(anIdentity()), fictitious: true }, settings);
    expect(patient.meta?.security?.map(({ code }) => code)).toEqual(['HTEST']);
    expect(mapped().meta?.security).toBeUndefined();
  });
});

describe('identifiers', () => {
  it.each([
    ['8', 'INS-NIR', 'official'],
    ['9', 'INS-NIA', 'temp'],
    ['10', 'INS-NIR-TEST', 'official'],
    ['11', 'INS-NIR-DEMO', 'official'],
  ])('write an INS of OID .%s as %s once the identity is qualified', (end, code, use) => {
    expect(insOf(end, ['VALI'])).toEqual([
      {
        use,
        type: { coding: [{ system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203', code }] },
        system: `urn:oid:${INS_OID}${end}`,
        value: '0'.repeat(13),
      },
    ]);
  });

  it.each([[[]], [['PROV']], [['VIDE', 'FICT']]])('never write an INS with status %j', (status) => {
    expect(insOf('8', status)).toEqual([]);
  });

  it('never write an INS of an unknown authority, nor a NIR', () => {
    expect(insOf('99', ['VALI'])).toEqual([]);
    const nir = anIdentity({ status: ['VALI'], identifiers: [{ kind: 'NIR', value: '0'.repeat(13) }] });
    expect(patientIdentifiers(nir, settings)).toEqual([]);
  });

  it('join an INS and the key that came apart from it', () => {
    expect(insOf('10', ['VALI'], { key: '00' })[0]?.value).toBe('0'.repeat(15));
  });

  it.each([
    [{ oid: '1.2.3' }, 'urn:oid:1.2.3'],
    [{ name: 'GHT Nord' }, 'https://ght.example.test/ipp'],
    [{ name: 'CHU Été' }, 'urn:passerelle:chu-essai:ipp:chu-ete'],
    [undefined, 'urn:passerelle:chu-essai:ipp'],
  ])('of authority %j have their own system', (authority, system) => {
    const known = someSettings({ systems: { 'GHT Nord': 'https://ght.example.test/ipp' } });
    const identifiers = [{ kind: 'IPP' as const, value: '1', ...(authority && { authority }) }];
    const [one] = patientIdentifiers(anIdentity({ identifiers }), known);
    expect(one?.system).toBe(system);
    expect(one?.type?.coding?.[0]?.code).toBe('PI');
  });

  it('of a merged identity are written last, as old', () => {
    const ipp = (value: string) => ({ kind: 'IPP' as const, value, authority: { oid: '1.2.3' } });
    const identifiers = [{ ...ipp('A'), use: 'old' as const }, ipp('B')];
    const made = patientIdentifiers(anIdentity({ identifiers }), settings);
    expect(made.map(({ use, value }) => [use, value])).toEqual([
      ['usual', 'B'],
      ['old', 'A'],
    ]);
  });

  it('leave out the INS of an identity that is doubted, and a real one of a test identity', () => {
    expect(insOf('8', ['VALI', 'DOUT'])).toEqual([]);
    expect(insOf('8', ['VALI', 'FICT'])).toEqual([]);
  });

  it('of a stay are the file then the visit', () => {
    const identifiers = [
      { kind: 'VN' as const, value: 'V1' },
      { kind: 'NDA' as const, value: 'N1' },
    ];
    const made = stayIdentifiers(aStay({ identifiers }), settings);
    expect(made.map(({ type, value }) => [type?.coding?.[0]?.code, value])).toEqual([
      ['AN', 'N1'],
      ['VN', 'V1'],
    ]);
  });
});
