import { type Patient } from '@medplum/fhirtypes';
import { sensitive } from '../../kernel/index.js';
import { checkBundle } from '../checking/check-bundle.js';
import { patientOf, toMergeBundle } from './merge-bundle.js';
import { allOf, anIdentity, anIdKey, someSettings } from './spec-builders.js';

const of = (value: string) =>
  patientOf(sensitive(anIdentity({ identifiers: [{ kind: 'IPP', value, authority: { oid: '1.2.3' } }] })), {
    settings: someSettings(),
    ids: anIdKey(),
  }).patient;

describe('two Patients that are one', () => {
  const [absorbed, survivor] = [of('A'), of('B')];
  const bundle = toMergeBundle({ absorbed, survivor, onlyAbsorbed: false });
  const [gone, stays] = allOf(bundle, 'Patient') as [Patient, Patient];

  it('point at each other; the merged number is old on the one that stays', () => {
    expect(gone).toMatchObject({
      ...{ id: absorbed.id, active: false },
      link: [{ other: { reference: `Patient/${survivor.id}` }, type: 'replaced-by' }],
    });
    expect(stays).toMatchObject({
      ...{ id: survivor.id, active: true },
      link: [{ other: { reference: `Patient/${absorbed.id}` }, type: 'replaces' }],
    });
    expect(stays.identifier?.map(({ use, value }) => [use, value])).toEqual([
      [undefined, survivor.id],
      ['usual', 'B'],
      ['old', 'A'],
    ]);
    expect(checkBundle(bundle).ok).toBe(true);
  });

  it('are the same when it is done again', () => {
    const again = toMergeBundle({
      absorbed: { ...gone, id: absorbed.id },
      survivor: { ...stays, id: survivor.id },
      onlyAbsorbed: false,
    });
    expect(again).toEqual(bundle);
  });

  it('leave the hospital’s own Patient as it is', () => {
    const own = allOf(toMergeBundle({ absorbed, survivor, onlyAbsorbed: true }), 'Patient');
    expect(own.map(({ id }) => id)).toEqual([absorbed.id]);
  });
});
