import { fromPartages, readLabel, toPartages } from './index.js';
import { ROLES } from './groups.js';
import { type SpanCategory, type SpanRole } from '../../pseudonymization/index.js';

const label = (category: string, role: string | null = null, kind: string | null = null) => ({
  ok: true,
  value: { category, role, kind },
});

describe('labels', () => {
  it.each([
    [{ category: 'Nom', roles: ['PersonnelSante'] }, label('LAST_NAME', 'Carer')],
    [{ category: 'LAST_NAME', roles: ['Carer'] }, label('LAST_NAME', 'Carer')],
    [{ category: 'prénom', roles: ['autre'] }, label('FIRST_NAME', 'Other')],
    [{ category: 'Prenom' }, label('FIRST_NAME')],
    [{ category: 'prenom' }, label('FIRST_NAME', 'Patient')],
    [{ category: 'ville_hopital' }, label('CITY', 'Hospital')],
    [{ category: 'CodeIdentifiant', kind: 'NIPouIPP' }, label('IDENTIFYING_CODE', null, 'IPP')],
    [{ category: 'id_iep' }, label('IDENTIFYING_CODE', null, 'NDA')],
    [{ category: 'CodeIdentifiant', kind: 'NSS' }, label('IDENTIFYING_CODE', null, 'NIR')],
    [{ category: 'Hopital', roles: ['Hopital'] }, label('HOSPITAL')],
  ])('%j', (written, expected) => {
    expect(readLabel(written)).toEqual(expected);
  });

  it.each([
    { category: 'Chien' },
    { category: '' },
    { category: 'Nom', roles: ['Hopital'] },
    { category: 'Nom', roles: ['Voisin'] },
    { category: 'CodeIdentifiant', kind: 'Plaque' },
  ])('%j is refused', (written) => {
    expect(readLabel(written)).toMatchObject({ ok: false, failure: { code: 'CORPUS_LABEL_UNKNOWN' } });
  });

  it('go to the PARTAGES layer and back', () => {
    const categories = Object.entries(ROLES) as [SpanCategory, { roles: readonly SpanRole[] }][];
    for (const [category, { roles }] of categories) {
      for (const role of roles) {
        const features = toPartages({ category, role, kind: null });
        expect(fromPartages(features, features.Categorie)).toEqual(label(category, role));
      }
    }
    for (const kind of ['IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS', 'AUTRE'] as const) {
      const features = toPartages({ category: 'IDENTIFYING_CODE', role: null, kind });
      expect(fromPartages(features, features.Categorie)).toEqual(label('IDENTIFYING_CODE', null, kind));
    }
    expect(toPartages({ category: 'EMAIL', role: 'Hospital', kind: null })).toEqual({
      Categorie: 'AdresseEmail',
      RoleNUM: 'Hopital',
    });
  });
});
