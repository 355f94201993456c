import { aDocument, aPseudonymizer, known, thePolicy } from '../../../test/support/pseudonymization/index.js';

const TEXT =
  'Mme VILLE Odile, née le 17/04/1961, IPP 800123456, tél. 06 39 98 00 12, 4 rue des Essarts 07990 VALMONT.';
const WHO = {
  lastName: 'VILLE',
  firstNames: ['Odile'],
  birthDate: '1961-04-17',
  phones: ['0639980012'],
};

async function masked(names: readonly string[], text = TEXT): Promise<string> {
  const { categories, ...policy } = thePolicy();
  const masks = Object.fromEntries(names.map((name) => [name, 'mask' as const]));
  const pseudonymizer = aPseudonymizer({ policy: { ...policy, categories: { ...categories, ...masks } } });
  const made = await pseudonymizer.pseudonymize(aDocument(text), known({ identity: WHO }));
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.text;
}

describe('a masked category', () => {
  it('is a tag that tells what stood there, the same for every patient', async () => {
    const text = await masked(['PHONE_NUMBER', 'IDENTIFYING_CODE', 'ADDRESS', 'PATIENT_BIRTHDATE']);
    expect(text).toContain('née le [DATE_NAISSANCE], IPP [IPP], tél. [TELEPHONE], [ADRESSE] ');
    expect(text).not.toMatch(/VILLE|Odile/);
  });

  it('does not stop a patient whose name is the word of a tag', async () => {
    expect(await masked(['LAST_NAME', 'FIRST_NAME', 'CITY'])).toMatch(
      /^Mme \[NOM\] \[PRENOM\].*\[VILLE\]\.$/,
    );
  });

  it('keeps the line break of a name written on two lines', async () => {
    expect(await masked(['LAST_NAME'], 'Mme de la\nVILLE est venue.')).toContain('\n');
  });
});
