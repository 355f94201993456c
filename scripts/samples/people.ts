import { invalidLuhn, invalidNir } from './identifiers.js';

/** Everybody here is invented; so are the towns. Postcodes 98990 to 98995 are not attributed. */
export interface Patient {
  readonly lastName: string;
  readonly birthName?: string;
  readonly firstNames: readonly string[];
  readonly sex: 'F' | 'M';
  /** `YYYYMMDD`. */
  readonly birthDate: string;
  readonly ipp: string;
  readonly nir: { readonly digits: string; readonly printed: string };
  /** Line, postcode, city. */
  readonly address: readonly [string, string, string];
  /** Of the ARCEP range kept for fiction, 06 39 98 xx xx. */
  readonly phone: string;
}

export interface Doctor {
  readonly lastName: string;
  readonly firstName: string;
  readonly title: 'DR' | 'PR';
  readonly rpps: string;
}

/** A stay: administrative file, visit, unit, admission. */
export interface Visit {
  readonly file: string;
  readonly visit: string;
  readonly unit: string;
  readonly patientClass: 'I' | 'O';
  readonly admission: string;
  readonly discharge?: string;
}

/** Test authority: INS and NIR here are of no one. The commune 990 and 999 of department 99 does not exist. */
const nir = (sexYearMonth: string, order: string) => invalidNir(`${sexYearMonth}99990${order}`);
const rpps = (order: string) => invalidLuhn(`10999000${order}`);

export const BRANTHOMEZ: Patient = {
  lastName: 'BRANTHOMEZ',
  birthName: 'VASSALIEU',
  firstNames: ['Odile', 'Marguerite'],
  sex: 'F',
  birthDate: '19580514',
  ipp: '900104217',
  nir: nir('25805', '412'),
  address: ['22 impasse de la Noria', '98995', 'Ville-Exemple'],
  phone: '0639980112',
};
export const LESCOUBLAC: Patient = {
  lastName: 'LESCOUBLAC',
  firstNames: ['Firmin', 'Gaétan'],
  sex: 'M',
  birthDate: '19491102',
  ipp: '900098653',
  nir: nir('14911', '107'),
  address: ['6 chemin du Lavoir', '98991', 'Saint-Ambrelin'],
  phone: '0639984106',
};
export const TOURVIGNAC: Patient = {
  lastName: 'TOURVIGNAC-DÉLÉAGE',
  firstNames: ['Anselme'],
  sex: 'M',
  birthDate: '19610227',
  ipp: '900112390',
  nir: nir('16102', '233'),
  address: ["8 bis sentier de l'Écluse", '98991', 'Saint-Ambrelin'],
  phone: '0639985221',
};
export const MERCADOUX: Patient = {
  lastName: 'MERCADOUX',
  birthName: 'FOLGERANT',
  firstNames: ['Solange', 'Inès'],
  sex: 'F',
  birthDate: '19690830',
  ipp: '900120778',
  nir: nir('26908', '518'),
  address: ['41 rue du Four-à-Chaux', '98995', 'Ville-Exemple'],
  phone: '0639982764',
};
export const ESCARVEL: Patient = {
  lastName: "D'ESCARVEL",
  birthName: 'HUBERMOND',
  firstNames: ['Perrine'],
  sex: 'F',
  birthDate: '19461223',
  ipp: '900055834',
  nir: nir('24612', '077'),
  address: ['1 quai des Lavandières', '98990', 'Valmorange'],
  phone: '0639988840',
};
export const ORBELLUN: Patient = {
  lastName: 'ORBELLUN',
  firstNames: ['Célestin', 'Abel'],
  sex: 'M',
  birthDate: '19440317',
  ipp: '900087715',
  nir: nir('14403', '329'),
  address: ["EHPAD Les Glycines d'Or", '98992', 'Montbrelle'],
  phone: '0199001990',
};
export const PAQUERIN: Patient = {
  lastName: 'PAQUERIN-ROUSSELOY',
  firstNames: ['Zélie'],
  sex: 'F',
  birthDate: '19720706',
  ipp: '900131046',
  nir: nir('27207', '640'),
  address: ['17 chemin des Sablons', '98992', 'Montbrelle'],
  phone: '0639986118',
};
export const CALVERMOND: Patient = {
  lastName: 'CALVERMOND',
  firstNames: ['Ignace'],
  sex: 'M',
  birthDate: '19531201',
  ipp: '900064412',
  nir: nir('15312', '261'),
  address: ['5 venelle du Bief', '98993', 'La Roche-Ambrelle'],
  phone: '0639983377',
};
export const GRISOLVENT: Patient = {
  lastName: 'GRISOLVENT',
  firstNames: ['Lazare'],
  sex: 'M',
  birthDate: '19781019',
  ipp: '900140925',
  nir: nir('17810', '154'),
  address: ['30 allée des Charmilles', '98995', 'Ville-Exemple'],
  phone: '0639987705',
};

const doctor = (title: Doctor['title'], firstName: string, lastName: string, order: string): Doctor => ({
  title,
  firstName,
  lastName,
  rpps: rpps(order),
});

export const LENOIRVAL = doctor('DR', 'Bastien', 'LENOIRVAL', '11');
export const QUILLEMBERT = doctor('DR', 'Hortense', 'QUILLEMBERT', '12');
export const RIVASSEAU = doctor('DR', 'Clotilde', 'RIVASSEAU-PRÉ', '13');
export const FALKENDAL = doctor('DR', 'Irénée', 'FALKENDAL', '14');
export const MONTGALION = doctor('PR', 'Évariste', 'MONTGALION', '15');
export const AUBRELIN = doctor('DR', 'Clémence', 'AUBRELIN', '16');
export const VESPERINE = doctor('DR', 'Roland', 'VESPÉRINE', '17');
export const ARCOURBET = doctor('DR', 'Sidonie', 'ARCOURBET', '18');
export const OMBREDANT = doctor('DR', 'Lise', 'OMBREDANT', '19');
export const BALLIVERNE = doctor('DR', 'Théodore', 'BALLIVERNE', '20');
export const TROUBADET = doctor('DR', 'Maxence', 'TROUBADET', '21');
export const NIVELOIX = doctor('DR', 'Gaspard', 'NIVELOIX', '22');
