/** The PARTAGES layer of INCEpTION, in UIMA CAS JSON 0.4.0. */
export const LAYER = 'webanno.custom.EntiteAnonymisation';
export const SOFA = 'uima.cas.Sofa';
export const VIEW = '_InitialView';
export const DOCUMENT = 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData';
export const FEATURES = ['Categorie', 'CodeType', 'RoleLOC', 'RoleNUM', 'RolePER'] as const;
