import { type Report } from '../intake/index.js';
import { sensitive } from '../kernel/index.js';
import { silentLogger } from '../observability/index.js';
import { NO_IDENTITY, NO_STAY } from '../patients/index.js';
import { createMemoryVault, type Policy } from '../pseudonymization/index.js';
import { DEMONSTRATION_KEYS } from '../security/index.js';
import { assemblePseudonymizer, selectCatalog } from './assembly.js';
import { createReadingRooms } from './reading-rooms.js';

/** A person and a stay nobody has, and a word of each kind the rooms look for. */
const TEXT = `COMPTE RENDU D'HOSPITALISATION

Mme TOURNELAC Odile, née le 17/04/1961, demeurant 4 rue des Essarts 99999 VALMONT, tél. 01 99 00 00 00.
Adressée par le Dr VERTOUILLE. Hospitalisée du 02/03/2026 au 09/03/2026 dans le service d'oncologie.

ANTÉCÉDENTS
- Infection urinaire à Escherichia coli en 2021. Pas d'allergie connue.

IMMUNOHISTOCHIMIE
- HER2 : score 3+. RE : 90 %. Ki-67 : 20 %. Absence de mutation de BRAF.

BACTÉRIOLOGIE
Hémocultures : Klebsiella pneumoniae productrice de BLSE. Amoxicilline : R. Imipénème : S.

CONCLUSION
Carcinome infiltrant. Bactériémie traitée.`;

/**
 * Reads an invented report once, with nothing kept: rules are compiled and dictionaries made before the first
 * report, whose sender would wait for it.
 */
export async function warmUp(useCases: readonly string[], policy: Policy): Promise<void> {
  const rooms = createReadingRooms({
    pseudonymizer: assemblePseudonymizer({
      policy,
      vault: createMemoryVault(),
      keys: DEMONSTRATION_KEYS,
    }),
    useCases: selectCatalog(useCases),
    logger: silentLogger,
  });
  const document = await rooms.read(INVENTED);
  const pseudonymized = document.ok && (await rooms.pseudonymize(document.value, INVENTED));
  if (document.ok && pseudonymized && pseudonymized.ok)
    await rooms.runUseCases(pseudonymized.value, document.value, INVENTED);
}

const INVENTED: Report = {
  ...{ id: 'warm-up', source: 'warm-up', lineage: 'warm-up', version: 1, receivedAt: new Date(0) },
  ...{ action: 'original', documentId: 'warm-up', assigner: 'warm-up', status: 'final', fictitious: true },
  type: { code: '34112-3' },
  payloads: [{ contentType: 'text/plain', content: sensitive(Buffer.from(TEXT)) }],
  identity: sensitive({
    ...NO_IDENTITY,
    lastName: 'TOURNELAC',
    firstNames: ['Odile'],
    birthDate: '1961-04-17',
  }),
  stay: sensitive(NO_STAY),
  carers: sensitive([]),
  confidentiality: [],
};
